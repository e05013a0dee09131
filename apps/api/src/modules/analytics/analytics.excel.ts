import {
  funnelCatalogue,
  metricCatalogue,
  type AnalyticsView,
  type Locale,
  type MetricUnit,
} from '@stageline/contracts';
import { wallTimeOf } from '@stageline/domain';
import { exportTexts } from './export-texts.ts';

/** Excel counts time in days. */
const DAY_SECONDS = 86_400;
const FORMATS: Readonly<Record<MetricUnit, string>> = { count: '#,##0', percent: '0.0%', duration: '[h]:mm:ss' };
const DATE_FORMAT = 'yyyy-mm-dd hh:mm';

const head = (value: string) => ({ value, fontWeight: 'bold' as const });
const number = (value: number | null, unit: MetricUnit) =>
  value === null
    ? null
    : { value: unit === 'duration' ? value / DAY_SECONDS : value, type: Number, format: FORMATS[unit] };

/** The numbers of a range as a workbook: the metrics, their course, the funnel. Numbers are numbers and dates are dates. */
export async function analyticsExcel(view: AnalyticsView, locale: Locale): Promise<Buffer> {
  const { default: writeExcelFile } = await import('write-excel-file/node');
  const { sheets } = exportTexts[locale];
  const widths = (...list: number[]) => list.map((width) => ({ width }));
  return writeExcelFile([
    {
      sheet: sheets.numbers,
      data: numbersOf(view, locale),
      columns: widths(24, 14, 16, 12, 12, 90),
      stickyRowsCount: 1,
    },
    {
      sheet: sheets.series,
      data: seriesOf(view, locale),
      columns: widths(18, 18, ...view.metrics.map(() => 20)),
      stickyRowsCount: 1,
    },
    { sheet: sheets.funnel, data: funnelOf(view, locale), columns: widths(18, 12, 90), stickyRowsCount: 1 },
  ]).toBuffer();
}

function numbersOf({ metrics }: AnalyticsView, locale: Locale) {
  const { metric, value, before, sample, median, definition } = exportTexts[locale].columns;
  return [
    [metric, value, before, sample, median, definition].map(head),
    ...metrics.map((entry) => {
      const { unit, label, definition: words } = metricCatalogue[entry.id];
      return [
        label[locale],
        number(entry.value, unit),
        number(entry.before, unit),
        number(entry.sample, 'count'),
        number(entry.median, unit),
        words[locale],
      ];
    }),
  ];
}

function seriesOf({ metrics, buckets, calendar }: AnalyticsView, locale: Locale) {
  const { from, to } = exportTexts[locale].columns;
  return [
    [from, to, ...metrics.map(({ id }) => metricCatalogue[id].label[locale])].map(head),
    ...buckets.map((bucket, index) => [
      date(bucket.from, calendar.timeZone),
      date(bucket.to, calendar.timeZone),
      ...metrics.map(({ id, series }) => number(series[index] ?? null, metricCatalogue[id].unit)),
    ]),
  ];
}

function funnelOf({ funnel }: AnalyticsView, locale: Locale) {
  const { step, count, definition } = exportTexts[locale].columns;
  return [
    [step, count, definition].map(head),
    ...funnel.map((entry) => {
      const { label, definition: words } = funnelCatalogue[entry.step];
      return [label[locale], number(entry.count, 'count'), words[locale]];
    }),
  ];
}

/** A date of a workbook has no zone: it says what the clock of the site showed. */
function date(instant: string, timeZone: string) {
  const { date: day, time } = wallTimeOf(new Date(instant), timeZone);
  return { value: new Date(`${day}T${time}:00Z`), type: Date, format: DATE_FORMAT };
}
