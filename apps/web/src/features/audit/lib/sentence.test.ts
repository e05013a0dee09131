import { expect, it } from '@jest/globals';
import { operations } from '@stageline/contracts';
import de from '../texts.de.ts';

it('has a German sentence for everything that a visit of support can look at', () => {
  const open = Object.values(operations).filter(
    ({ host, method, access }) => host === 'tenant' && method === 'GET' && access.kind === 'member',
  );
  // An export asks for a fresh proof of identity, which a visit cannot give.
  const ids = open.filter(({ stepUp }) => stepUp !== true).map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(20);
  expect(ids.filter((id) => de.views[id] === undefined)).toEqual([]);
});
