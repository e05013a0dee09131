import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nextInRotation, type RotationCandidate } from './rotation.ts';

describe('round robin', () => {
  it('chooses nobody from nobody', () => {
    expect(nextInRotation([])).toBeUndefined();
  });

  it('F-06 gives everybody their turn: after any number of leads the shares differ by one at most', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 8 }), fc.nat(60), (ids, leads) => {
        let team: RotationCandidate[] = ids.map((id) => ({ id, lastAssignedAt: null }));
        const shares = new Map(ids.map((id) => [id, 0]));
        for (let lead = 0; lead < leads; lead += 1) {
          const chosen = nextInRotation(team)?.id ?? '';
          shares.set(chosen, (shares.get(chosen) ?? 0) + 1);
          team = team.map((member) => (member.id === chosen ? { ...member, lastAssignedAt: new Date(lead) } : member));
        }
        expect(Math.max(...shares.values()) - Math.min(...shares.values())).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('F-06 does not depend on the order in which the team is listed', () => {
    const member = fc.record({ id: fc.string({ minLength: 1 }), lastAssignedAt: fc.option(fc.nat(5).map((ms) => new Date(ms))) });
    fc.assert(
      fc.property(fc.uniqueArray(member, { selector: ({ id }) => id }), (team) => {
        expect(nextInRotation([...team].reverse())).toEqual(nextInRotation(team));
      }),
    );
  });
});
