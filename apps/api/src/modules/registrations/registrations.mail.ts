import type { Locale, site as siteContract } from '@stageline/contracts';
import type { LeadPerson, OutgoingMail, SiteFacts } from '../leads/index.ts';
import { dayAndZone, mailBody } from '../mail/index.ts';
import { de } from './registrations.mail.de.ts';
import { en } from './registrations.mail.en.ts';

/** What a mail says of the masterclass. */
export type PublicSessionFacts = Pick<siteContract.PublicSession, 'title' | 'startsAt' | 'timeZone'>;

const languages: Readonly<Record<Locale, typeof en>> = { en, de };

/** In the host's zone, by name, because a mail has no reader's zone. */
function whenText({ startsAt, timeZone }: PublicSessionFacts, locale: Locale): string {
  const { day, zone } = dayAndZone(new Date(startsAt), timeZone, locale);
  return languages[locale].when(day, zone);
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
  const texts = languages[locale];
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
  return { to: person.email, subject, ...mailBody(site, content) };
}
