import { funnelCatalogue, metricCatalogue, type AnalyticsView, type Locale } from '@stageline/contracts';
import { wallTimeOf } from '@stageline/domain';

/** Names of the columns; they are for programs and the same in every language. */
const COLUMNS = [
  'kind',
  'id',
  'label',
  'period',
  'from',
  'to',
  'value',
  'unit',
  'sample',
  'median',
  'definition',
] as const;
type Line = Partial<Record<(typeof COLUMNS)[number], string | number | null>>;

/**
 * The numbers of a range, one value a line: for each metric the range, the range before and its series, then the funnel.
 * Values are those of the API; a cell that a spreadsheet would take for a formula is defused.
 * @param bom marks the file as UTF-8; Excel reads it as something else without
 */
export async function analyticsCsv(view: AnalyticsView, locale: Locale, bom: boolean): Promise<string> {
  const { stringify } = await import('csv-stringify/sync');
  const lines = [...view.metrics.flatMap((metric) => metricLines(view, metric, locale)), ...funnelLines(view, locale)];
  return stringify(lines, {
    header: true,
    columns: [...COLUMNS],
    bom,
    escape_formulas: true,
    record_delimiter: '\r\n',
  });
}

function metricLines(view: AnalyticsView, metric: AnalyticsView['metrics'][number], locale: Locale): Line[] {
  const { unit, label, definition } = metricCatalogue[metric.id];
  const { comparedWith, step, buckets, calendar } = view;
  const common = { kind: 'metric', id: metric.id, label: label[locale], unit };
  const span = ({ from, to }: AnalyticsView['span']) => ({
    from: localTime(from, calendar.timeZone),
    to: localTime(to, calendar.timeZone),
  });
  const { sample, median } = metric;
  return [
    {
      ...common,
      period: 'range',
      ...span(view.span),
      value: metric.value,
      sample,
      median,
      definition: definition[locale],
    },
    ...(comparedWith === null ? [] : [{ ...common, period: 'before', ...span(comparedWith), value: metric.before }]),
    ...buckets.map((bucket, index) => ({
      ...common,
      period: step,
      ...span(bucket),
      value: metric.series[index] ?? null,
    })),
  ];
}

const funnelLines = ({ funnel, span, calendar }: AnalyticsView, locale: Locale): Line[] =>
  funnel.map(({ step, count }) => ({
    kind: 'funnel',
    id: step,
    label: funnelCatalogue[step].label[locale],
    period: 'range',
    from: localTime(span.from, calendar.timeZone),
    to: localTime(span.to, calendar.timeZone),
    value: count,
    unit: 'count',
    definition: funnelCatalogue[step].definition[locale],
  }));

/** `2026-10-25T02:00+01:00`: the clock of the site, and its distance from UTC, which tells the two hours of October apart. */
function localTime(instant: string, timeZone: string): string {
  const date = new Date(instant);
  const { date: day, time } = wallTimeOf(date, timeZone);
  const minutes = Math.round(
    (Date.parse(`${day}T${time}:00Z`) - Math.floor(date.getTime() / 60_000) * 60_000) / 60_000,
  );
  const two = (number: number) => String(number).padStart(2, '0');
  const offset = `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
  return `${day}T${time}${offset}`;
}
