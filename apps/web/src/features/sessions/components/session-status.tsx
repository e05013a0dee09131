import type { SessionView } from '@stageline/contracts';
import { formatDay, formatTime, formatZone, ownTimeZone } from '../../../shared/lib/format.ts';
import { Badge } from '../../../shared/ui/index.ts';

/** Planned, live or over. */
export function SessionStatus({ status }: { status: SessionView['status'] }) {
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
      {elsewhere
        ? ` your time, ${formatTime(session.startsAt, { timeZone: session.timeZone })} ${formatZone(session.timeZone, session.startsAt)}`
        : ''}
    </time>
  );
}
