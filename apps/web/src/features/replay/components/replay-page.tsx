import type { ReplayView, SessionId } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { ApiProblem } from '../../../shared/lib/api.ts';
import { formatDate } from '../../../shared/lib/format.ts';
import { Badge, ErrorState, PageTitle, Skeleton } from '../../../shared/ui/index.ts';
import { type By, openedQuery } from '../api/replay.queries.ts';
import { keptGrant, keptPosition } from '../lib/kept-places.ts';
import { replayTexts } from '../texts.ts';
import { Gate, NotHere } from './gates.tsx';
import { Watch } from './watch.tsx';

/** A replay: what stands before it, and the film with what happened in it. */
export function ReplayPage() {
  const { key, token = '' } = useParams();
  const [params] = useSearchParams();
  const sessionId = params.get('of');
  const by: By =
    key === undefined ? { token, ...(sessionId !== null && { sessionId: sessionId as SessionId }) } : { key };
  const opened = useQuery(openedQuery(by));
  const { data, error, refetch } = opened;
  const again = useCallback(() => refetch().then(({ isSuccess }) => isSuccess), [refetch]);
  if (data?.state === 'open') return <Open replay={data.replay} name={key ?? token} onLost={again} />;
  if (data !== undefined) return <Gate opened={data} by={by} />;
  if (error === null) return <ReplaySkeleton />;
  return error instanceof ApiProblem && (error.status === 401 || error.status === 404 || error.status === 400) ? (
    <NotHere error={error} />
  ) : (
    <ErrorState error={error} onRetry={() => void refetch()} className="min-h-dvh justify-center" />
  );
}

interface OpenProps {
  readonly replay: ReplayView;
  /** What the browser keeps its place under. */
  readonly name: string;
  readonly onLost: () => Promise<boolean>;
}

function Open({ replay, name, onLost }: OpenProps) {
  const [params] = useSearchParams();
  const isKeptHere = replay.positionMs === null;
  const keep = useCallback(
    (positionMs: number) => {
      if (isKeptHere) keptPosition.write(name, positionMs);
    },
    [isKeptHere, name],
  );
  const lost = useCallback(() => {
    // Whoever has no name goes on with their visit.
    keptGrant.write(name, replay.grant);
    return onLost();
  }, [name, replay.grant, onLost]);
  return (
    <div className="flex min-h-dvh flex-col lg:h-dvh lg:overflow-hidden">
      <PageTitle>{replay.title}</PageTitle>
      <header className="flex min-h-14 shrink-0 items-center gap-3 border-b border-border bg-raised px-4 py-2">
        <h1 className="min-w-0 flex-1 truncate text-sm font-semibold sm:text-base">{replay.title}</h1>
        <time dateTime={replay.recordedAt} className="numeric text-sm text-text-muted max-sm:hidden">
          {formatDate(replay.recordedAt)}
        </time>
        <Badge title={replayTexts().recordedOn(formatDate(replay.recordedAt))}>{replayTexts().recorded}</Badge>
      </header>
      <main className="flex min-h-0 flex-1 flex-col">
        <Watch
          replay={replay}
          startMs={askedFor(params.get('t')) ?? replay.positionMs ?? keptPosition.read(name)}
          onPosition={keep}
          onLost={lost}
        />
      </main>
    </div>
  );
}

/** The second that a link names; null where it names none. */
const askedFor = (seconds: string | null): number | null =>
  seconds !== null && /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1000 : null;

const ReplaySkeleton = () => (
  <div role="status" aria-label={replayTexts().opening} className="flex min-h-dvh flex-col">
    <div className="flex h-14 items-center border-b border-border px-4">
      <Skeleton className="h-5 w-56 max-w-full" />
    </div>
    <div className="grid flex-1 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="lg:p-5">
        <Skeleton className="aspect-video w-full rounded-none lg:rounded-lg" />
      </div>
      <div className="border-border max-lg:border-t lg:border-s" />
    </div>
  </div>
);
