/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import type { LineEntry } from '@stageline/contracts';
import { advanceLine, initialLine } from './line-state.ts';

const entry = (position: number): LineEntry => ({
  position,
  name: `M${position} X.`,
  joinedAt: '2025-01-01T00:00:00.000Z',
});
const snapshot = (...positions: number[]) => ({
  entries: positions.map(entry),
  total: positions[0] ?? 0,
  cursor: positions[0] ?? 0,
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
