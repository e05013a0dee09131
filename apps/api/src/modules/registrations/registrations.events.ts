import {
  PersonRegistered,
  PersonVerified,
  type LeadId,
  type PersonId,
  type PlaceSeat,
  type SessionId,
  type TenantId,
} from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import { subscriber } from '@stageline/platform/outbox';
import type { LeadsService, Mailer, SiteFactsReader } from '../leads/index.ts';
import { calendarAttachment, calendarEntry, type JoinLinks } from '../sessions/index.ts';
import type { PersonRepository } from './person.repository.ts';
import type { AskingSite } from './registrations.service.ts';
import { confirmationMail, type PublicSessionFacts } from './registrations.mail.ts';

export interface RegistrationSubscriberDeps {
  readonly people: Pick<PersonRepository, 'localeOf' | 'zoneOf'>;
  readonly leads: Pick<LeadsService, 'findRegistered'>;
  readonly nextSession: () => Promise<PublicSessionFacts | null>;
  /** What somebody is registered for and is not over, the next first. */
  readonly registrations: { toCome(personId: PersonId): Promise<PlaceSeat[]> };
  readonly clock: Clock;
  readonly sites: SiteFactsReader;
  readonly joinLinks: JoinLinks;
  readonly mailer: Mailer;
  /** What the form of the current tenant asks, from memory. */
  readonly site: () => Promise<AskingSite>;
}

/** Sends the personal links to the mailbox, and nowhere else. */
export function registrationSubscribers(deps: RegistrationSubscriberDeps) {
  const { people, leads, nextSession, sites, joinLinks, mailer, registrations, clock } = deps;

  /** @param sessionId that it is about; null: the first to come that they are registered for */
  async function sendLinks(
    { leadId, sessionId }: { readonly leadId: LeadId; readonly sessionId: SessionId | null },
    tenantId: TenantId,
    isConfirmedFirst: boolean,
  ): Promise<void> {
    const lead = await leads.findRegistered(leadId);
    if (lead === null) return;
    const locale = await people.localeOf(lead.personId);
    const site = await sites.siteFacts();
    const token = joinLinks.tokenFor(tenantId, leadId, lead.person.email);
    const isAbout = ({ session }: PlaceSeat) =>
      sessionId === null ? session.phase !== 'cancelled' : session.id === sessionId;
    const seat = (await registrations.toCome(lead.personId)).find(isAbout) ?? null;
    const links = {
      join: `${site.url}/join/${token}`,
      place: `${site.url}/place/${token}`,
      confirmed: lead.linePosition !== null,
      isConfirmedFirst,
      isKeptForADay: seat?.state === 'held' && seat.session.capacity !== null && seat.payment === null,
      waiting: seat?.waitingPosition ?? null,
    };
    const session = seat?.session ?? (await nextSession());
    const timeZone = await people.zoneOf(lead.personId);
    const shown = session === null || timeZone === null ? session : { ...session, timeZone };
    const mail = confirmationMail(site, lead.person, shown, links, locale);
    // The entry carries the link into the room, and is about a seat.
    const tellsLink = links.confirmed || !isConfirmedFirst;
    const entry = tellsLink && seat?.state === 'held' ? calendarEntry(seat.session, site.siteName, links.join) : null;
    const files = entry === null ? {} : { attachments: [calendarAttachment(entry, clock.now())] };
    await mailer.send({ ...mail, ...files, personId: lead.personId });
  }

  return [
    subscriber({
      id: 'registrations.confirm',
      event: PersonRegistered,
      async handle({ leadId, sessionId }, { tenantId }) {
        const { registration } = await deps.site();
        await sendLinks({ leadId, sessionId }, tenantId, registration.doubleOptIn);
      },
    }),
    // Where nothing but the request to confirm was mailed before, the link into the room follows the proof (B-10).
    subscriber({
      id: 'registrations.welcome',
      event: PersonVerified,
      async handle({ leadId }, { tenantId }) {
        const { registration } = await deps.site();
        if (registration.doubleOptIn) await sendLinks({ leadId, sessionId: null }, tenantId, true);
      },
    }),
  ];
}
