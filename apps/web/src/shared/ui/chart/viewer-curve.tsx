import type { SessionMoment } from '@stageline/contracts';
import { axisMarks, LEFT_WITHIN_MS, momentBefore } from '@stageline/domain';
import { useQuery } from '@tanstack/react-query';
import type { Answer } from '../../lib/api.ts';
import { formatNumber, formatTime } from '../../lib/format.ts';
import { formatSeconds } from '../../lib/time-in-words.ts';
import { momentsQuery, viewerCurveQuery } from '../../lib/viewer-curve.ts';
import { Skeleton } from '../skeleton.tsx';
import { ErrorState } from '../states.tsx';
import { MomentsList } from './moments-list.tsx';
import { momentTexts, momentWords } from './moment-texts.ts';
import { AXIS_CHARS, Reactions, tickEvery } from './reaction-curve.tsx';
import { SeriesChart } from './series-chart.tsx';
import { viewerTexts } from './viewer-texts.ts';

type Curve = Answer<'sessions.viewer-curve'>;

interface ViewerCurveProps {
  readonly sessionId: string;
  readonly isLive: boolean;
  /** In pixels. */
  readonly height?: number;
  /** Whether what happened stands beneath as words, too. */
  readonly withMoments?: boolean;
  /** Whether the reactions lie beneath, along the same time. */
  readonly withReactions?: boolean;
}

/** What stands above the picture, in pixels. */
const HEAD = 48;

/** How many watched a masterclass, as it went; while it is live, as it goes. */
export function ViewerCurve({ sessionId, isLive, height = 200, withMoments, withReactions }: ViewerCurveProps) {
  const curve = useQuery(viewerCurveQuery(sessionId, isLive));
  // The curve is there without it: what happened is drawn once it is known.
  const moments = useQuery(momentsQuery(sessionId, isLive)).data?.items ?? [];
  if (curve.isPending)
    return (
      <div style={{ height: height + HEAD }}>
        <Skeleton className="h-full w-full rounded-lg" />
      </div>
    );
  if (!curve.data) return <ErrorState error={curve.error} onRetry={() => void curve.refetch()} />;
  if (curve.data.from === null) return <p className="text-sm text-text-muted">{viewerTexts().notLive}</p>;
  const from = Date.parse(curve.data.from);
  return (
    <>
      <Picture curve={curve.data} from={from} isLive={isLive} height={height} moments={moments} />
      {withReactions ? <Reactions sessionId={sessionId} isLive={isLive} curve={curve.data} from={from} /> : null}
      {withMoments && moments.length > 0 ? <Happened moments={moments} /> : null}
    </>
  );
}

interface PictureProps {
  readonly curve: Curve;
  readonly from: number;
  readonly isLive: boolean;
  readonly height: number;
  readonly moments: readonly SessionMoment[];
}

/** Turns of speech are too many for a picture; they are told where many left. */
const isMark = ({ kind }: SessionMoment): boolean => kind !== 'speech';

function Picture({ curve, from, isLive, height, moments }: PictureProps) {
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
        tickEvery={tickEvery(stepSeconds)}
        axisChars={AXIS_CHARS}
        marks={moments.filter(isMark).map((moment) => ({
          id: moment.id,
          at: (Date.parse(moment.at) - from) / (stepSeconds * 1000),
          text: momentWords(moment),
        }))}
        empty={isLive ? texts.none : texts.nobody}
        height={height}
      />
      {peak === null ? null : (
        <p className="mt-3 flex flex-wrap gap-x-6 gap-y-1 text-sm text-text-muted">
          <Number value={formatNumber(Math.round(average * 10) / 10)} label={texts.average} />
          <Number value={formatNumber(unique)} label={texts.unique(unique)} />
        </p>
      )}
      <Drops drops={curve.drops} moments={moments} />
    </>
  );
}

const Number = ({ value, label }: { value: string; label: string }) => (
  <span>
    <span className="numeric font-semibold text-text">{value}</span> {label}
  </span>
);

/** In the order of time: the reader goes along the curve. */
function Drops({ drops, moments }: Pick<Curve, 'drops'> & Pick<PictureProps, 'moments'>) {
  const texts = viewerTexts();
  const before = (at: string): string => {
    const moment = momentBefore(moments, at, LEFT_WITHIN_MS);
    if (moment === null) return '';
    const seconds = Math.round((Date.parse(at) - Date.parse(moment.at)) / 1000);
    const words = momentWords(moment);
    return ` · ${seconds === 0 ? momentTexts().at(words) : momentTexts().after(formatSeconds(seconds), words)}`;
  };
  if (drops.length === 0) return null;
  return (
    <section className="mt-5">
      <h3 className="text-sm font-semibold">{texts.drops}</h3>
      <ul className="mt-1 text-sm text-text-muted">
        {[...drops]
          .sort((a, b) => a.at.localeCompare(b.at))
          .map(({ at, before: there, after }) => (
            <li key={at} className="flex gap-3 py-1">
              <time dateTime={at} className="numeric shrink-0 text-text">
                {formatTime(at)}
              </time>
              <span className="min-w-0 wrap-anywhere">
                {texts.drop(there - after, there)}
                {before(at)}
              </span>
            </li>
          ))}
      </ul>
    </section>
  );
}

const Happened = ({ moments }: Pick<PictureProps, 'moments'>) => (
  <section className="mt-5">
    <h3 className="mb-1 text-sm font-semibold">{momentTexts().title}</h3>
    <MomentsList moments={moments.filter(isMark)} />
  </section>
);
