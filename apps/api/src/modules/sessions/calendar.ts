import type { SessionId, site, TenantId } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import { calendarFile, type CalendarEntry } from '@stageline/domain';
import type { JoinLinks } from './join-link.ts';

type Session = Pick<
  site.PublicSession,
  'id' | 'title' | 'description' | 'startsAt' | 'endsAt' | 'revision' | 'cancelReason'
>;

/** A masterclass as somebody's calendar has it. @param url their way into the room, or the site for whoever has none yet */
export const calendarEntry = (session: Session, siteName: string, url: string): CalendarEntry => ({
  uid: session.id,
  sequence: session.revision,
  startsAt: session.startsAt,
  endsAt: session.endsAt,
  title: `${session.title} (${siteName})`,
  description: [session.description, url].filter((text) => text !== '').join('\n\n'),
  url,
  isCancelled: session.cancelReason !== null,
});

/** The same as the file that goes along with a mail. */
export function calendarAttachment(entry: CalendarEntry, now: Date) {
  const method = entry.isCancelled ? 'CANCEL' : 'PUBLISH';
  return {
    filename: 'masterclass.ics',
    contentType: `text/calendar; charset=utf-8; method=${method}`,
    content: calendarFile(entry, now.toISOString()),
  };
}

export interface CalendarsDeps {
  readonly sessions: { publicSessions(sessionIds: readonly SessionId[]): Promise<site.PublicSession[]> };
  readonly sites: { siteFacts(): Promise<{ readonly siteName: string; readonly url: string }> };
  readonly joinLinks: Pick<JoinLinks, 'leadOf'>;
  readonly clock: Clock;
}

/** Masterclasses of the current tenant as files for calendars (B-05). */
export const createCalendars = ({ sessions, sites, joinLinks, clock }: CalendarsDeps) => ({
  /**
   * @param token of a personal link, which then is the way in; without one it is the site
   * @returns null for no masterclass that was announced here, and for a link that is not ours
   */
  async file(tenantId: TenantId, sessionId: SessionId, token: string | null) {
    const [session] = await sessions.publicSessions([sessionId]);
    if (session === undefined || (token !== null && joinLinks.leadOf(tenantId, token) === null)) return null;
    const { siteName, url } = await sites.siteFacts();
    const entry = calendarEntry(session, siteName, token === null ? url : `${url}/join/${token}`);
    return calendarAttachment(entry, clock.now());
  },
});
