import { z } from 'zod';
import { LOCALES } from '../kit/locale.ts';
import { MembershipId } from '../kit/ids.ts';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';
import { analyticsRanges, funnelSteps, metricIds, weekStarts } from '../metrics.ts';
import { exportRules } from './export-rules.ts';
import { timeZone } from './fields.ts';
import { PipelineId, StageId } from './pipelines.ts';

export const AnalyticsRange = z.enum(analyticsRanges);
export type AnalyticsRange = z.infer<typeof AnalyticsRange>;
export const WeekStart = z.enum(weekStarts);
export type WeekStart = z.infer<typeof WeekStart>;

/** Where the days and weeks of a site begin. */
export const SiteCalendar = z.object({ timeZone: z.string(), weekStart: WeekStart });
export type SiteCalendar = z.infer<typeof SiteCalendar>;

/** A span of time: `from` included, `to` not. */
const Span = z.object({ from: Instant, to: Instant });

export const MetricView = z.object({
  id: z.enum(metricIds),
  /** How many, a share from 0 to 1, or seconds; null where there is nothing to divide by. */
  value: z.number().nullable(),
  /** Of the range before, up to the same time of its day; null for all time, and where it has none. */
  before: z.number().nullable(),
  /** What an average is of; null for other metrics. */
  sample: z.int().nullable(),
  /** Seconds, beside an average of seconds; null for other metrics. */
  median: z.number().nullable(),
  /** One per bucket; null where a bucket has none, or has not begun. */
  series: z.array(z.number().nullable()),
});
export type MetricView = z.infer<typeof MetricView>;

export const AnalyticsView = z.object({
  range: AnalyticsRange,
  calendar: SiteCalendar,
  /** What is counted: `to` is the moment of the answer. */
  span: Span,
  /** What it is compared with; null for all time. */
  comparedWith: Span.nullable(),
  step: z.enum(['hour', 'day', 'week']),
  /** Buckets of the series, without a gap, to the end of the range. */
  buckets: z.array(Span),
  /** One per entry of the catalogue, in its order. */
  metrics: z.array(MetricView),
  funnel: z.array(z.object({ step: z.enum(funnelSteps), count: z.int() })),
});
export type AnalyticsView = z.infer<typeof AnalyticsView>;

/** One stage of a pipeline, as `stageColumns` defines it. */
export const StageNumbers = z.object({
  stage: StageId,
  /** What the site calls it; null for a built-in stage under its own name. */
  name: z.string().nullable(),
  reached: z.int(),
  conversion: z.number().nullable(),
  present: z.int(),
  lost: z.int(),
  meanSeconds: z.number().nullable(),
  medianSeconds: z.number().nullable(),
  /** Leads that the times are of. */
  sample: z.int(),
});
export type StageNumbers = z.infer<typeof StageNumbers>;

/** One member who has leads, as `repColumns` defines it. */
export const RepView = z.object({
  membershipId: MembershipId,
  name: z.string(),
  leads: z.int(),
  /** Leads that the response times are of. */
  answered: z.int(),
  waiting: z.int(),
  meanResponseSeconds: z.number().nullable(),
  medianResponseSeconds: z.number().nullable(),
  won: z.int(),
  conversion: z.number().nullable(),
  /** Leads whose masterclass is over, and those of them who were not in it. */
  expected: z.int(),
  missed: z.int(),
  noShow: z.number().nullable(),
});
export type RepView = z.infer<typeof RepView>;

export const SalesView = z.object({
  range: AnalyticsRange,
  calendar: SiteCalendar,
  /** When the leads came. */
  span: Span,
  /** The default one first. */
  pipelines: z.array(z.object({ id: PipelineId, name: z.string().nullable(), stages: z.array(StageNumbers) })),
  /** Those with the most leads first. */
  reps: z.array(RepView),
});
export type SalesView = z.infer<typeof SalesView>;

export const getSales = defineOperation({
  id: 'analytics.get-sales',
  method: 'GET',
  path: '/api/v1/analytics/sales',
  host: 'tenant',
  access: memberAccess('analytics.read'),
  summary: 'How far the leads of a range have come along each pipeline, and what each member made of theirs',
  query: z.strictObject({ range: AnalyticsRange.default('this_month') }),
  response: SalesView,
});

export const getAnalytics = defineOperation({
  id: 'analytics.get',
  method: 'GET',
  path: '/api/v1/analytics',
  host: 'tenant',
  access: memberAccess('analytics.read'),
  summary: 'Visitors, pre-enrollees, conversion and decision time of a range, with the range before and a series',
  query: z.strictObject({ range: AnalyticsRange.default('this_week') }),
  response: AnalyticsView,
});

/** The language is that of the words in the file; its numbers are the same in each. */
const exportQuery = { range: AnalyticsRange, locale: z.enum(LOCALES).default('en') };
export const exportCsv = defineOperation({
  ...exportRules,
  id: 'analytics.export-csv',
  path: '/api/v1/analytics/export.csv',
  summary: 'The numbers of a range as CSV, one value a line; `bom` marks it as UTF-8 for spreadsheets',
  query: z.strictObject({ ...exportQuery, bom: z.stringbool().default(true) }),
  produces: 'text/csv; charset=utf-8',
});
export const exportExcel = defineOperation({
  ...exportRules,
  id: 'analytics.export-excel',
  path: '/api/v1/analytics/export.xlsx',
  summary: 'The numbers of a range as an Excel workbook',
  query: z.strictObject(exportQuery),
  produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
});
export const exportPdf = defineOperation({
  ...exportRules,
  id: 'analytics.export-pdf',
  path: '/api/v1/analytics/export.pdf',
  summary: 'The numbers of a range as a report in the colours of the site',
  query: z.strictObject(exportQuery),
  produces: 'application/pdf',
});

export const exportSales = defineOperation({
  ...exportRules,
  id: 'analytics.export-sales',
  path: '/api/v1/analytics/sales/export.csv',
  summary: 'The same as CSV: one line per stage, then one per member',
  query: z.strictObject({ ...exportQuery, bom: z.stringbool().default(true) }),
  produces: 'text/csv; charset=utf-8',
});

export const setCalendar = defineOperation({
  id: 'analytics.set-calendar',
  method: 'PUT',
  path: '/api/v1/analytics/calendar',
  host: 'tenant',
  access: memberAccess('site.edit'),
  summary: 'Where the days and weeks of the statistics begin; days that were counted stay as they are',
  body: z.strictObject({ timeZone, weekStart: WeekStart }),
  response: SiteCalendar,
});
