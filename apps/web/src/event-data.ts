import type { PageInput, PublicSession } from '@stageline/contracts';
import { offsetInstantOf } from '@stageline/domain';

const SCHEMA = 'https://schema.org';

/**
 * The next masterclass for search engines: schema.org's `Event` as Google's Event documentation asks for it, and nothing that the
 * page does not say itself. One that is over is announced no more; one that was called off is, for as long as the page says so.
 * @param origin of the page
 * @see https://developers.google.com/search/docs/appearance/structured-data/event
 */
export function eventOf({ site, shareUrl }: Extract<PageInput, { kind: 'landing' }>, origin: string): unknown {
  const session = site.nextSession ?? (site.pastSession?.phase === 'cancelled' ? site.pastSession : null);
  if (session === null || (session.status === 'ended' && session.phase !== 'cancelled')) return null;
  const url = `${origin}/`;
  const at = (instant: string) => offsetInstantOf(new Date(instant), session.timeZone);
  return {
    '@context': SCHEMA,
    '@type': 'Event',
    name: session.title,
    ...(session.description !== '' && { description: session.description }),
    startDate: at(session.startsAt),
    endDate: at(session.endsAt),
    eventStatus: `${SCHEMA}/${statusOf(session)}`,
    ...(session.rescheduledFrom !== null && { previousStartDate: at(session.rescheduledFrom) }),
    eventAttendanceMode: `${SCHEMA}/OnlineEventAttendanceMode`,
    location: { '@type': 'VirtualLocation', url },
    ...(shareUrl !== undefined && { image: [new URL(shareUrl, origin).href] }),
    organizer: { '@type': 'Organization', name: site.profile.siteName, url },
    performer: { '@type': 'Person', name: session.hostName === '' ? site.profile.promoterName : session.hostName },
    ...termsOf(session, url),
  };
}

function statusOf({ phase, rescheduledFrom }: PublicSession): string {
  if (phase === 'cancelled') return 'EventCancelled';
  return rescheduledFrom === null ? 'EventScheduled' : 'EventRescheduled';
}

/** What it costs to attend: what is offered in the room is no condition of coming. */
function termsOf({ mode, price, registration, phase }: PublicSession, url: string) {
  if (mode === 'free' || mode === 'offer_in_room') return { isAccessibleForFree: true };
  if (price === null || phase === 'cancelled') return {};
  return {
    isAccessibleForFree: false,
    offers: {
      '@type': 'Offer',
      price: amountOf(price),
      priceCurrency: price.currency,
      availability: `${SCHEMA}/${registration === 'waitlist' ? 'SoldOut' : 'InStock'}`,
      url,
    },
  };
}

/** In the currency's own unit, with as many digits behind the point as it has (ISO 4217). */
function amountOf({ amount, currency }: { readonly amount: number; readonly currency: string }): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return (amount / 10 ** digits).toFixed(digits);
}
