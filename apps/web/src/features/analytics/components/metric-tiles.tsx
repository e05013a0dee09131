import { metricCatalogue, type AnalyticsView, type MetricId, type MetricView } from '@stageline/contracts';
import { changeOf, formatChange, formatMetric } from '@stageline/domain';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { pageLocale } from '../../../shared/i18n/index.ts';
import { cn } from '../../../shared/lib/cn.ts';
import { formatDateTime } from '../../../shared/lib/format.ts';
import { analyticsTexts } from '../texts.ts';
import { Definition } from './definition.tsx';

interface MetricTilesProps {
  readonly view: AnalyticsView;
  readonly shown: MetricId;
  readonly onShow: (id: MetricId) => void;
}
/** The metrics of the catalogue as numbers, each with its definition one press away; a press on one shows its course. */
export const MetricTiles = ({ view, shown, onShow }: MetricTilesProps) => (
  <ul className="grid grid-cols-2 gap-3 lg:grid-cols-4">
    {view.metrics.map((metric) => (
      <MetricTile
        key={metric.id}
        metric={metric}
        view={view}
        isShown={metric.id === shown}
        onShow={() => onShow(metric.id)}
      />
    ))}
  </ul>
);

interface MetricTileProps {
  readonly metric: MetricView;
  readonly view: AnalyticsView;
  readonly isShown: boolean;
  readonly onShow: () => void;
}
function MetricTile({ metric, view, isShown, onShow }: MetricTileProps) {
  const texts = analyticsTexts();
  const { locale, tag } = pageLocale();
  const { label, unit } = metricCatalogue[metric.id];
  return (
    <li className="relative">
      <button
        type="button"
        aria-pressed={isShown}
        aria-label={texts.showInChart(label[locale])}
        onClick={onShow}
        className={cn(
          'absolute inset-0 rounded-lg border transition-colors',
          isShown ? 'border-primary-edge bg-raised shadow-raised' : 'border-border bg-raised hover:bg-muted',
        )}
      />
      <div className="pointer-events-none relative flex h-full flex-col p-4">
        <div className="flex items-start justify-between gap-1">
          <p className="min-w-0 text-sm font-medium text-text-muted hyphens-auto">{label[locale]}</p>
          <TileDefinition metric={metric} view={view} />
        </div>
        <p className="numeric display mt-1 text-xl font-semibold text-text sm:text-2xl" data-metric={metric.id}>
          {formatMetric(metric.value, unit, tag)}
        </p>
        <Sample metric={metric} />
        <Comparison metric={metric} view={view} />
      </div>
    </li>
  );
}

/** What an average rests on, and the value in the middle. */
function Sample({ metric }: Pick<MetricTileProps, 'metric'>) {
  const texts = analyticsTexts();
  if (metric.sample === null) return null;
  const { unit } = metricCatalogue[metric.id];
  return (
    <p className="mt-1 text-xs text-text">
      {metric.sample === 0
        ? texts.noSample
        : `${texts.median(formatMetric(metric.median, unit, pageLocale().tag))} · ${texts.sample(metric.sample)}`}
    </p>
  );
}

/** How it moved: an arrow, a percentage and the number before, so that colour tells nothing alone. */
function Comparison({ metric, view }: Pick<MetricTileProps, 'metric' | 'view'>) {
  const texts = analyticsTexts();
  const { tag } = pageLocale();
  const { unit } = metricCatalogue[metric.id];
  const when = texts.rangeBefore[view.range];
  const change = changeOf(metric);
  if (view.comparedWith === null) return <p className="mt-2 text-xs text-text-muted">{texts.sinceBeginning}</p>;
  if (metric.before === null || (metric.before === 0 && change === null))
    return <p className="mt-2 text-xs text-text-muted">{texts.nothingBefore(when)}</p>;
  return (
    <p className="mt-2 text-xs text-text-muted">
      {change === null ? null : <Change change={change} isGood={unit === 'duration' ? undefined : change > 0} />}
      {texts.before(formatMetric(metric.before, unit, tag), when)}
    </p>
  );
}

/** @param isGood left out where more is neither better nor worse */
function Change({ change, isGood }: { readonly change: number; readonly isGood: boolean | undefined }) {
  const texts = analyticsTexts();
  const isSame = Math.abs(change) < 0.005;
  const Arrow = change > 0 ? ArrowUp : ArrowDown;
  const tone = isSame || isGood === undefined ? 'text-text' : isGood ? 'text-success' : 'text-danger';
  return (
    <span className={cn('me-1.5 inline-flex items-center gap-0.5 font-semibold whitespace-nowrap', tone)}>
      {isSame ? null : <Arrow size={12} aria-hidden="true" />}
      {formatChange(change, pageLocale().tag)}
      {isSame ? null : <span className="sr-only">{change > 0 ? texts.more : texts.less}</span>}
    </span>
  );
}

function TileDefinition({ metric, view }: Pick<MetricTileProps, 'metric' | 'view'>) {
  const { locale } = pageLocale();
  const { label, definition } = metricCatalogue[metric.id];
  const at = (instant: string) => formatDateTime(instant, { timeZone: view.calendar.timeZone });
  return (
    <Definition
      align="end"
      label={label[locale]}
      definition={definition[locale]}
      className="pointer-events-auto -me-2.5 -mt-2.5"
    >
      <Sample metric={metric} />
      {view.comparedWith === null ? null : (
        <p className="mt-3 text-xs text-text-muted">
          {analyticsTexts().comparedWith(at(view.comparedWith.from), at(view.comparedWith.to))}
        </p>
      )}
    </Definition>
  );
}
