import type { Reaction, ReactionCounts } from '@stageline/contracts';
import { axisMarks } from '@stageline/domain';
import { useQuery } from '@tanstack/react-query';
import type { Answer } from '../../lib/api.ts';
import { formatNumber, formatTime } from '../../lib/format.ts';
import { formatSeconds } from '../../lib/time-in-words.ts';
import { reactionsQuery } from '../../lib/viewer-curve.ts';
import { Skeleton } from '../skeleton.tsx';
import { ErrorState } from '../states.tsx';
import { reactionTexts } from './reaction-texts.ts';
import { SeriesChart } from './series-chart.tsx';
import { viewerTexts } from './viewer-texts.ts';

/** Beside the axes of a curve and of the reactions beneath it: up to "9,999". */
export const AXIS_CHARS = 5;
/** Minutes between two times under the curve. */
const TICK_MINUTES = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480];
/** Steps between two times under the curve. */
export const tickEvery = (stepSeconds: number): number[] =>
  TICK_MINUTES.map((minutes) => Math.max(1, Math.round((minutes * 60) / stepSeconds)));

/** In pixels. */
const HEIGHT = 120;
const ALL: readonly Reaction[] = ['like', 'heart', 'laugh', 'surprise', 'celebrate'];
type Steps = Answer<'reactions.list'>['steps'];

interface ReactionsProps {
  readonly sessionId: string;
  readonly isLive: boolean;
  /** That they lie beneath. */
  readonly curve: Pick<Answer<'sessions.viewer-curve'>, 'counts' | 'stepSeconds'>;
  /** Of the curve, in milliseconds since 1970. */
  readonly from: number;
}

/** How often people reacted in a masterclass, step by step along the curve of its viewers. */
export function Reactions({ sessionId, isLive, curve, from }: ReactionsProps) {
  const query = useQuery(reactionsQuery(sessionId, isLive));
  const texts = reactionTexts();
  return (
    <section className="mt-6">
      <h3 className="text-sm font-semibold">{texts.title}</h3>
      {query.isPending ? (
        <Skeleton className="mt-2 h-40 w-full rounded-lg" />
      ) : !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data.steps.length === 0 ? (
        <p className="mt-1 text-sm text-text-muted">{isLive ? texts.none : texts.nobody}</p>
      ) : (
        <Picture data={query.data} curve={curve} from={from} />
      )}
    </section>
  );
}

const sum = (counts: ReactionCounts): number => ALL.reduce((total, kind) => total + (counts[kind] ?? 0), 0);
const add = (a: ReactionCounts, b: ReactionCounts): ReactionCounts =>
  Object.fromEntries(ALL.map((kind) => [kind, (a[kind] ?? 0) + (b[kind] ?? 0)]));
/** "Heart 5, Like 2": those that came, the most frequent first. */
const inWords = (counts: ReactionCounts): string =>
  ALL.filter((kind) => (counts[kind] ?? 0) > 0)
    .toSorted((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0))
    .map((kind) => `${reactionTexts().names[kind]} ${formatNumber(counts[kind] ?? 0)}`)
    .join(', ');

/** Steps of reactions begin on the clock, those of the curve with going live: each falls where its middle lies. */
function alongCurve(
  steps: Steps,
  { stepSeconds, from, length }: { stepSeconds: number; from: number; length: number },
) {
  const values = Array.from({ length }, (): ReactionCounts => ({}));
  for (const { at, counts } of steps) {
    const place = Math.floor((Date.parse(at) - from) / (stepSeconds * 1000) + 0.5);
    const index = Math.min(length - 1, Math.max(0, place));
    values[index] = add(values[index] ?? {}, counts);
  }
  return values;
}

type PictureProps = Pick<ReactionsProps, 'curve' | 'from'> & { readonly data: Answer<'reactions.list'> };

function Picture({ data, curve: { counts: viewers, stepSeconds }, from }: PictureProps) {
  const texts = reactionTexts();
  const along = alongCurve(data.steps, { stepSeconds, from, length: Math.max(1, viewers.length) });
  const values = along.map(sum);
  const timeOf = (index: number) => formatTime(from + index * stepSeconds * 1000);
  const nameOf = (index: number) => {
    const words = inWords(along[index] ?? {});
    const step = viewerTexts().step(timeOf(index), formatSeconds(index * stepSeconds));
    return words === '' ? step : `${step} · ${words}`;
  };
  return (
    <>
      <SeriesChart
        label={texts.label}
        values={values}
        form="bars"
        axis={axisMarks(Math.max(0, ...values), 3, true)}
        axisChars={AXIS_CHARS}
        summary={{ value: texts.total(sum(data.counts)), text: inWords(data.counts) }}
        formatValue={(value) => formatNumber(value ?? 0)}
        nameOf={nameOf}
        tickOf={timeOf}
        tickEvery={tickEvery(stepSeconds)}
        empty={texts.nobody}
        height={HEIGHT}
      />
      <Table steps={data.steps} />
    </>
  );
}

/** The same as numbers, minute by minute: those in which somebody reacted. */
function Table({ steps }: { readonly steps: Steps }) {
  const texts = reactionTexts();
  const minutes = new Map<number, ReactionCounts>();
  for (const { at, counts } of steps) {
    const minute = Math.floor(Date.parse(at) / 60_000);
    minutes.set(minute, add(minutes.get(minute) ?? {}, counts));
  }
  const used = ALL.filter((kind) => steps.some(({ counts }) => (counts[kind] ?? 0) > 0));
  return (
    <details className="mt-2 text-sm">
      <summary className="cursor-pointer py-3 text-text-muted hover:text-text">{texts.asTable}</summary>
      <div tabIndex={0} role="region" aria-label={texts.table} className="max-h-72 overflow-auto">
        <table className="numeric w-full text-start">
          <caption className="sr-only">{texts.table}</caption>
          <thead>
            <tr className="border-b border-border text-text-muted">
              {[texts.minute, ...used.map((kind) => texts.names[kind])].map((name, at) => (
                <th key={name} scope="col" className={`${CELL} ${at === 0 ? 'text-start' : 'text-end'}`}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...minutes].map(([minute, counts]) => (
              <tr key={minute} className="border-b border-border last:border-b-0">
                <th scope="row" className={`${CELL} text-start`}>
                  {formatTime(minute * 60_000)}
                </th>
                {used.map((kind) => (
                  <td key={kind} className={`${CELL} text-end`}>
                    {formatNumber(counts[kind] ?? 0)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

const CELL = 'px-2 py-1.5 font-normal whitespace-nowrap';
