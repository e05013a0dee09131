import type { SessionView } from '@stageline/contracts';
import { formatDay, formatTime, ownTimeZone } from '../../../shared/lib/format.ts';
import { formatElsewhere } from '../../../shared/lib/time-in-words.ts';
import { Badge } from '../../../shared/ui/index.ts';
import { sessionsTexts } from '../texts.ts';

/** Its time is over and nobody went live. */
export const wasMissed = (session: Pick<SessionView, 'phase' | 'startedAt'>): boolean =>
  session.phase === 'ended' && session.startedAt === null;

const TONES = {
  draft: 'neutral',
  countdown: 'primary',
  lobby: 'primary',
  live: 'live',
  ended: 'neutral',
  replay: 'neutral',
  cancelled: 'danger',
  closed: 'neutral',
} as const;

/** Where it stands, and whether its seats are all taken. */
export function SessionStatus({
  session,
}: {
  session: Pick<SessionView, 'phase' | 'startedAt'> & Partial<Pick<SessionView, 'registration'>>;
}) {
  const { phase } = session;
  const texts = sessionsTexts().status;
  if (wasMissed(session)) return <Badge tone="warning">{texts.missed}</Badge>;
  return (
    <>
      <Badge tone={TONES[phase]} dot={phase === 'live'}>
        {texts[phase]}
      </Badge>
      {session.registration === 'waitlist' ? <Badge tone="warning">{sessionsTexts().waitlist}</Badge> : null}
    </>
  );
}

/** That it was moved, or why it was called off. */
export function SessionNote({ session }: { session: Pick<SessionView, 'rescheduledFrom' | 'cancelReason'> }) {
  const { rescheduledFrom, cancelReason } = session;
  const text =
    cancelReason === null
      ? rescheduledFrom && sessionsTexts().movedFrom(formatDay(rescheduledFrom), formatTime(rescheduledFrom))
      : sessionsTexts().cancelledBecause(cancelReason);
  return text === null ? null : <p className="mb-6 max-w-xl text-text-muted wrap-anywhere">{text}</p>;
}

/** When it takes place, or where it is over, when it did: for the reader, and in the host's zone where that is another. */
export function SessionTime({
  session,
}: {
  session: Pick<SessionView, 'status' | 'startsAt' | 'startedAt' | 'timeZone'>;
}) {
  // A host may begin early or late; what is over took place when it did, not when it was planned.
  const at = (session.status === 'ended' ? session.startedAt : null) ?? session.startsAt;
  const day = formatDay(at);
  const time = formatTime(at);
  const elsewhere = session.timeZone !== ownTimeZone();
  return (
    <time dateTime={at}>
      {elsewhere
        ? sessionsTexts().whenElsewhere(day, time, formatElsewhere(at, session.timeZone))
        : sessionsTexts().when(day, time)}
    </time>
  );
}
