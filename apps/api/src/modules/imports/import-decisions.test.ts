import { expect, it } from '@jest/globals';
import type { ImportKey, PersonId } from '@stageline/contracts';
import type { KnownPerson } from '../registrations/index.ts';
import { decideAll } from './import-decisions.ts';
import { know, type Known } from './import-known.ts';
import { createRowReader } from './import-rows.ts';

const at = new Date('2026-03-01T10:00:00Z');
const columns = ['email', 'email2', 'phone', 'phone2', 'externalId', 'firstName'] as const;
const person = (
  name: string,
  addresses: string[],
  phones: string[] = [],
  externalId: string | null = null,
): KnownPerson => ({
  _id: name as PersonId,
  firstName: name,
  lastName: '',
  company: null,
  externalId,
  emails: addresses.map((address) => ({ address, verifiedAt: at, addedAt: at })),
  phones: phones.map((raw) => ({ raw, e164: raw })),
});
const full = Array.from({ length: 10 }, (_, index) => `f${index}@x.example`);

/** What becomes of rows, their cells apart by blanks and `-` for an empty one. */
function decided(key: ImportKey, ...rows: string[]) {
  const known: Known = { byEmail: new Map(), byExternalId: new Map(), byPhone: new Map() };
  for (const one of [
    person('ann', ['ann@x.example', 'ann2@x.example'], ['+4930901820'], 'A-1'),
    person('bob', ['bob@x.example'], ['+4930901820', '+4930901821']),
    person('full', full),
    { ...person('eve', ['eve@x.example'], [], 'E-1'), otherExternalIds: ['E-2'] },
  ])
    know(known, one);
  const toRow = createRowReader({ mapping: [...columns], key });
  const read = rows.map((row, index) =>
    toRow({ line: index + 2, cells: row.split(' ').map((cell) => (cell === '-' ? '' : cell)) }),
  );
  return decideAll(read, { key }, known, at).map((decision) => {
    if (decision.kind === 'wrong') return decision.fault;
    if (decision.kind !== 'changed') return decision.kind;
    const { _id, emails, phones, otherExternalIds = [] } = decision.after;
    return [_id, ...emails.map(({ address }) => address), ...phones.map(({ e164 }) => e164), ...otherExternalIds].join(
      ' ',
    );
  });
}

it('F-04 knows somebody by any address, adds behind what is there, and leaves what was proved', () => {
  expect(decided('email', 'ann2@x.example new@x.example - - - -')).toEqual([
    'ann ann@x.example ann2@x.example new@x.example +4930901820',
  ]);
  expect(decided('email', 'new@x.example ann2@x.example - - - -')).toEqual([
    'ann ann@x.example ann2@x.example new@x.example +4930901820',
  ]);
  expect(decided('email', '- ANN2@x.example - +4930901820 - -')).toEqual(['unchanged']);
});

it('F-04 two rows about one person: the second knows what the first has added', () => {
  expect(decided('email', 'ann@x.example n1@x.example - - - -', 'ann2@x.example n2@x.example - - - -')).toEqual([
    'ann ann@x.example ann2@x.example n1@x.example +4930901820',
    'ann ann@x.example ann2@x.example n1@x.example n2@x.example +4930901820',
  ]);
});

it("F-04 a row of two people, or with what an earlier row has, is nobody's", () => {
  expect(decided('email', 'ann@x.example bob@x.example - - - -')).toEqual(['ambiguous']);
  expect(decided('externalId', 'bob@x.example - - - A-1 -', '- bob@x.example - - A-2 Zed')).toEqual([
    'email-taken',
    'twice-in-file',
  ]);
  expect(decided('phone', '- - +4930901820 - - -', '- - +4930901821 +4930901822 - -', '- - +4930901822 - - -')).toEqual(
    ['ambiguous', 'bob bob@x.example +4930901820 +4930901821 +4930901822', 'twice-in-file'],
  );
});

it('F-04 a number of somebody who became part of them finds them, and is not taken for their own', () => {
  expect(decided('externalId', '- - - - E-2 -', '- e2@x.example - - E-2 -', 'zed@x.example - - - E-3 Zed')).toEqual([
    'unchanged',
    'twice-in-file',
    'created',
  ]);
  expect(decided('email', 'ann@x.example - - - E-2 -', 'eve@x.example - - - E-2 -')).toEqual([
    'ambiguous',
    'unchanged',
  ]);
});

it('F-04 a new number takes the place of theirs, which finds them as before', () => {
  expect(decided('email', 'eve@x.example - - - E-9 -')).toEqual(['eve eve@x.example E-2 E-1']);
});

it('F-04 refuses an address too many, and nothing else of somebody who has as many as there may be', () => {
  expect(decided('email', 'f0@x.example more@x.example - - - -', 'f1@x.example - +4930901825 - - -')).toEqual([
    'contacts-full',
    `full ${full.join(' ')} +4930901825`,
  ]);
});
