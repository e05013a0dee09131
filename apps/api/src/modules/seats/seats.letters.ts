import type { LeadId, Locale, PersonId, SessionId, site, TenantId } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { LeadsService, Mailer, SiteFacts, SiteFactsReader } from '../leads/index.ts';
import { dayAndZone, mailBody } from '../mail/index.ts';
import { calendarAttachment, calendarEntry, type JoinLinks } from '../sessions/index.ts';
import { de } from './seats.mail.de.ts';
import { en } from './seats.mail.en.ts';
import { seatHolders, seatsAmong } from './seats.repository.ts';

export interface SeatLettersDeps {
  readonly sessions: { publicSessions(sessionIds: readonly SessionId[]): Promise<site.PublicSession[]> };
  readonly leads: Pick<LeadsService, 'findByPersons'>;
  readonly people: {
    localeOf(personId: PersonId): Promise<Locale>;
    /** The zone to tell somebody times in; null where nobody knows it. */
    zoneOf(personId: PersonId): Promise<string | null>;
  };
  readonly sites: SiteFactsReader;
  readonly joinLinks: Pick<JoinLinks, 'tokenFor'>;
  readonly mailer: Mailer;
  /** Whether the site mails nothing but the request to confirm before an address is proved (B-10). */
  readonly asksProofFirst: () => Promise<boolean>;
  readonly clock: Clock;
}

interface Reader {
  readonly personId: PersonId;
  readonly leadId: LeadId;
  readonly firstName: string;
  readonly email: string;
}
interface Links {
  readonly join: string;
  readonly place: string;
}
interface Letter {
  readonly subject: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly action: { readonly label: string; readonly url: string };
}
type Texts = typeof en;
const languages: Readonly<Record<Locale, Texts>> = { en, de };
/** Phases in which a seat is still of use. */
const TO_COME: ReadonlySet<site.PublicSession['phase']> = new Set(['countdown', 'lobby', 'live']);

/** Named with its zone: the reader's, where it is known, or else the host's. */
function whenOf(
  { startsAt, timeZone }: Pick<site.PublicSession, 'startsAt' | 'timeZone'>,
  { locale, zone: own }: Reading,
): string {
  const { day, zone } = dayAndZone(new Date(startsAt), own ?? timeZone, locale);
  return languages[locale].when(day, zone);
}

/** How somebody reads what we write. */
interface Reading {
  readonly locale: Locale;
  /** Of their browser; null where nobody knows it. */
  readonly zone: string | null;
}

interface Sent {
  /** By which the same mail is sent once; null where its event does that. */
  readonly key: string | null;
  /** What goes into the reader's calendar; null for whoever only waits for a seat. */
  readonly session: site.PublicSession | null;
}

/** What whoever has a seat, or waits for one, is written. */
export function createSeatLetters(deps: SeatLettersDeps) {
  const { sessions, leads, people, sites, joinLinks, mailer, clock } = deps;

  async function send(
    tenantId: TenantId,
    facts: SiteFacts,
    { personId, leadId, firstName, email }: Reader,
    { key, session }: Sent,
    write: (texts: Texts, firstName: string, links: Links, reading: Reading) => Letter,
  ): Promise<void> {
    const locale = await people.localeOf(personId);
    const token = joinLinks.tokenFor(tenantId, leadId, email);
    const links = { join: `${facts.url}/join/${token}`, place: `${facts.url}/place/${token}` };
    const reading = { locale, zone: await people.zoneOf(personId) };
    const { subject, ...content } = write(languages[locale], firstName, links, reading);
    const whole = { locale, ...content, footer: languages[locale].why(facts.promoterName) };
    await mailer.send({
      to: email,
      subject,
      ...mailBody(facts, whole),
      personId,
      ...(key !== null && { idempotencyKey: key }),
      ...(session !== null && {
        attachments: [calendarAttachment(calendarEntry(session, facts.siteName, links.join), clock.now())],
      }),
    });
  }

  /** Whoever may be written to: the mail that follows a late proof says how things stand then. */
  async function readers(personIds: readonly PersonId[]): Promise<Reader[]> {
    const found = await leads.findByPersons(personIds);
    const known = (await deps.asksProofFirst()) ? found.filter(({ linePosition }) => linePosition !== null) : found;
    return known.map(({ _id: leadId, personId, person: { firstName, email } }) => ({
      leadId,
      personId,
      firstName,
      email,
    }));
  }

  /** To everybody with a seat or on the waitlist. */
  async function toAll(
    tenantId: TenantId,
    session: site.PublicSession,
    key: string,
    write: (texts: Texts, firstName: string, links: Links, reading: Reading) => Letter,
  ): Promise<void> {
    const facts = await sites.siteFacts();
    for await (const seats of seatHolders(session.id, ['held', 'waiting'])) {
      const held = new Set(seats.flatMap(({ state, personId }) => (state === 'held' ? [personId] : [])));
      for (const reader of await readers(seats.map(({ personId }) => personId))) {
        const { personId } = reader;
        const sent = { key: `${key}:${personId}`, session: held.has(personId) ? session : null };
        await send(tenantId, facts, reader, sent, write);
      }
    }
  }

  return {
    /** A seat became free, and it is theirs; nothing where they have given it up since, or it is of no use any more. */
    async promoted(
      tenantId: TenantId,
      { sessionId, personId }: { readonly sessionId: SessionId; readonly personId: PersonId },
    ): Promise<void> {
      const [session] = await sessions.publicSessions([sessionId]);
      const [reader] = await readers([personId]);
      if (session === undefined || reader === undefined || !TO_COME.has(session.phase)) return;
      if (!(await seatsAmong(sessionId, [personId])).has(personId)) return;
      // Without a key: the same seat may be given up and given again, and each time is told once, by its event.
      await send(tenantId, await sites.siteFacts(), reader, { key: null, session }, (texts, name, links, reading) => ({
        subject: texts.promoted.subject(session.title),
        heading: texts.promoted.heading(name),
        paragraphs: [`${session.title}\n${whenOf(session, reading)}`, texts.promoted.giveUp(links.place)],
        action: { label: texts.join, url: links.join },
      }));
    },

    /** It has other times; told of the latest ones only. @param key of this move: the same mail is sent once */
    async rescheduled(tenantId: TenantId, sessionId: SessionId, startsAt: string, key: string): Promise<void> {
      const [session] = await sessions.publicSessions([sessionId]);
      if (session?.startsAt !== startsAt || session.phase === 'cancelled') return;
      const { title, timeZone, rescheduledFrom } = session;
      await toAll(tenantId, session, `session-rescheduled:${key}`, (texts, name, links, reading) => ({
        subject: texts.rescheduled.subject(title),
        heading: texts.rescheduled.heading(name),
        paragraphs: [
          `${title}\n${texts.rescheduled.now(whenOf(session, reading))}`,
          ...(rescheduledFrom === null
            ? []
            : [texts.rescheduled.before(whenOf({ startsAt: rescheduledFrom, timeZone }, reading))]),
          texts.rescheduled.linkStays,
        ],
        action: { label: texts.join, url: links.join },
      }));
    },

    /** It will not be held. */
    async cancelled(tenantId: TenantId, sessionId: SessionId): Promise<void> {
      const [session] = await sessions.publicSessions([sessionId]);
      if (session?.phase !== 'cancelled' && session?.phase !== 'closed') return;
      const { title, cancelReason } = session;
      await toAll(tenantId, session, `session-cancelled:${sessionId}`, (texts, name, links, reading) => ({
        subject: texts.cancelled.subject(title),
        heading: texts.cancelled.heading(name),
        paragraphs: [
          `${title}\n${texts.cancelled.was(whenOf(session, reading))}`,
          ...(cancelReason === null ? [] : [texts.cancelled.reason(cancelReason)]),
          texts.cancelled.linkStays,
        ],
        action: { label: texts.cancelled.place, url: links.place },
      }));
    },
  };
}
export type SeatLetters = ReturnType<typeof createSeatLetters>;
