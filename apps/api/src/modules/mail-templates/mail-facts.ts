import type { LeadId, Locale, MailFact, SessionId } from '@stageline/contracts';
import type { MailFactValues } from '@stageline/domain';
import { dayAndZone } from '../mail/index.ts';
import { de } from './mail-facts.de.ts';
import { en } from './mail-facts.en.ts';

const languages: Readonly<Record<Locale, typeof en>> = { en, de };

/** What a mail may say of a masterclass, read when it is sent; null where there is no such fact. */
export interface SessionFacts {
  readonly id: SessionId;
  readonly title: string;
  readonly startsAt: Date;
  /** The host's IANA zone. */
  readonly timeZone: string;
  readonly hostName: string | null;
  readonly seatsLeft: number | null;
  readonly hasReplay: boolean;
}
/** What a mail may say of its reader. */
export interface ReaderFacts {
  readonly leadId: LeadId | null;
  readonly firstName: string;
  readonly linePosition: number | null;
  readonly joinUrl: string;
  /** Where in the replay a question of theirs was answered, for whoever finds it behind their link. */
  readonly answerUrl?: string;
}
export interface SiteNames {
  readonly siteName: string;
  readonly promoterName: string;
  readonly url: string;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How long it is until then, `in 58 minutes`, by the unit that a person would take; null once it has come. */
export function timeUntil(then: Date, now: Date, locale: Locale): string | null {
  const ms = then.getTime() - now.getTime();
  if (ms <= 0) return null;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  const minutes = Math.max(1, Math.round(ms / MINUTE_MS));
  if (minutes === 60) return format.format(1, 'hour');
  if (minutes < 90) return format.format(minutes, 'minute');
  const hours = Math.round(ms / HOUR_MS);
  return hours < 48 ? format.format(hours, 'hour') : format.format(Math.round(hours / 24), 'day');
}

/** Everything that is known, in the reader's language; what is not known is missing. */
export function factsOf(
  site: SiteNames,
  session: SessionFacts,
  reader: ReaderFacts,
  locale: Locale,
  now: Date,
): MailFactValues {
  const number = new Intl.NumberFormat(locale);
  const { day, zone } = dayAndZone(session.startsAt, session.timeZone, locale);
  const startsIn = timeUntil(session.startsAt, now, locale);
  const firstName = reader.firstName.trim();
  return {
    ...(firstName !== '' && { firstName }),
    siteName: site.siteName,
    promoterName: site.promoterName,
    sessionTitle: session.title,
    startsAt: languages[locale].when(day, zone),
    ...(startsIn !== null && { startsIn }),
    ...(session.hostName !== null && { hostName: session.hostName }),
    ...(session.seatsLeft !== null && { seatsLeft: number.format(session.seatsLeft) }),
    ...(reader.linePosition !== null && { linePosition: number.format(reader.linePosition) }),
    joinUrl: reader.joinUrl,
    ...(session.hasReplay && { replayUrl: reader.joinUrl }),
    ...(reader.answerUrl !== undefined && { answerUrl: reader.answerUrl }),
    siteUrl: site.url,
  };
}

/** Which record of the same site each fact was read from. */
export function sourceOf(name: MailFact, session: SessionFacts, reader: ReaderFacts): string {
  switch (name) {
    case 'firstName':
    case 'linePosition':
    case 'joinUrl':
      return reader.leadId ?? 'example';
    case 'siteName':
    case 'promoterName':
    case 'siteUrl':
    case 'unsubscribeUrl':
      return 'site';
    default:
      return session.id;
  }
}
