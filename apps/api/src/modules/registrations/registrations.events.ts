import { PersonRegistered, PersonVerified, type LeadId, type TenantId } from '@stageline/contracts';
import { subscriber } from '@stageline/platform/outbox';
import type { LeadsService, Mailer, SiteFactsReader } from '../leads/index.ts';
import type { JoinLinks } from '../sessions/index.ts';
import type { PersonRepository } from './person.repository.ts';
import type { AskingSite } from './registrations.service.ts';
import { confirmationMail, type PublicSessionFacts } from './registrations.mail.ts';

export interface RegistrationSubscriberDeps {
  readonly people: Pick<PersonRepository, 'localeOf'>;
  readonly leads: Pick<LeadsService, 'findRegistered'>;
  readonly nextSession: () => Promise<PublicSessionFacts | null>;
  readonly sites: SiteFactsReader;
  readonly joinLinks: JoinLinks;
  readonly mailer: Mailer;
  /** What the form of the current tenant asks, from memory. */
  readonly site: () => Promise<AskingSite>;
}

/** Sends the personal links to the mailbox, and nowhere else. */
export function registrationSubscribers(deps: RegistrationSubscriberDeps) {
  const { people, leads, nextSession, sites, joinLinks, mailer } = deps;

  async function sendLinks(leadId: LeadId, tenantId: TenantId, isConfirmedFirst: boolean): Promise<void> {
    const lead = await leads.findRegistered(leadId);
    if (lead === null) return;
    const locale = await people.localeOf(lead.personId);
    const site = await sites.siteFacts();
    const token = joinLinks.tokenFor(tenantId, leadId, lead.person.email);
    const links = {
      join: `${site.url}/join/${token}`,
      place: `${site.url}/place/${token}`,
      confirmed: lead.linePosition !== null,
      isConfirmedFirst,
    };
    const mail = confirmationMail(site, lead.person, await nextSession(), links, locale);
    await mailer.send({ ...mail, personId: lead.personId });
  }

  return [
    subscriber({
      id: 'registrations.confirm',
      event: PersonRegistered,
      async handle({ leadId }, { tenantId }) {
        const { registration } = await deps.site();
        await sendLinks(leadId, tenantId, registration.doubleOptIn);
      },
    }),
    // Where nothing but the request to confirm was mailed before, the link into the room follows the proof (B-10).
    subscriber({
      id: 'registrations.welcome',
      event: PersonVerified,
      async handle({ leadId }, { tenantId }) {
        const { registration } = await deps.site();
        if (registration.doubleOptIn) await sendLinks(leadId, tenantId, true);
      },
    }),
  ];
}
