import type { SessionView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, ArrowRight, Clapperboard, Megaphone, Undo2 } from 'lucide-react';
import { Suspense } from 'react';
import { Link, Outlet, useParams } from 'react-router';
import { formatNumber, formatShare } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { ViewerCurve } from '../../../shared/ui/chart/viewer-curve.tsx';
import {
  buttonStyles,
  ErrorState,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Section,
  Skeleton,
} from '../../../shared/ui/index.ts';
import { sessionQuery } from '../api/sessions.queries.ts';
import { sessionsTexts } from '../texts.ts';
import { AttendanceList } from './attendance-list.tsx';
import { ChatExport } from './chat-export.tsx';
import { ChatRules } from './chat-rules.tsx';
import { EarlyPrices } from './early-prices.tsx';
import { QuestionsAheadSection } from './questions-ahead.tsx';
import { RoomTeam } from './room-team.tsx';
import { SessionMaterials } from './session-materials.tsx';
import { Seats } from './seat-list.tsx';
import { SeriesNote } from './series-note.tsx';
import { FollowUpButton } from './follow-up-button.tsx';
import { SessionActions } from './session-actions.tsx';
import { SessionNote, SessionStatus, SessionTime } from './session-status.tsx';

/** One masterclass: its numbers, and who attended. */
export function SessionPage() {
  const { sessionId = '' } = useParams();
  const session = useQuery(sessionQuery(sessionId));
  return (
    <Page>
      <Link to="/dashboard/sessions" className={`${buttonStyles({ variant: 'ghost', size: 'sm' })} -ms-3 mb-3`}>
        <ArrowLeft size={16} aria-hidden="true" />
        {sessionsTexts().all}
      </Link>
      {session.data ? (
        <Details session={session.data} />
      ) : session.isError ? (
        <ErrorState error={session.error} onRetry={() => void session.refetch()} />
      ) : (
        <div role="status" aria-label={sessionsTexts().loadingOne}>
          <Skeleton className="h-8 w-72 max-w-full" />
          <Skeleton className="mt-3 h-4 w-52" />
          <Skeleton className="mt-8 h-24 w-full rounded-lg" />
        </div>
      )}
    </Page>
  );
}

function Details({ session }: { session: SessionView }) {
  const { operations } = useSession();
  const mayHost = operations.includes('offers.create');
  const mayRefund = operations.includes('bulk-refunds.get');
  return (
    <div className="animate-fade">
      <PageTitle>{session.title}</PageTitle>
      <PageHeader
        title={session.title}
        description={<SessionTime session={session} />}
        actions={
          <>
            <SessionStatus session={session} />
            {mayHost ? (
              <Link to={`/dashboard/sessions/${session.id}/offers`} className={buttonStyles({})}>
                <Megaphone size={16} aria-hidden="true" />
                {sessionsTexts().offers}
              </Link>
            ) : null}
            {session.cancelReason !== null && mayRefund ? (
              <Link to={`/dashboard/money/refunds/${session.id}`} className={buttonStyles()}>
                <Undo2 size={16} aria-hidden="true" />
                {sessionsTexts().giveBack}
              </Link>
            ) : null}
            {session.startedAt === null ? null : <ChatExport sessionId={session.id} />}
            {session.startedAt !== null && session.status === 'ended' ? (
              <FollowUpButton sessionId={session.id} />
            ) : null}
            {session.startedAt !== null && session.status === 'ended' ? (
              <Link to={`/dashboard/sessions/${session.id}/replay`} className={buttonStyles()}>
                <Clapperboard size={16} aria-hidden="true" />
                {sessionsTexts().replay}
              </Link>
            ) : null}
            {session.status === 'ended' || session.phase === 'draft' ? null : (
              <Link to={`/room/${session.id}`} className={buttonStyles({ variant: 'primary' })}>
                {session.status === 'live' ? sessionsTexts().backToRoom : sessionsTexts().openRoom}
                <ArrowRight size={16} aria-hidden="true" />
              </Link>
            )}
          </>
        }
      />
      <SessionActions session={session} />
      <SessionNote session={session} />
      {session.series === null ? null : <SeriesNote of={session.series} />}
      {session.description === '' ? null : (
        <p className="mb-8 max-w-xl whitespace-pre-line text-text-muted wrap-anywhere">{session.description}</p>
      )}
      <Numbers session={session} />
      <QuestionsAheadSection session={session} />
      {session.status === 'ended' ? null : <RoomTeam sessionId={session.id} />}
      <SessionMaterials sessionId={session.id} isOver={session.status === 'ended'} />
      {session.status === 'ended' ? null : <ChatRules sessionId={session.id} />}
      {session.startedAt === null ? null : (
        <Section
          title={sessionsTexts().viewers.title}
          className="mt-8"
          description={sessionsTexts().viewers.description}
        >
          <Panel className="p-4 sm:p-5">
            <ViewerCurve sessionId={session.id} isLive={session.status === 'live'} withMoments withReactions />
          </Panel>
        </Section>
      )}
      {session.status === 'ended' ? null : <EarlyPrices sessionId={session.id} />}
      <Seats session={session} />
      <Section
        title={sessionsTexts().attendance.title}
        className="mt-8"
        description={sessionsTexts().attendance.description}
      >
        <AttendanceList sessionId={session.id} status={session.status} />
      </Section>
      {/* A page as a whole waits for nothing of it. */}
      <Suspense fallback={null}>
        <Outlet />
      </Suspense>
    </div>
  );
}

function Numbers({ session }: { session: SessionView }) {
  const texts = sessionsTexts().numbers;
  const share = session.registered === 0 ? null : session.attended / session.registered;
  const numbers = [
    session.capacity === null
      ? { label: texts.registered, value: formatNumber(session.registered) }
      : {
          label: texts.seats,
          value: sessionsTexts().seatsOf(formatNumber(session.seats?.held ?? 0), formatNumber(session.capacity)),
        },
    session.capacity !== null && session.status === 'scheduled'
      ? { label: texts.waiting, value: formatNumber(session.seats?.waiting ?? 0) }
      : { label: texts.attended, value: formatNumber(session.attended) },
    session.status === 'live'
      ? { label: texts.watching, value: formatNumber(session.viewers) }
      : { label: texts.share, value: share === null || session.startedAt === null ? '–' : formatShare(share) },
  ];
  return (
    <dl className="grid grid-cols-3 gap-px overflow-hidden rounded-lg border border-border bg-border">
      {numbers.map(({ label, value }) => (
        <div key={label} className="flex flex-col-reverse justify-end bg-raised p-4 sm:p-5">
          <dt className="text-text-muted">{label}</dt>
          <dd className="numeric display text-2xl font-semibold">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
