import type { PublicSession } from '@stageline/contracts';
import {
  formatCalendarMonth,
  formatCalendarDay,
  formatDay,
  formatTime,
  formatZone,
} from '../../../shared/lib/format.ts';

/** The server does not know the reader's language; the page's own is used until the client fills in their zone. */
const PAGE_LOCALE = 'en';

interface SessionWhenProps {
  readonly session: PublicSession;
  /** Room for the same time in the reader's zone, filled in by the client. */
  readonly children?: React.ReactNode;
}
/** When the masterclass is, in the host's zone, with the zone's name beside the time. */
export function SessionWhen({ session, children }: SessionWhenProps) {
  const at = { timeZone: session.timeZone, locale: PAGE_LOCALE };
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
            'On air now'
          ) : (
            <time dateTime={session.startsAt}>{formatDay(session.startsAt, at)}</time>
          )}
        </p>
        <p className="numeric text-base text-text-muted">
          {session.status === 'live'
            ? `Until ${formatTime(session.endsAt, at)}`
            : `${formatTime(session.startsAt, at)} to ${formatTime(session.endsAt, at)}`}
          , {formatZone(session.timeZone, session.startsAt, PAGE_LOCALE)}
        </p>
        {children}
      </div>
    </div>
  );
}
