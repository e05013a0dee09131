import type { site as siteContract } from '@stageline/contracts';
import { mailHtml, mailText } from '@stageline/domain';
import type { LeadPerson, OutgoingMail, SiteFacts } from '../leads/index.ts';

/** What a mail says of the masterclass. */
export type PublicSessionFacts = Pick<siteContract.PublicSession, 'title' | 'startsAt' | 'timeZone'>;

/** `Thursday, 5 March 2026 at 19:00, Eastern Time`: in the host's zone, by name, because a mail has no reader's zone. */
function whenText({ startsAt, timeZone }: PublicSessionFacts): string {
  const instant = new Date(startsAt);
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone });
  const zone = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longGeneric' }).formatToParts(instant);
  return `${format.format(instant)}, ${zone.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone}`;
}

/** Confirms a registration; the only place where the personal link is told. */
export function confirmationMail(
  site: SiteFacts,
  person: LeadPerson,
  session: PublicSessionFacts | null,
  joinUrl: string,
): OutgoingMail {
  const about =
    session === null
      ? 'The next date is not fixed yet. Keep this mail: your link stays the same.'
      : `${session.title}\n${whenText(session)}`;
  const content = {
    heading: `You are in, ${person.firstName}`,
    paragraphs: [about, 'This link is yours alone and takes you straight into the room:'],
    action: { label: 'Join the masterclass', url: joinUrl },
    footer: `You get this because this address was registered with ${site.promoterName}. If that was not you, ignore it.`,
  };
  const subject = session === null ? `You are registered with ${site.siteName}` : `Your place: ${session.title}`;
  return { to: person.email, subject, text: mailText(site, content), html: mailHtml(site, content) };
}
