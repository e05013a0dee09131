import type { PublicSession } from '@stageline/contracts';
import {
  formatCalendarMonth,
  formatCalendarDay,
  formatDay,
  formatTime,
  formatZone,
} from '../../../shared/lib/format.ts';
import { siteTexts } from '../texts.ts';

interface SessionWhenProps {
  readonly session: PublicSession;
  /** Room for the same time in the reader's zone, filled in by the client. */
  readonly children?: React.ReactNode;
}
/** When the masterclass is, in the host's zone, with the zone's name beside the time. */
export function SessionWhen({ session, children }: SessionWhenProps) {
  const at = { timeZone: session.timeZone };
  const zone = formatZone(session.timeZone, session.startsAt);
  return (
    <div className="flex items-start gap-4">
      <div
        aria-hidden="true"
        className="w-14 shrink-0 overflow-hidden rounded-md border border-border bg-raised text-center shadow-raised"
      >
        <div className="bg-primary-tint py-0.5 text-xs font-semibold text-primary-text uppercase">
          {formatCalendarMonth(session.startsAt, at)}
        </div>
        <div className="py-1.5 text-xl font-semibold text-text">{formatCalendarDay(session.startsAt, at)}</div>
      </div>
      <div className="min-w-0">
        <p className="text-lg font-semibold text-text">
          {session.status === 'live' ? (
            siteTexts().onAirNow
          ) : (
            <time dateTime={session.startsAt}>{formatDay(session.startsAt, at)}</time>
          )}
        </p>
        <p className="numeric text-base text-text-muted">
          {session.status === 'live'
            ? siteTexts().until(formatTime(session.endsAt, at), zone)
            : siteTexts().fromTo(formatTime(session.startsAt, at), formatTime(session.endsAt, at), zone)}
        </p>
        {children}
      </div>
    </div>
  );
}
