import { expect, it } from '@jest/globals';
import { createRepNumbers, type RepLead } from './reps.ts';

const at = (seconds: number) => new Date(seconds * 1000);
const ana = { id: 'mem_a', name: 'Ana' };
const bo = { id: 'mem_b', name: 'Bo' };
const lead = (more: Partial<RepLead>): RepLead => ({
  rep: ana,
  assignedAt: at(100),
  moves: [{ at: at(0), byPerson: false }],
  isWon: false,
  attended: null,
  ...more,
});

it('F-11 times from the assignment to the first move of a person, and states what it is of', () => {
  const reps = createRepNumbers();
  const moved = (...moves: [second: number, byPerson: boolean][]) =>
    reps.add(
      lead({ moves: [[0, false] as const, ...moves].map(([second, byPerson]) => ({ at: at(second), byPerson })) }),
    );
  // Moved by whoever had it before, by an automation, then by a person 20 s after the assignment.
  moved([50, true], [110, false], [120, true], [500, true]);
  moved([140, true]);
  moved([400, true]);
  moved();
  expect(reps.numbers()[0]).toMatchObject({
    leads: 4,
    answered: 3,
    waiting: 1,
    medianResponseSeconds: 40,
    meanResponseSeconds: 120,
  });
});

it('F-11 counts what was won, and who did not show up of those whose masterclass is over', () => {
  const reps = createRepNumbers();
  reps.add(lead({ rep: bo }));
  reps.add(lead({ isWon: true, attended: true }));
  reps.add(lead({ attended: false }));
  reps.add(lead({ attended: false }));
  reps.add(lead({}));
  const [first, second] = reps.numbers();
  expect(first).toMatchObject({
    name: 'Ana',
    leads: 4,
    won: 1,
    conversion: 0.25,
    expected: 3,
    missed: 2,
    noShow: 2 / 3,
  });
  expect(second).toMatchObject({ name: 'Bo', leads: 1, conversion: 0, noShow: null, medianResponseSeconds: null });
});
