import { ArrowRight, CalendarPlus, Users } from 'lucide-react';
import type { SessionView } from '@stageline/contracts';
import { Link } from 'react-router';
import { describeRemaining, remainingUntil } from '../../../shared/lib/countdown.ts';
import { formatDay, formatTime, ownTimeZone } from '../../../shared/lib/format.ts';
import { formatElsewhere } from '../../../shared/lib/time-in-words.ts';
import { useNow } from '../../../shared/lib/use-now.ts';
import { Badge, buttonStyles, EmptyState, Panel } from '../../../shared/ui/index.ts';
import { dashboardTexts } from '../texts.ts';

interface NextSessionCardProps {
  readonly session: SessionView | null;
  readonly viewersNow: number;
  /** Whether this person may open the room and plan masterclasses. */
  readonly mayHost: boolean;
}

/** What is on now or next: the loudest thing of the first screen. */
export function NextSessionCard({ session, viewersNow, mayHost }: NextSessionCardProps) {
  if (session === null) return <NothingPlanned mayHost={mayHost} />;
  const texts = dashboardTexts().next;
  const isLive = session.status === 'live';
  return (
    <Panel className="relative overflow-hidden p-5 shadow-raised sm:p-6">
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-5">
        <div className="min-w-0 flex-1 basis-72">
          {isLive ? (
            <Badge tone="live" dot>
              {texts.live}
            </Badge>
          ) : (
            <p className="text-sm text-text-muted">{texts.title}</p>
          )}
          <h2 className="display mt-2 text-xl font-semibold wrap-anywhere">{session.title}</h2>
          {isLive ? <LiveFacts session={session} viewers={viewersNow} /> : <StartFacts session={session} />}
        </div>
        <div className="flex w-full flex-col items-start gap-4 lg:w-auto lg:items-end">
          {isLive ? null : <Countdown startsAt={session.startsAt} />}
          {mayHost ? (
            <Link
              to={`/room/${session.id}`}
              className={`${buttonStyles({ variant: 'primary', size: 'lg' })} max-sm:w-full`}
            >
              {isLive ? texts.backToRoom : texts.openRoom}
              <ArrowRight size={20} aria-hidden="true" />
            </Link>
          ) : null}
        </div>
      </div>
    </Panel>
  );
}

function LiveFacts({ session, viewers }: { session: SessionView; viewers: number }) {
  const texts = dashboardTexts().next;
  return (
    <p className="mt-2 flex flex-wrap items-center gap-x-2 text-sm text-text-muted">
      <Users size={16} aria-hidden="true" />
      <span className="numeric">{texts.watching(viewers)}</span>
      {session.startedAt ? <span>{texts.since(formatTime(session.startedAt))}</span> : null}
    </p>
  );
}

function StartFacts({ session }: { session: SessionView }) {
  const texts = dashboardTexts().next;
  const day = formatDay(session.startsAt);
  const time = formatTime(session.startsAt);
  const elsewhere = session.timeZone !== ownTimeZone();
  return (
    <div className="mt-2 text-sm text-text-muted">
      <p>
        <time dateTime={session.startsAt}>
          {elsewhere
            ? texts.atElsewhere(day, time, formatElsewhere(session.startsAt, session.timeZone))
            : texts.at(day, time)}
        </time>
      </p>
      <p className="numeric mt-1">
        {session.registered === 0 ? texts.nobodyRegistered : texts.registered(session.registered)}
      </p>
    </div>
  );
}

function Countdown({ startsAt }: { startsAt: string }) {
  const now = useNow(1000);
  const remaining = remainingUntil(startsAt, now);
  const texts = dashboardTexts().next;
  return (
    <p className="text-sm text-text-muted lg:text-end">
      {remaining.isOver ? texts.plannedToStart : texts.starts}
      <span className="numeric block text-lg font-semibold text-text">
        {remaining.isOver ? texts.now : describeRemaining(remaining)}
      </span>
    </p>
  );
}

function NothingPlanned({ mayHost }: { mayHost: boolean }) {
  const texts = dashboardTexts().next;
  return (
    <Panel className="shadow-raised">
      <EmptyState
        icon={<CalendarPlus size={20} />}
        title={texts.nothing}
        action={
          mayHost ? (
            <Link to="/dashboard/sessions?plan=1" className={buttonStyles({ variant: 'primary' })}>
              {texts.plan}
            </Link>
          ) : undefined
        }
      >
        {mayHost ? texts.chooseDate : texts.shownHere}
      </EmptyState>
    </Panel>
  );
}
