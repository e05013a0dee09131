import { axisMarks } from '@stageline/domain';
import { useQuery } from '@tanstack/react-query';
import type { Answer } from '../../lib/api.ts';
import { formatNumber, formatTime } from '../../lib/format.ts';
import { formatSeconds } from '../../lib/time-in-words.ts';
import { viewerCurveQuery } from '../../lib/viewer-curve.ts';
import { Skeleton } from '../skeleton.tsx';
import { ErrorState } from '../states.tsx';
import { SeriesChart } from './series-chart.tsx';
import { viewerTexts } from './viewer-texts.ts';

type Curve = Answer<'sessions.viewer-curve'>;

interface ViewerCurveProps {
  readonly sessionId: string;
  readonly isLive: boolean;
  /** In pixels. */
  readonly height?: number;
}

/** What stands above the picture, in pixels. */
const HEAD = 48;

/** How many watched a masterclass, as it went; while it is live, as it goes. */
export function ViewerCurve({ sessionId, isLive, height = 200 }: ViewerCurveProps) {
  const curve = useQuery(viewerCurveQuery(sessionId, isLive));
  if (curve.isPending)
    return (
      <div style={{ height: height + HEAD }}>
        <Skeleton className="h-full w-full rounded-lg" />
      </div>
    );
  if (!curve.data) return <ErrorState error={curve.error} onRetry={() => void curve.refetch()} />;
  if (curve.data.from === null) return <p className="text-sm text-text-muted">{viewerTexts().notLive}</p>;
  return <Picture curve={curve.data} from={Date.parse(curve.data.from)} isLive={isLive} height={height} />;
}

/** Minutes between two times under the curve. */
const TICK_MINUTES = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480];

function Picture({ curve, from, isLive, height }: { curve: Curve; from: number; isLive: boolean; height: number }) {
  const texts = viewerTexts();
  const { counts, stepSeconds, peak, average, unique } = curve;
  const timeOf = (index: number) => formatTime(from + index * stepSeconds * 1000);
  return (
    <>
      <SeriesChart
        label={texts.label}
        values={counts}
        form="line"
        axis={axisMarks(peak?.viewers ?? 0, 4, true)}
        summary={
          peak === null
            ? { value: formatNumber(0), text: '' }
            : { value: texts.peak(peak.viewers), text: texts.atOnce(formatTime(peak.at)) }
        }
        formatValue={(value) => formatNumber(value ?? 0)}
        nameOf={(index) => texts.step(timeOf(index), formatSeconds(index * stepSeconds))}
        tickOf={timeOf}
        tickEvery={TICK_MINUTES.map((minutes) => Math.max(1, Math.round((minutes * 60) / stepSeconds)))}
        empty={isLive ? texts.none : texts.nobody}
        height={height}
      />
      {peak === null ? null : (
        <p className="mt-3 flex flex-wrap gap-x-6 gap-y-1 text-sm text-text-muted">
          <Number value={formatNumber(Math.round(average * 10) / 10)} label={texts.average} />
          <Number value={formatNumber(unique)} label={texts.unique} />
        </p>
      )}
      <Drops drops={curve.drops} />
    </>
  );
}

const Number = ({ value, label }: { value: string; label: string }) => (
  <span>
    <span className="numeric font-semibold text-text">{value}</span> {label}
  </span>
);

/** In the order of time: the reader goes along the curve. */
function Drops({ drops }: Pick<Curve, 'drops'>) {
  const texts = viewerTexts();
  if (drops.length === 0) return null;
  return (
    <section className="mt-5">
      <h3 className="text-sm font-semibold">{texts.drops}</h3>
      <ul className="mt-1 text-sm text-text-muted">
        {[...drops]
          .sort((a, b) => a.at.localeCompare(b.at))
          .map(({ at, before, after }) => (
            <li key={at} className="flex gap-3 py-1">
              <time dateTime={at} className="numeric shrink-0 text-text">
                {formatTime(at)}
              </time>
              {texts.drop(before - after, before)}
            </li>
          ))}
      </ul>
    </section>
  );
}
