import { PersonRegistered } from '@stageline/contracts';
import { subscriber } from '@stageline/platform/outbox';
import type { LeadsService, Mailer, SiteFactsReader } from '../leads/index.ts';
import type { JoinLinks } from '../sessions/index.ts';
import type { PersonRepository } from './person.repository.ts';
import { confirmationMail, type PublicSessionFacts } from './registrations.mail.ts';

export interface RegistrationSubscriberDeps {
  readonly people: Pick<PersonRepository, 'localeOf'>;
  readonly leads: Pick<LeadsService, 'findRegistered'>;
  readonly nextSession: () => Promise<PublicSessionFacts | null>;
  readonly sites: SiteFactsReader;
  readonly joinLinks: JoinLinks;
  readonly mailer: Mailer;
}

/** Sends the personal links to the mailbox, and nowhere else. */
export const registrationSubscribers = ({
  people,
  leads,
  nextSession,
  sites,
  joinLinks,
  mailer,
}: RegistrationSubscriberDeps) => [
  subscriber({
    id: 'registrations.confirm',
    event: PersonRegistered,
    async handle({ leadId }, { tenantId }) {
      const lead = await leads.findRegistered(leadId);
      if (lead === null) return;
      const locale = await people.localeOf(lead.personId);
      const site = await sites.siteFacts();
      const token = joinLinks.tokenFor(tenantId, leadId, lead.person.email);
      const links = {
        join: `${site.url}/join/${token}`,
        place: `${site.url}/place/${token}`,
        confirmed: lead.linePosition !== null,
      };
      const mail = confirmationMail(site, lead.person, await nextSession(), links, locale);
      await mailer.send({ ...mail, personId: lead.personId });
    },
  }),
];
