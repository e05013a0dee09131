import { describe, expect, it } from '@jest/globals';
import { planChangeKind, type ChangeablePlan } from './plan-change.ts';

type Of = readonly ['pro' | 'business', 'month' | 'year'];
const choice = ([plan, interval]: Of) => ({ plan, interval });
const booked = (of: Of, more: Partial<ChangeablePlan> = {}): ChangeablePlan => ({
  ...choice(of),
  ...{ next: null, isTrial: false, isFixed: false, ...more },
});

describe('a change of plan', () => {
  it.each([
    [['pro', 'month'], ['business', 'month'], 'at-once'],
    [['pro', 'month'], ['pro', 'year'], 'at-once'],
    [['pro', 'month'], ['business', 'year'], 'at-once'],
    [['business', 'month'], ['pro', 'month'], 'later'],
    [['business', 'month'], ['pro', 'year'], 'later'],
    [['pro', 'year'], ['pro', 'month'], 'later'],
    [['pro', 'year'], ['business', 'month'], 'later'],
    [['business', 'year'], ['pro', 'month'], 'later'],
    [['pro', 'year'], ['business', 'year'], 'at-once'],
    [['pro', 'year'], ['pro', 'year'], null],
  ] as const)('D-10 from %j to %j is %s', (from, to, kind) => {
    expect(planChangeKind(booked(from), choice(to))).toBe(kind);
    expect(planChangeKind(booked(from, { isFixed: true }), choice(to))).toBeNull();
    if (kind !== null) expect(planChangeKind(booked(from, { isTrial: true }), choice(to))).toBe('at-once');
  });

  it('D-10 what is planned can be taken back or planned anew, and nothing comes at once before that', () => {
    const of = booked(['pro', 'year'], { next: choice(['pro', 'month']) });
    const kinds = (['pro', 'business'] as const).flatMap((plan) =>
      (['month', 'year'] as const).map((interval) => planChangeKind(of, { plan, interval })),
    );
    expect(kinds).toEqual([null, 'undo', 'later', null]);
  });
});
