import type { AnalyticsView, SiteCalendar } from '@stageline/contracts';
import type { AnalyticsNumbers, RangePlan, Span } from '@stageline/domain';

const spanOf = ({ from, to }: Span) => ({ from: from.toISOString(), to: to.toISOString() });

/** The numbers of a range as every surface shows them. */
export const presentAnalytics = (
  { range, span, before, step, buckets }: RangePlan,
  calendar: SiteCalendar,
  { metrics, funnel }: AnalyticsNumbers,
): AnalyticsView => ({
  range,
  calendar: { timeZone: calendar.timeZone, weekStart: calendar.weekStart },
  span: spanOf(span),
  comparedWith: before && spanOf(before),
  step,
  buckets: buckets.map(spanOf),
  metrics: metrics.map((metric) => ({ ...metric, series: [...metric.series] })),
  funnel: [...funnel],
});
