import { describe, expect, it } from '@jest/globals';
import { metricCatalogue, metricIds } from '@stageline/contracts';
import { analyticsNumbers, changeOf, medianOf, type AnalyticsFacts } from './analytics.ts';
import { planRange } from './ranges.ts';

const calendar = { timeZone: 'Europe/Berlin', weekStart: 'monday' } as const;
const none = { count: 0, seconds: 0 };
const facts = (more: Partial<AnalyticsFacts>): AnalyticsFacts => ({
  visits: [],
  registered: [],
  confirmed: [],
  attended: 0,
  decisions: [],
  decisionTimes: [],
  before: { confirmed: 0, decisions: none },
  ...more,
});
const slotsWith = (...filled: [slot: number, visitors: number][]) => {
  const slots = Array.from({ length: 96 }, () => 0);
  for (const [slot, visitors] of filled) slots[slot] = visitors;
  return slots;
};

describe('analytics', () => {
  // Tuesday, 09:10 in Berlin.
  const plan = planRange('this_week', new Date('2026-06-02T07:10:00Z'), calendar);
  const numbers = analyticsNumbers(
    plan,
    facts({
      visits: [
        { day: '2026-05-25', visitors: 4, slots: slotsWith([0, 4]) },
        // Until 09:15 there are 37 quarters of an hour.
        { day: '2026-05-26', visitors: 9, slots: slotsWith([36, 2], [37, 7]) },
        { day: '2026-06-01', visitors: 6 },
        { day: '2026-06-02', visitors: 4 },
      ],
      registered: [3, 1, 0, 0, 0, 0, 0],
      confirmed: [1, 1, 0, 0, 0, 0, 0],
      attended: 1,
      decisions: [{ count: 3, seconds: 90 }, { count: 1, seconds: 50 }, none, none, none, none, none],
      decisionTimes: [
        { seconds: 50, count: 1 },
        { seconds: 10, count: 2 },
        { seconds: 70, count: 1 },
      ],
      before: { confirmed: 3, decisions: { count: 2, seconds: 50 } },
    }),
  );
  const of = (id: string) => numbers.metrics.find((metric) => metric.id === id)!;

  it('G-07 has exactly the metrics of the catalogue, and a ratio is the ratio that it says', () => {
    expect(numbers.metrics.map(({ id }) => id)).toEqual(metricIds);
    const { source } = metricCatalogue.conversionRate;
    expect(of('conversionRate').value).toBe(of(source.of).value! / of(source.to).value!);
    expect(of('conversionRate').before).toBe(of(source.of).before! / of(source.to).before!);
  });

  it('adds up its series, leaves what lies ahead empty, and cuts the range before at the same time', () => {
    expect(of('visitors')).toMatchObject({ value: 10, before: 6, series: [6, 4, null, null, null, null, null] });
    expect(of('preEnrollees')).toMatchObject({ value: 2, before: 3 });
    expect(of('conversionRate').series.slice(0, 3)).toEqual([1 / 6, 1 / 4, null]);
    expect(changeOf(of('visitors'))).toBeCloseTo(4 / 6);
  });

  it('states mean, median and sample of the decision time', () => {
    expect(of('avgDecisionTime')).toMatchObject({ value: 35, median: 30, sample: 4, before: 25 });
    expect(of('avgDecisionTime').series.slice(0, 3)).toEqual([30, 50, null]);
    expect(medianOf([])).toBeNull();
  });

  it('shows the funnel with the same numbers as the metrics', () => {
    expect(numbers.funnel).toEqual([
      { step: 'visited', count: 10 },
      { step: 'registered', count: 4 },
      { step: 'confirmed', count: 2 },
      { step: 'attended', count: 1 },
    ]);
  });

  it('divides by nothing nowhere', () => {
    const empty = analyticsNumbers(plan, facts({}));
    expect(empty.metrics.map(({ value, before }) => [value, before])).toEqual([
      [0, 0],
      [0, 0],
      [null, null],
      [null, null],
    ]);
    expect(changeOf({ value: 3, before: 0 })).toBeNull();
  });

  it('G-09 adds up the visitors of an hour on a day of 25', () => {
    const today = planRange('today', new Date('2026-10-25T22:30:00Z'), calendar);
    const slots = Array.from({ length: 100 }, (_, slot) => (slot === 99 ? 5 : slot === 3 ? 2 : 0));
    const result = analyticsNumbers(today, facts({ visits: [{ day: '2026-10-25', visitors: 7, slots }] }));
    const visitors = result.metrics[0]!;
    expect([visitors.value, visitors.series.length, visitors.series[0], visitors.series[24]]).toEqual([7, 25, 2, 5]);
  });
});
