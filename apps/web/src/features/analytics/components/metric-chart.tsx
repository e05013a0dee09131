import { metricCatalogue, type AnalyticsView, type MetricView } from '@stageline/contracts';
import { axisMarks, formatMetric } from '@stageline/domain';
import { pageLocale } from '../../../shared/i18n/index.ts';
import { SeriesChart } from '../../../shared/ui/chart/series-chart.tsx';
import { longBucket, shortBucket } from '../lib/buckets.ts';
import { analyticsTexts } from '../texts.ts';

interface MetricChartProps {
  readonly view: AnalyticsView;
  readonly metric: MetricView;
  readonly label: string;
}

/** Bars for how many, a line for how much. */
export function MetricChart({ view, metric, label }: MetricChartProps) {
  const texts = analyticsTexts();
  const { tag } = pageLocale();
  const { unit } = metricCatalogue[metric.id];
  const highest = Math.max(0, ...metric.series.map((value) => value ?? 0));
  const axis = axisMarks(unit === 'duration' ? highest / 60 : highest, 4, unit === 'count').map((mark) =>
    unit === 'duration' ? mark * 60 : mark,
  );
  const formatValue = (value: number | null) => formatMetric(value, unit, tag);
  return (
    <SeriesChart
      label={`${label}, ${texts.point}`}
      values={metric.series}
      begun={view.buckets.filter(({ from }) => from < view.span.to).length}
      form={unit === 'count' ? 'bars' : 'line'}
      axis={axis}
      summary={{ value: formatValue(metric.value), text: texts.inAll }}
      formatValue={formatValue}
      nameOf={(index) => longBucket(view.buckets[index]!.from, view)}
      tickOf={(index) => shortBucket(view.buckets[index]!.from, view)}
      {...(view.range === 'this_month' && { tickWidth: 28 })}
      empty={texts.nothingYet}
    />
  );
}
