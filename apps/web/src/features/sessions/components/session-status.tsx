import type { SessionView } from '@stageline/contracts';
import { formatDay, formatElsewhere, formatTime, ownTimeZone } from '../../../shared/lib/format.ts';
import { Badge } from '../../../shared/ui/index.ts';

/** Its time is over and nobody went live. */
export const wasMissed = (session: Pick<SessionView, 'status' | 'endsAt'>): boolean =>
  session.status === 'scheduled' && Date.parse(session.endsAt) < Date.now();

/** Planned, live, over, or not held. */
export function SessionStatus({ session }: { session: Pick<SessionView, 'status' | 'endsAt'> }) {
  const { status } = session;
  if (wasMissed(session)) return <Badge tone="warning">Not held</Badge>;
  if (status === 'live') {
    return (
      <Badge tone="live" dot>
        Live now
      </Badge>
    );
  }
  return status === 'scheduled' ? <Badge tone="primary">Planned</Badge> : <Badge>Over</Badge>;
}

/** When it takes place: for the reader, and in the host's zone where that is another. */
export function SessionTime({ session }: { session: Pick<SessionView, 'startsAt' | 'timeZone'> }) {
  const elsewhere = session.timeZone !== ownTimeZone();
  return (
    <time dateTime={session.startsAt}>
      {formatDay(session.startsAt)}, {formatTime(session.startsAt)}
      {elsewhere ? ` your time; ${formatElsewhere(session.startsAt, session.timeZone)}` : ''}
    </time>
  );
}
