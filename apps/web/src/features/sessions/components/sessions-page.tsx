import type { SessionView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { CalendarPlus, Search } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import {
  Button,
  buttonStyles,
  EmptyState,
  ErrorState,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Section,
  Skeleton,
} from '../../../shared/ui/index.ts';
import { formatNumber } from '../../../shared/lib/format.ts';
import { sessionListQuery } from '../api/sessions.queries.ts';
import { sessionsTexts } from '../texts.ts';
import { PlanDialog } from './plan-dialog.tsx';
import { SeriesBadge } from './series-note.tsx';
import { SessionStatus, SessionTime } from './session-status.tsx';

/** The masterclasses: what is on or comes next, then what was. */
export function SessionsPage() {
  const sessions = useQuery(sessionListQuery());
  const [params, setParams] = useSearchParams();
  const isPlanning = params.has('plan');
  const plan = (
    <Button variant="primary" onClick={() => setParams({ plan: '1' })}>
      <CalendarPlus size={16} aria-hidden="true" />
      {sessionsTexts().plan}
    </Button>
  );
  return (
    <Page>
      <PageTitle>{sessionsTexts().title}</PageTitle>
      <PageHeader
        title={sessionsTexts().title}
        description={sessionsTexts().description}
        actions={
          sessions.data && sessions.data.items.length > 0 ? (
            <>
              {sessions.data.items.some(({ status }) => status === 'ended') ? (
                <Link to="/dashboard/sessions/said" className={buttonStyles({ variant: 'ghost' })}>
                  <Search size={16} aria-hidden="true" />
                  {sessionsTexts().said}
                </Link>
              ) : null}
              {plan}
            </>
          ) : undefined
        }
      />
      {sessions.data ? (
        sessions.data.items.length === 0 ? (
          <Panel>
            <EmptyState icon={<CalendarPlus size={20} />} title={sessionsTexts().emptyTitle} action={plan}>
              {sessionsTexts().empty}
            </EmptyState>
          </Panel>
        ) : (
          <SessionLists sessions={sessions.data.items} />
        )
      ) : sessions.isError ? (
        <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />
      ) : (
        <SessionsSkeleton />
      )}
      {isPlanning ? <PlanDialog onClose={() => setParams({}, { replace: true })} /> : null}
    </Page>
  );
}

const COMING: ReadonlySet<SessionView['phase']> = new Set(['draft', 'countdown', 'lobby', 'live']);

function SessionLists({ sessions }: { sessions: readonly SessionView[] }) {
  const coming = sessions.filter(({ phase }) => COMING.has(phase));
  const over = sessions
    .filter(({ phase }) => !COMING.has(phase))
    .toSorted((a, b) => (a.startsAt < b.startsAt ? 1 : -1));
  return (
    <div className="flex flex-col gap-8">
      <Section title={sessionsTexts().nowAndNext}>
        {coming.length === 0 ? (
          <p className="text-text-muted">{sessionsTexts().nothingPlanned}</p>
        ) : (
          <SessionList sessions={coming} />
        )}
      </Section>
      {over.length > 0 ? (
        <Section title={sessionsTexts().over}>
          <SessionList sessions={over} />
        </Section>
      ) : null}
    </div>
  );
}

const SessionList = ({ sessions }: { sessions: readonly SessionView[] }) => (
  <Panel>
    <ul className="divide-y divide-border">
      {sessions.map((session) => (
        <SessionRow key={session.id} session={session} />
      ))}
    </ul>
  </Panel>
);

function SessionRow({ session }: { session: SessionView }) {
  const isOver = session.status === 'ended' || session.phase === 'draft';
  const wasHeld = session.startedAt !== null && session.status === 'ended';
  const { seats, capacity } = session;
  return (
    <li className="relative flex flex-wrap items-center gap-x-6 gap-y-3 px-4 py-4 transition-colors hover:bg-muted sm:px-5">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-2">
          <Link
            to={`/dashboard/sessions/${session.id}`}
            className="font-medium wrap-anywhere after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring"
          >
            {session.title}
          </Link>
          <SessionStatus session={session} />
          <SeriesBadge series={session.series} />
        </p>
        <p className="mt-1 text-text-muted">
          <SessionTime session={session} />
        </p>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 max-lg:w-full">
        <p className="numeric text-text-muted">
          {wasHeld
            ? sessionsTexts().attendedOf(session.attended, session.registered)
            : session.status === 'live'
              ? sessionsTexts().watching(session.viewers)
              : seats !== null && capacity !== null
                ? sessionsTexts().seatsTaken(formatNumber(seats.held), formatNumber(capacity))
                : sessionsTexts().haveRegistered(session.registered)}
        </p>
        {isOver ? null : (
          <Link to={`/room/${session.id}`} className={`${buttonStyles({ size: 'sm' })} relative z-10`}>
            {session.status === 'live' ? sessionsTexts().backToRoom : sessionsTexts().openRoom}
            <span className="sr-only">{sessionsTexts().ofSession(session.title)}</span>
          </Link>
        )}
      </div>
    </li>
  );
}

const SessionsSkeleton = () => (
  <Panel>
    <div role="status" aria-label={sessionsTexts().loading} className="divide-y divide-border">
      {[0, 1, 2].map((index) => (
        <div key={index} className="flex min-h-20 items-center justify-between gap-4 px-5">
          <div>
            <Skeleton className="h-4 w-56 max-w-full" />
            <Skeleton className="mt-2 h-4 w-40" />
          </div>
          <Skeleton className="h-9 w-28" />
        </div>
      ))}
    </div>
  </Panel>
);
