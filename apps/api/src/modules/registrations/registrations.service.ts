import { LeadCreated, LineJoined, PersonRegistered, type RegistrationForm, type SessionId } from '@stageline/contracts';
import { createKeyedMutex, newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId } from '@stageline/tenancy';
import type { LeadsService } from '../leads/index.ts';
import type { LineFeed, LineService } from '../line/index.ts';
import { EmailRegistered, type PersonRepository, type PersonRow } from './person.repository.ts';
import { parsePhone, type Phone } from './phone.ts';

/** How the form reached us. */
export interface RegistrationOrigin {
  readonly source: 'api' | 'form';
}

export interface Registered {
  readonly firstName: string;
  readonly email: string;
}

export interface RegistrationsServiceDeps {
  readonly people: PersonRepository;
  readonly leads: Pick<LeadsService, 'create' | 'findByPerson' | 'setContact'>;
  readonly line: Pick<LineService, 'takePosition' | 'join'>;
  readonly feed: Pick<LineFeed, 'nudge'>;
  /** The masterclass that a registration is for, from memory. */
  readonly nextSession: () => Promise<{ readonly id: SessionId } | null>;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
}

/** Registrations of one tenant that may wait for their turn; beyond, the site is busy (`unavailable`). */
const MAX_WAITING = 2000;
/** Where a number without `+` is read. */
const DEFAULT_COUNTRY = 'US';

/** Registration for the current tenant's next masterclass. */
export function createRegistrationsService(deps: RegistrationsServiceDeps) {
  const { people, leads, line, feed, uow, clock } = deps;
  const turns = createKeyedMutex({ maxQueued: MAX_WAITING });

  /**
   * Person, lead, position and events, all or nothing. The transactions of a tenant follow one another in this process:
   * they share the line's counter, and side by side MongoDB would abort all but one of them.
   * @throws EmailRegistered
   */
  function registerNew(person: PersonRow, sessionId: SessionId | null): Promise<void> {
    return uow.run(async (tx) => {
      await people.insert(person);
      const leadId = newId('led');
      const position = await line.takePosition();
      const { _id: personId, firstName, lastName, createdAt } = person;
      await line.join({ position, firstName, lastName, joinedAt: createdAt });
      const { email, company } = person;
      const contact = { firstName, lastName, email, company, phone: shown(person.phone) };
      await leads.create({ _id: leadId, personId, sessionId, linePosition: position, person: contact, createdAt });
      tx.record(PersonRegistered, { personId, leadId, sessionId, renewed: false });
      tx.record(LeadCreated, { leadId });
      tx.record(LineJoined, { position });
      tx.afterCommit(() => feed.nudge(position));
    });
  }

  /** A known address: answers that were blank are filled in, nothing is overwritten, and the mail goes out again (B-02). */
  function registerAgain(form: PersonRow): Promise<void> {
    return uow.run(async (tx) => {
      const person = await people.findByEmail(form.email);
      const lead = person === null ? null : await leads.findByPerson(person._id);
      if (person === null || lead === null) throw new Error('An address is registered without a lead');
      const news = {
        ...(person.phone === null && form.phone !== null ? { phone: form.phone } : {}),
        ...(person.company === null && form.company !== null ? { company: form.company } : {}),
      };
      if (Object.keys(news).length > 0) {
        await people.update(person._id, news);
        await leads.setContact(person._id, { ...news, ...(news.phone === undefined ? {} : { phone: shown(news.phone) }) } as never);
      }
      tx.record(PersonRegistered, { personId: person._id, leadId: lead._id, sessionId: lead.sessionId, renewed: true });
    });
  }

  return {
    /**
     * Registers a visitor. The answer is the same for a new address, a known one and a bot (B-02).
     * @throws ProblemError `validation-failed` for a phone number that cannot be one; `unavailable` under a burst
     */
    async register(form: RegistrationForm, origin: RegistrationOrigin): Promise<Registered> {
      const answer = { firstName: form.firstName, email: form.email };
      const person = toPerson(form, origin, clock.now());
      if (isFilled(form.website)) return answer;
      const session = await deps.nextSession();
      try {
        await turns.run(currentTenantId(), () => registerNew(person, session?.id ?? null));
      } catch (error) {
        if (!(error instanceof EmailRegistered)) throw error;
        await registerAgain(person);
      }
      return answer;
    },
  };
}
export type RegistrationsService = ReturnType<typeof createRegistrationsService>;

const isFilled = (text: string | undefined): text is string => text !== undefined && text !== '';
const shown = (phone: Phone | null): string | null => (phone === null ? null : (phone.e164 ?? phone.raw));

function toPerson(form: RegistrationForm, { source }: RegistrationOrigin, createdAt: Date): PersonRow {
  const { firstName, lastName, email, phone, company } = form;
  return {
    _id: newId('per'),
    firstName,
    lastName,
    email,
    phone: isFilled(phone) ? parsePhone(phone, DEFAULT_COUNTRY) : null,
    company: isFilled(company) ? company : null,
    source,
    createdAt,
  };
}
