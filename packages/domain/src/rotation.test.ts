import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nextInRotation, type RotationCandidate } from './rotation.ts';

const pass = (team: readonly RotationCandidate[], id: string) =>
  team.map((member) => (member.id === id ? { ...member, turn: member.turn + 1 } : member));

describe('round robin', () => {
  it('chooses nobody from nobody', () => {
    expect(nextInRotation([])).toBeUndefined();
  });

  it('F-06 gives everybody their turn: after any number of leads the shares differ by one at most', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 8 }),
        fc.nat(60),
        (ids, leads) => {
          let team: RotationCandidate[] = ids.map((id) => ({ id, turn: 0 }));
          for (let lead = 0; lead < leads; lead += 1) team = pass(team, nextInRotation(team)?.id ?? '');
          const turns = team.map(({ turn }) => turn);
          expect(Math.max(...turns) - Math.min(...turns)).toBeLessThanOrEqual(1);
          expect(turns.reduce((sum, turn) => sum + turn, 0)).toBe(leads);
        },
      ),
    );
  });

  it('F-06 does not depend on the order in which the team is listed', () => {
    const member = fc.record({ id: fc.string({ minLength: 1 }), turn: fc.nat(5) });
    fc.assert(
      fc.property(fc.uniqueArray(member, { selector: ({ id }) => id }), (team) => {
        expect(nextInRotation([...team].reverse())).toEqual(nextInRotation(team));
      }),
    );
  });
});
