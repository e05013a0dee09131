/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import type { LineEntry } from '@stageline/contracts';
import { advanceLine, changeLine, initialLine } from './line-state.ts';

const entry = (position: number): LineEntry => ({
  position,
  name: `M${position} X.`,
  joinedAt: '2025-01-01T00:00:00.000Z',
});
const snapshot = (...positions: number[]) => ({
  entries: positions.map(entry),
  total: positions[0] ?? 0,
  cursor: positions[0] ?? 0,
  revision: 0,
  changes: [],
  truncated: false,
});
const positionsOf = (view: { entries: readonly LineEntry[] }): number[] => view.entries.map(({ position }) => position);

describe('advanceLine', () => {
  it('H-07 puts the newest on top', () => {
    const view = advanceLine(initialLine(snapshot(2, 1), 20), { entries: [entry(4), entry(3)], total: 4 }, 20);
    expect(positionsOf(view)).toEqual([4, 3, 2, 1]);
    expect([...view.fresh].sort()).toEqual([3, 4]);
    expect(view.total).toBe(4);
  });
  it('shows each member once', () => {
    const once = advanceLine(initialLine(snapshot(2, 1), 20), { entries: [entry(3)], total: 3 }, 20);
    expect(advanceLine(once, { entries: [entry(3)], total: 3 }, 20)).toBe(once);
  });
  it('keeps to the limit that the owner set', () => {
    expect(positionsOf(advanceLine(initialLine(snapshot(3, 2, 1), 2), { entries: [entry(4)], total: 4 }, 2))).toEqual([
      4, 3,
    ]);
  });
  it('never counts backwards', () => {
    expect(advanceLine(initialLine(snapshot(9), 20), { entries: [entry(8)], total: 8 }, 20).total).toBe(9);
  });
});

describe('changeLine', () => {
  const hidden = { ...entry(2), name: '', state: 'hidden' } as const;
  it('H-07 takes a name back, and keeps it back when it is told late', () => {
    const view = changeLine(initialLine(snapshot(1), 20), { entries: [hidden], total: 1 });
    expect(advanceLine(view, { entries: [entry(2)], total: 2 }, 20).entries).toEqual([hidden, entry(1)]);
    const shown = changeLine(initialLine(snapshot(2, 1), 20), { entries: [hidden], total: 2 });
    expect(shown.entries).toEqual([hidden, entry(1)]);
    expect(changeLine(shown, { entries: [entry(2)], total: 2 }).entries).toEqual([entry(2), entry(1)]);
  });
  it('H-02 counts down when somebody leaves', () => {
    expect(changeLine(initialLine(snapshot(2, 1), 20), { entries: [hidden], total: 1 }).total).toBe(1);
  });
});
