import { expect, it } from '@jest/globals';
import type { SequenceStep } from '@stageline/contracts';
import { inOrder, isAfterEnd, newStep, offsetOf, settled, writtenOffset } from './steps.ts';

const step = (id: string, anchor: 'start' | 'end', offsetMinutes: number): SequenceStep => ({
  id,
  on: true,
  anchor,
  offsetMinutes,
  template: 'missed',
  audience: { kind: 'no-show' },
});

it('writes a time down by its largest unit and reads it back the same', () => {
  const written = [-1440, -90, -60, -10, 0, 30, 2880].map((minutes) => writtenOffset(minutes));
  expect(written.map(({ amount, unit, when }) => `${amount} ${unit} ${when}`)).toEqual([
    '1 days before',
    '90 minutes before',
    '1 hours before',
    '10 minutes before',
    '0 minutes after',
    '30 minutes after',
    '2 days after',
  ]);
  expect(written.map(offsetOf)).toEqual([-1440, -90, -60, -10, 0, 30, 2880]);
  expect(Object.is(offsetOf({ amount: 0, unit: 'hours', when: 'before' }), 0)).toBe(true);
});

it('B-06 puts steps on the line of time: before the start, from it, before the end, from it', () => {
  const steps = [step('d', 'end', 5), step('c', 'end', -5), step('b', 'start', 5), step('a', 'start', -5)];
  expect(inOrder(steps).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
});

it('B-07 asks who was there only where that can be known', () => {
  expect(settled(step('x', 'end', 0)).audience).toEqual({ kind: 'no-show' });
  expect(settled(step('x', 'end', -1)).audience).toEqual({ kind: 'everybody' });
  const unpaid = { ...step('x', 'start', -500), audience: { kind: 'not-paid' } as const };
  expect(settled(unpaid)).toBe(unpaid);
  expect(settled(step('x', 'start', 500)).audience).toEqual({ kind: 'everybody' });
  expect(isAfterEnd(step('x', 'end', 0))).toBe(true);
});

it('gives a new step an id that no other has', () => {
  const steps = [step('step-2', 'start', 0)];
  expect(newStep(steps).id).toBe('step-3');
  expect(newStep([...steps, step('step-3', 'start', 0)]).id).toBe('step-4');
});
