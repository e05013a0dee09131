import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Stay, viewerCurve } from './viewer-curve.ts';

const stay = (identity: string, from: number, to: number): Stay => ({
  identity,
  from: new Date(from * 1000),
  to: new Date(to * 1000),
});
const span = (from: number, to: number) => ({ from: new Date(from * 1000), to: new Date(to * 1000) });
const crowd = (size: number, from: number, to: number, name = 'p') =>
  Array.from({ length: size }, (_, index) => stay(`${name}${index}`, from, to));

describe('viewer curve', () => {
  it('G-06 counts the most people at once in each ten seconds', () => {
    const stays = [stay('ann', 0, 35), stay('ben', 12, 14), stay('eve', 21, 50)];
    expect(viewerCurve(stays, span(0, 60))).toEqual({
      stepSeconds: 10,
      counts: [1, 2, 2, 2, 1, 0],
      peak: { viewers: 2, at: new Date(12_000) },
      average: (35 + 2 + 29) / 60,
      unique: 3,
      drops: [],
    });
  });

  it('G-06 counts a person once, whatever tabs they have, and nobody who left in the instant in which another came', () => {
    const curve = viewerCurve([stay('ann', 0, 20), stay('ann', 5, 30), stay('ben', 30, 40)], span(0, 40));
    expect(curve).toMatchObject({ counts: [1, 1, 1, 1], peak: { viewers: 1 }, average: 1, unique: 2 });
  });

  it('leaves out what lies before and after', () => {
    const curve = viewerCurve([stay('ann', -50, 15), stay('ben', 90, 200), stay('eve', -20, -10)], span(0, 100));
    expect(curve.counts).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(curve).toMatchObject({ unique: 2, average: 0.25 });
  });

  it('has no peak where nobody came, and no step where no time went by', () => {
    expect(viewerCurve([], span(0, 20))).toMatchObject({ counts: [0, 0], peak: null, average: 0, unique: 0 });
    expect(viewerCurve(crowd(3, 0, 9), span(5, 5))).toMatchObject({ counts: [], peak: null, average: 0, unique: 0 });
  });

  it('draws a session of days in wider steps', () => {
    const curve = viewerCurve([stay('ann', 0, 1e6)], span(0, 3 * 86_400));
    expect(curve.stepSeconds).toBe(30);
    expect(curve.counts).toHaveLength(8640);
  });

  it('G-06 finds where many left within a minute, and takes neither a slow loss nor the end for it', () => {
    const gone = crowd(40, 0, 1800, 'gone');
    const slow = Array.from({ length: 30 }, (_, index) => stay(`slow${index}`, 0, 2000 + index * 40));
    const faithful = crowd(30, 0, 3600, 'faithful');
    const { drops } = viewerCurve([...gone, ...slow, ...faithful], span(0, 3600));
    expect(drops).toEqual([{ at: new Date(1_800_000), before: 100, after: 60 }]);
  });

  it('takes people who go one after the other within a minute for one drop', () => {
    const leaving = Array.from({ length: 20 }, (_, index) => stay(`l${index}`, 0, 600 + index * 3));
    const { drops } = viewerCurve([...leaving, ...crowd(20, 0, 3600)], span(0, 3600));
    expect(drops).toEqual([{ at: new Date(600_000), before: 40, after: 20 }]);
  });

  it('G-06 equals a count of everybody in every second, in any order', () => {
    const anyStay = fc
      .tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: -20, max: 80 }), fc.nat(50))
      .map(([identity, from, length]) => stay(identity, from, from + length));
    fc.assert(
      fc.property(fc.array(anyStay, { maxLength: 25 }), (stays) => {
        const here = (second: number) =>
          new Set(
            stays
              .filter(({ from, to }) => from.getTime() <= second * 1000 && to.getTime() > second * 1000)
              .map(({ identity }) => identity),
          );
        const seconds = Array.from({ length: 60 }, (_, second) => here(second));
        const sizes = seconds.map(({ size }) => size);
        const curve = viewerCurve(stays, span(0, 60));
        expect(curve.counts).toEqual(
          [0, 10, 20, 30, 40, 50].map((start) => Math.max(...sizes.slice(start, start + 10))),
        );
        expect(curve.peak?.viewers ?? 0).toBe(Math.max(...sizes));
        expect(curve.average).toBeCloseTo(sizes.reduce((sum, size) => sum + size, 0) / 60);
        expect(curve.unique).toBe(new Set(seconds.flatMap((people) => [...people])).size);
        expect(viewerCurve([...stays].reverse(), span(0, 60))).toEqual(curve);
      }),
    );
  });
});
