import type { PollTally, PollView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { ChartColumn } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { pollsQuery } from '../api/polls.queries.ts';
import { pollTexts } from '../poll-texts.ts';
import { PollRow } from './poll-row.tsx';
import { PreparedList } from './prepared-list.tsx';

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
  return (
    <>
      <PreparedList
        query={query}
        icon={<ChartColumn size={20} />}
        texts={texts}
        isLive={isLive}
        mayPrepare={mayPrepare}
        onPrepare={() => setDraft({ before: null })}
      >
        {(poll) => (
          <PollRow
            key={poll.id}
            sessionId={sessionId}
            poll={upToDate(poll, tallies)}
            isLive={isLive}
            mayPrepare={mayPrepare}
            mayExport={mayExport}
            onEdit={() => setDraft({ before: poll })}
          />
        )}
      </PreparedList>
      {draft === null ? null : (
        <Suspense>
          <PollDialog sessionId={sessionId} before={draft.before} onClose={() => setDraft(null)} />
        </Suspense>
      )}
    </>
  );
}
