import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  conversionOf,
  decideAssignment,
  type AssignmentInput,
  type AssignmentMember,
  type AssignmentRules,
} from './assignment.ts';

const rules: AssignmentRules = {
  method: 'roundRobin',
  minimumRank: null,
  requireActive: true,
  requireOnline: false,
  stickyOwner: false,
};
const member = (id: string, facts: Partial<AssignmentMember> = {}): AssignmentMember => ({
  id,
  rank: 1,
  active: true,
  online: true,
  openLeads: 0,
  capacity: null,
  share: 1,
  credit: 0,
  won: 0,
  decided: 0,
  standIn: false,
  ...facts,
});
const decide = (members: readonly AssignmentMember[], more: Partial<AssignmentInput> = {}) =>
  decideAssignment({ members, rules, owner: null, excluded: [], seed: 'seed', ...more });

/** Decides one lead after the other. @returns how many each one got */
function run(members: readonly AssignmentMember[], leads: number, more: Partial<AssignmentInput> = {}) {
  let team = members;
  const given = new Map(members.map(({ id }) => [id, 0]));
  for (let lead = 0; lead < leads; lead += 1) {
    const { chosen, credits } = decide(team, { ...more, seed: `seed ${lead}` });
    given.set(chosen!, given.get(chosen!)! + 1);
    team = team.map((each) => ({ ...each, credit: credits[each.id] ?? each.credit }));
  }
  return given;
}

const anyMember = fc.record({
  id: fc.string({ minLength: 1, maxLength: 4 }),
  rank: fc.integer({ min: 1, max: 10 }),
  active: fc.boolean(),
  online: fc.boolean(),
  openLeads: fc.nat(6),
  capacity: fc.option(fc.nat(6)),
  share: fc.integer({ min: 1, max: 10 }),
  credit: fc.integer({ min: -9, max: 9 }).map((tenths) => tenths / 10),
  won: fc.nat(20),
  decided: fc.nat(20).map((lost) => lost + 20),
  standIn: fc.boolean(),
});
const anyTeam = fc.uniqueArray(anyMember, { selector: ({ id }) => id, maxLength: 7 });
const anyRules = fc.record({
  method: fc.constantFrom('roundRobin', 'performanceBased', 'random'),
  minimumRank: fc.option(fc.integer({ min: 1, max: 10 })),
  requireActive: fc.boolean(),
  requireOnline: fc.boolean(),
  stickyOwner: fc.boolean(),
}) as fc.Arbitrary<AssignmentRules>;
const anyInput = fc.record({ members: anyTeam, rules: anyRules, seed: fc.string(), at: fc.nat(9), out: fc.nat(9) });

describe('assignment', () => {
  it('F-06 chooses nobody from nobody', () => {
    expect(decide([])).toEqual({ chosen: null, byOwner: false, reasons: [], credits: {} });
  });

  it('F-06 the same input gives the same decision, in whatever order the team is listed', () => {
    fc.assert(
      fc.property(anyInput, ({ members, rules: asked, seed }) => {
        const first = decide(members, { rules: asked, seed });
        expect(decide([...members].reverse(), { rules: asked, seed })).toEqual(first);
      }),
    );
  });

  it('F-06 never chooses anybody who does not qualify, gives a reason for everybody, and somebody wherever one may', () => {
    fc.assert(
      fc.property(anyInput, ({ members, rules: asked, seed, at, out }) => {
        const owner = members[at]?.id ?? null;
        const excluded = members[out] === undefined ? [] : [members[out].id];
        const { chosen, reasons } = decide(members, { rules: asked, seed, owner, excluded });
        expect(reasons.map(({ id }) => id)).toEqual(members.map(({ id }) => id).sort());
        expect(reasons.filter(({ verdict }) => verdict === 'chosen').map(({ id }) => id)).toEqual(
          chosen === null ? [] : [chosen],
        );
        if (chosen === null) return expect(reasons.every(({ verdict }) => verdict !== 'passed-over')).toBe(true);
        const taker = members.find(({ id }) => id === chosen)!;
        expect(excluded).not.toContain(chosen);
        if (asked.requireActive) expect(taker.active).toBe(true);
        if (asked.requireOnline) expect(taker.online).toBe(true);
        if (!taker.standIn) expect(taker.rank).toBeGreaterThanOrEqual(asked.minimumRank ?? 1);
        expect(taker.openLeads).toBeLessThan(taker.capacity ?? Infinity);
        const portions = reasons.reduce((sum, { portion }) => sum + (portion ?? 0), 0);
        return expect(portions).toBeCloseTo(1);
      }),
    );
  });

  it('F-06 round robin gives everybody what their share says, to within one lead, at every moment', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 8 }),
        fc.nat(80),
        (shares, leads) => {
          const given = run(
            shares.map((share, index) => member(`m${index}`, { share })),
            leads,
          );
          const total = shares.reduce((sum, share) => sum + share, 0);
          shares.forEach((share, index) => {
            const off = given.get(`m${index}`)! - (leads * share) / total;
            expect(Math.abs(off)).toBeLessThan(1 + 1e-6);
          });
        },
      ),
    );
  });

  it('F-06 somebody who was away gets neither a flood nor nothing when they are back', () => {
    const team = [member('ada'), member('bob')];
    let state = team;
    for (let lead = 0; lead < 50; lead += 1) {
      const { credits } = decide(state.map((each) => ({ ...each, active: each.id === 'ada' })));
      state = state.map((each) => ({ ...each, credit: credits[each.id] ?? each.credit }));
    }
    const back = run(state, 10);
    expect(Math.abs(back.get('ada')! - back.get('bob')!)).toBeLessThanOrEqual(2);
  });

  it('F-06 by performance the better one gets more, the worse one some, and a newcomer as much as the average', () => {
    const asked = { ...rules, method: 'performanceBased' } as const;
    const team = [member('good', { won: 40, decided: 100 }), member('poor', { won: 0, decided: 100 }), member('new')];
    const given = run(team, 100, { rules: asked });
    expect(given.get('good')!).toBeGreaterThan(given.get('new')!);
    expect(given.get('new')!).toBeGreaterThan(given.get('poor')!);
    expect(given.get('poor')!).toBeGreaterThanOrEqual(10);
    expect(conversionOf({ won: 0, decided: 0 }, 0.2)).toBeCloseTo(0.2);
    expect(conversionOf({ won: 10, decided: 10 }, 0.2)).toBeCloseTo(0.6);
  });

  it('F-06 by chance everybody comes close to their share, and a seed gives its draw again', () => {
    const asked = { ...rules, method: 'random' } as const;
    const team = [member('ada', { share: 3 }), member('bob')];
    const given = run(team, 2000, { rules: asked });
    expect(given.get('ada')! / 2000).toBeCloseTo(0.75, 1);
    expect(decide(team, { rules: asked, seed: 'x' })).toEqual(decide(team, { rules: asked, seed: 'x' }));
  });

  it('F-06 whoever had it gets it back while they are there; offline, the method decides', () => {
    const asked = { ...rules, stickyOwner: true, requireOnline: true };
    const team = [member('ada', { credit: 0.9 }), member('bob')];
    expect(decide(team, { rules: asked, owner: 'bob' })).toMatchObject({ chosen: 'bob', byOwner: true, credits: {} });
    const away = [team[0]!, member('bob', { online: false })];
    expect(decide(away, { rules: asked, owner: 'bob' })).toMatchObject({
      chosen: 'ada',
      byOwner: false,
      reasons: [
        { id: 'ada', verdict: 'chosen' },
        { id: 'bob', verdict: 'offline', portion: null },
      ],
    });
  });

  it('F-06 the owner stands in only where no rep works here, and not for reps who are merely busy', () => {
    const owner = member('owner', { standIn: true });
    expect(decide([owner, member('rep', { active: false })]).chosen).toBe('owner');
    const busy = decide([owner, member('rep', { capacity: 3, openLeads: 3 })]);
    expect(busy.chosen).toBeNull();
    expect(busy.reasons.map(({ verdict }) => verdict)).toEqual(['stand-in', 'full']);
  });
});
