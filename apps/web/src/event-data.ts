import type { PageInput } from '@stageline/contracts';
import { offsetInstantOf } from '@stageline/domain';

const SCHEMA = 'https://schema.org';

/**
 * The next masterclass for search engines: schema.org's `Event` as Google's Event documentation asks for it, and nothing that the
 * page does not say itself. One that is over is announced no more.
 * @param origin of the page
 * @see https://developers.google.com/search/docs/appearance/structured-data/event
 */
export function eventOf({ site, shareUrl }: Extract<PageInput, { kind: 'landing' }>, origin: string): unknown {
  const session = site.nextSession;
  if (session === null || session.status === 'ended') return null;
  const url = `${origin}/`;
  return {
    '@context': SCHEMA,
    '@type': 'Event',
    name: session.title,
    ...(session.description !== '' && { description: session.description }),
    startDate: offsetInstantOf(new Date(session.startsAt), session.timeZone),
    endDate: offsetInstantOf(new Date(session.endsAt), session.timeZone),
    eventStatus: `${SCHEMA}/EventScheduled`,
    eventAttendanceMode: `${SCHEMA}/OnlineEventAttendanceMode`,
    location: { '@type': 'VirtualLocation', url },
    ...(shareUrl !== undefined && { image: [new URL(shareUrl, origin).href] }),
    organizer: { '@type': 'Organization', name: site.profile.siteName, url },
    performer: { '@type': 'Person', name: site.profile.promoterName },
  };
}
