import { metricCatalogue, type AnalyticsView, type MetricView } from '@stageline/contracts';
import { axisMarks, formatMetric } from '@stageline/domain';
import { type KeyboardEvent, type PointerEvent, useId, useState } from 'react';
import { pageLocale } from '../../../shared/i18n/index.ts';
import { longBucket } from '../lib/buckets.ts';
import { analyticsTexts } from '../texts.ts';
import { ChartBody } from './chart-body.tsx';
import { useWidth } from './use-width.ts';

interface SeriesChartProps {
  readonly view: AnalyticsView;
  readonly metric: MetricView;
  readonly label: string;
}

const HEIGHT = 240;

/**
 * Bars for how many, a line for how much; the value under the pointer stands above. For a keyboard and a screen reader it is a
 * slider along time: each arrow key names the next point and its value.
 */
export function SeriesChart({ view, metric, label }: SeriesChartProps) {
  const texts = analyticsTexts();
  const { tag } = pageLocale();
  const { unit } = metricCatalogue[metric.id];
  const [chosen, setChosen] = useState<number | null>(null);
  const { ref, width } = useWidth();
  const hintId = useId();
  const begun = Math.max(1, view.buckets.filter(({ from }) => from < view.span.to).length);
  const active = chosen === null ? null : Math.min(chosen, begun - 1);
  const highest = Math.max(0, ...metric.series.map((value) => value ?? 0));
  const marks = axisMarks(unit === 'duration' ? highest / 60 : highest, 4, unit === 'count').map((mark) =>
    unit === 'duration' ? mark * 60 : mark,
  );
  const valueText = (index: number) =>
    `${longBucket(view.buckets[index]!.from, view)}: ${formatMetric(metric.series[index] ?? null, unit, tag)}`;

  function onKeyDown(event: KeyboardEvent): void {
    const from = active ?? begun - 1;
    const next = {
      ArrowLeft: from - 1,
      ArrowDown: from - 1,
      ArrowRight: from + 1,
      ArrowUp: from + 1,
      Home: 0,
      End: begun - 1,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setChosen(Math.min(begun - 1, Math.max(0, next)));
  }
  function onPointer(event: PointerEvent<HTMLDivElement>, index: number): void {
    if (event.pointerType === 'mouse' || event.buttons > 0 || event.type === 'pointerdown') setChosen(index);
  }

  return (
    <figure className="m-0">
      <figcaption id={hintId} className="flex min-h-10 flex-wrap items-baseline gap-x-2 text-sm" aria-hidden="true">
        <span className="numeric text-lg font-semibold">
          {formatMetric(active === null ? metric.value : (metric.series[active] ?? null), unit, tag)}
        </span>
        <span className="text-text-muted">
          {active === null ? texts.inAll : longBucket(view.buckets[active]!.from, view)}
        </span>
      </figcaption>
      <div
        ref={ref}
        role="slider"
        tabIndex={0}
        aria-label={`${label}, ${texts.point}`}
        aria-valuemin={0}
        aria-valuemax={begun - 1}
        aria-valuenow={active ?? begun - 1}
        aria-valuetext={valueText(active ?? begun - 1)}
        onKeyDown={onKeyDown}
        onFocus={(event) => event.currentTarget.matches(':focus-visible') && setChosen(active ?? begun - 1)}
        onBlur={() => setChosen(null)}
        onPointerLeave={() => setChosen(null)}
        className="relative mt-2 touch-pan-y rounded-sm"
        style={{ height: HEIGHT }}
      >
        {width === 0 ? null : (
          <ChartBody
            view={view}
            metric={metric}
            marks={marks}
            width={width}
            height={HEIGHT}
            active={active}
            onPointer={onPointer}
          />
        )}
        {highest === 0 ? (
          <p className="pointer-events-none absolute inset-0 grid place-items-center text-sm text-text-muted">
            {texts.nothingYet}
          </p>
        ) : null}
      </div>
    </figure>
  );
}
