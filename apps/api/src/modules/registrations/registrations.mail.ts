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

/** Where the two links of somebody lead, and whether they have proved their address by one of them. */
export interface PersonalLinks {
  readonly join: string;
  readonly place: string;
  readonly confirmed: boolean;
  /** Whether the site tells nothing but how to confirm before that. */
  readonly isConfirmedFirst: boolean;
  /** Whether their seat goes to somebody else unless they confirm. */
  readonly isKeptForADay: boolean;
  /** Where they stand on the waitlist; null where they do not. */
  readonly waiting: number | null;
}

/**
 * Asks for the proof of the address, or says again what was asked for; the only place where the personal links are told.
 * @param locale the language in which the reader registered
 */
export function confirmationMail(
  site: SiteFacts,
  person: LeadPerson,
  session: PublicSessionFacts | null,
  links: PersonalLinks,
  locale: Locale,
): OutgoingMail {
  const texts = languages[locale];
  const date = session === null ? texts.noDateYet : `${session.title}\n${whenText(session, locale)}`;
  const when = links.waiting === null ? date : `${date}\n${texts.waiting(String(links.waiting))}`;
  const content = links.confirmed
    ? {
        heading: texts.heading(person.firstName),
        paragraphs: [when, texts.placeIsHere(links.place), texts.linkIsYours],
        action: { label: texts.join, url: links.join },
      }
    : {
        heading: texts.oneStep(person.firstName),
        paragraphs: links.isConfirmedFirst
          ? [texts.confirmFirst, when, ...(links.isKeptForADay ? [texts.seatIsKept] : [])]
          : [texts.confirmToStand, when, texts.linkForLater(links.join)],
        action: { label: texts.confirm, url: links.place },
      };
  const subjects = links.confirmed ? texts.confirmed : texts.unconfirmed;
  const subject = session === null ? subjects.withoutDate(site.siteName) : subjects.session(session.title);
  const whole = { locale, ...content, footer: texts.why(site.promoterName) };
  return { to: person.email, subject, ...mailBody(site, whole) };
}
