import type { SessionView } from '@stageline/contracts';
import { formatDay, formatTime, ownTimeZone } from '../../../shared/lib/format.ts';
import { formatElsewhere } from '../../../shared/lib/time-in-words.ts';
import { Badge } from '../../../shared/ui/index.ts';
import { sessionsTexts } from '../texts.ts';

/** Its time is over and nobody went live. */
export const wasMissed = (session: Pick<SessionView, 'status' | 'endsAt'>): boolean =>
  session.status === 'scheduled' && Date.parse(session.endsAt) < Date.now();

/** Planned, live, over, or not held. */
export function SessionStatus({ session }: { session: Pick<SessionView, 'status' | 'endsAt'> }) {
  const { status } = session;
  const texts = sessionsTexts().status;
  if (wasMissed(session)) return <Badge tone="warning">{texts.missed}</Badge>;
  if (status === 'live') {
    return (
      <Badge tone="live" dot>
        {texts.live}
      </Badge>
    );
  }
  return status === 'scheduled' ? <Badge tone="primary">{texts.scheduled}</Badge> : <Badge>{texts.ended}</Badge>;
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
