import { funnelSteps, metricIds, type FunnelStep, type MetricId } from '@stageline/contracts';
import type { RangePlan } from './ranges.ts';

/** Of the visitors of a day, when each came for the first time. */
export interface VisitDay {
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly visitors: number;
  /** Visitors per quarter of an hour of the day; may be left out where nothing is cut within a day. */
  readonly slots?: readonly number[];
}
/** Decision times of one bucket, or of several. */
export interface DecisionSum {
  readonly count: number;
  readonly seconds: number;
}

/** What was read for a plan; lists are in the order of its buckets. */
export interface AnalyticsFacts {
  /** Of the days of the range and of the one before; a day without a visit may be missing. */
  readonly visits: readonly VisitDay[];
  /** First registrations. */
  readonly registered: readonly number[];
  /** Those of them who have confirmed. */
  readonly confirmed: readonly number[];
  /** Those of the registered who have been in a masterclass. */
  readonly attended: number;
  readonly decisions: readonly DecisionSum[];
  /** How many registrations took so many seconds. */
  readonly decisionTimes: readonly { readonly seconds: number; readonly count: number }[];
  /** The range before; null for all time. */
  readonly before: {
    readonly confirmed: number;
    readonly decisions: DecisionSum;
  } | null;
}

export interface MetricNumbers {
  readonly id: MetricId;
  readonly value: number | null;
  readonly before: number | null;
  readonly sample: number | null;
  readonly median: number | null;
  readonly series: readonly (number | null)[];
}
export interface AnalyticsNumbers {
  readonly metrics: readonly MetricNumbers[];
  readonly funnel: readonly { readonly step: FunnelStep; readonly count: number }[];
}

/** The numbers of a range by the definitions of the catalogue; totals are the sums of their series. */
export function analyticsNumbers(plan: RangePlan, facts: AnalyticsFacts): AnalyticsNumbers {
  const visitors = visitorsByBucket(plan, facts.visits);
  const visitorsBefore = plan.before && visitorsIn(plan.before, facts.visits);
  const values: Record<MetricId, Omit<MetricNumbers, 'id' | 'series'> & { series: readonly (number | null)[] }> = {
    visitors: counted(visitors, visitorsBefore),
    preEnrollees: counted(facts.confirmed, facts.before?.confirmed ?? null),
    conversionRate: conversion(visitors, visitorsBefore, facts),
    avgDecisionTime: {
      value: mean(sumOf(facts.decisions)),
      before: facts.before && mean(facts.before.decisions),
      sample: sumOf(facts.decisions).count,
      median: medianOf(facts.decisionTimes),
      series: facts.decisions.map(mean),
    },
  };
  const steps: Record<FunnelStep, number> = {
    visited: total(visitors),
    registered: total(facts.registered),
    confirmed: total(facts.confirmed),
    attended: facts.attended,
  };
  const hasBegun = plan.buckets.map(({ from }) => from < plan.span.to);
  return {
    metrics: metricIds.map((id) => ({
      id,
      ...values[id],
      series: values[id].series.map((value, index) => (hasBegun[index] === true ? value : null)),
    })),
    funnel: funnelSteps.map((step) => ({ step, count: steps[step] })),
  };
}

const total = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0);
const counted = (series: readonly number[], before: number | null) => ({
  value: total(series),
  before,
  sample: null,
  median: null,
  series,
});

function conversion(visitors: readonly number[], visitorsBefore: number | null, { confirmed, before }: AnalyticsFacts) {
  return {
    value: share(total(confirmed), total(visitors)),
    before: before && share(before.confirmed, visitorsBefore ?? 0),
    sample: null,
    median: null,
    series: confirmed.map((count, index) => share(count, visitors[index] ?? 0)),
  };
}

/** A part of a whole, from 0 on; null where there is no whole. It exceeds 1 where people register without a visit. */
export const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

function visitorsByBucket({ buckets, step }: RangePlan, days: readonly VisitDay[]): number[] {
  const known = new Map(days.map((day) => [day.day, day]));
  const ofDays = (names: readonly string[]) => total(names.map((day) => known.get(day)?.visitors ?? 0));
  if (step !== 'hour') return buckets.map((bucket) => ofDays(bucket.days));
  const slots = known.get(buckets[0]?.days[0] ?? '')?.slots ?? [];
  return buckets.map((_, hour) => total(slots.slice(hour * 4, hour * 4 + 4)));
}

/** All of the days, and of the last one what lies before the cut. */
function visitorsIn({ days, lastSlots }: NonNullable<RangePlan['before']>, visits: readonly VisitDay[]): number {
  const known = new Map(visits.map((visit) => [visit.day, visit]));
  const whole = days.slice(0, -1).map((day) => known.get(day)?.visitors ?? 0);
  return total(whole) + total((known.get(days.at(-1) ?? '')?.slots ?? []).slice(0, lastSlots));
}

const sumOf = (sums: readonly DecisionSum[]): DecisionSum => ({
  count: total(sums.map(({ count }) => count)),
  seconds: total(sums.map(({ seconds }) => seconds)),
});
const mean = ({ count, seconds }: DecisionSum): number | null => (count === 0 ? null : seconds / count);

/** The value in the middle, or between the two in the middle; null of nothing. */
export function medianOf(times: readonly { readonly seconds: number; readonly count: number }[]): number | null {
  const sorted = [...times].sort((a, b) => a.seconds - b.seconds);
  const count = total(sorted.map((entry) => entry.count));
  if (count === 0) return null;
  const nth = (index: number): number => {
    let seen = 0;
    for (const entry of sorted) if ((seen += entry.count) > index) return entry.seconds;
    return sorted.at(-1)!.seconds;
  };
  return (nth(Math.floor((count - 1) / 2)) + nth(Math.floor(count / 2))) / 2;
}

/** How a metric moved against the range before, as a share of it; null where it cannot be told. */
export const changeOf = ({ value, before }: Pick<MetricNumbers, 'value' | 'before'>): number | null =>
  value === null || before === null || before === 0 ? null : value / before - 1;
