import type { PollTally, PollView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { ChartColumn, Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button, EmptyState, ErrorState, Skeleton } from '../../../shared/ui/index.ts';
import { pollsQuery } from '../api/polls.queries.ts';
import { pollTexts } from '../poll-texts.ts';
import { PollRow } from './poll-row.tsx';

/** Forms and their rules come when somebody writes. */
const PollDialog = lazy(() => import('./poll-dialog.tsx').then((module) => ({ default: module.PollDialog })));

interface PollListProps {
  readonly sessionId: string;
  readonly isLive: boolean;
  /** Whether they may write them, and not only show what is there. */
  readonly mayPrepare: boolean;
  /** Newer results than the list has, by run. */
  readonly tallies: Readonly<Record<string, PollTally>>;
  readonly mayExport: boolean;
}

/** With the newest results that are known. */
const upToDate = (poll: PollView, tallies: PollListProps['tallies']): PollView => ({
  ...poll,
  runs: poll.runs.map((run) => {
    const told = tallies[run.id];
    return told !== undefined && told.version > run.tally.version ? { ...run, tally: told } : run;
  }),
});

/** The polls of a masterclass, for whoever hosts it: to prepare, to launch and to look at. */
export function PollList({ sessionId, isLive, mayPrepare, tallies, mayExport }: PollListProps) {
  const texts = pollTexts().panel;
  const query = useQuery(pollsQuery(sessionId));
  const [draft, setDraft] = useState<{ readonly before: PollView | null } | null>(null);
  if (query.data === undefined)
    return query.isError ? (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <div role="status" aria-label={texts.loading} className="flex flex-col gap-4 p-4">
        <Skeleton className="h-16 w-full" />
        <Skeleton className="h-16 w-full" />
      </div>
    );
  const { items } = query.data;
  const prepare = mayPrepare ? (
    <Button variant={items.length === 0 ? 'primary' : 'secondary'} onClick={() => setDraft({ before: null })}>
      <Plus size={16} aria-hidden="true" />
      {texts.prepare}
    </Button>
  ) : null;
  return (
    <>
      {items.length === 0 ? (
        <EmptyState icon={<ChartColumn size={20} />} title={texts.emptyTitle} action={prepare}>
          {mayPrepare ? texts.empty : texts.emptyForOthers}
        </EmptyState>
      ) : (
        <>
          <ul className="m-0 list-none p-0">
            {items.map((poll) => (
              <PollRow
                key={poll.id}
                sessionId={sessionId}
                poll={upToDate(poll, tallies)}
                isLive={isLive}
                mayPrepare={mayPrepare}
                mayExport={mayExport}
                onEdit={() => setDraft({ before: poll })}
              />
            ))}
          </ul>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 p-4">
            {prepare}
            {isLive ? null : <p className="m-0 text-sm text-text-muted">{texts.notLive}</p>}
          </div>
        </>
      )}
      {draft === null ? null : (
        <Suspense>
          <PollDialog sessionId={sessionId} before={draft.before} onClose={() => setDraft(null)} />
        </Suspense>
      )}
    </>
  );
}
