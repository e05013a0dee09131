import type { Locale, site as siteContract } from '@stageline/contracts';
import { mailHtml, mailText } from '@stageline/domain';
import type { LeadPerson, OutgoingMail, SiteFacts } from '../leads/index.ts';
import { de } from './registrations.mail.de.ts';
import { en } from './registrations.mail.en.ts';

/** What a mail says of the masterclass. */
export type PublicSessionFacts = Pick<siteContract.PublicSession, 'title' | 'startsAt' | 'timeZone'>;

/** Words, and the tags by which days and zones are written. */
const languages: Readonly<Record<Locale, { texts: typeof en; dayTag: string; zoneTag: string }>> = {
  en: { texts: en, dayTag: 'en-GB', zoneTag: 'en-US' },
  de: { texts: de, dayTag: 'de', zoneTag: 'de' },
};

/** In the host's zone, by name, because a mail has no reader's zone. */
function whenText({ startsAt, timeZone }: PublicSessionFacts, locale: Locale): string {
  const { texts, dayTag, zoneTag } = languages[locale];
  const instant = new Date(startsAt);
  const format = new Intl.DateTimeFormat(dayTag, { dateStyle: 'full', timeStyle: 'short', timeZone });
  const zone = new Intl.DateTimeFormat(zoneTag, { timeZone, timeZoneName: 'longGeneric' }).formatToParts(instant);
  return texts.when(format.format(instant), zone.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone);
}

/**
 * Confirms a registration; the only place where the personal link is told.
 * @param locale the language in which the reader registered
 */
export function confirmationMail(
  site: SiteFacts,
  person: LeadPerson,
  session: PublicSessionFacts | null,
  joinUrl: string,
  locale: Locale,
): OutgoingMail {
  const { texts } = languages[locale];
  const content = {
    locale,
    heading: texts.heading(person.firstName),
    paragraphs: [
      session === null ? texts.noDateYet : `${session.title}\n${whenText(session, locale)}`,
      texts.linkIsYours,
    ],
    action: { label: texts.join, url: joinUrl },
    footer: texts.why(site.promoterName),
  };
  const subject = session === null ? texts.subjectWithoutDate(site.siteName) : texts.subject(session.title);
  return { to: person.email, subject, text: mailText(site, content), html: mailHtml(site, content) };
}
