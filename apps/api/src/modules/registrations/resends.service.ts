import { PersonRegistered, ProblemError, type LeadId, type PersonId } from '@stageline/contracts';
import type { Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { MemberActor } from '../../http/route.ts';
import type { AuditLog } from '../audit/index.ts';
import type { LeadsService, RegisteredLead } from '../leads/index.ts';
import type { PersonRepository } from './person.repository.ts';
import type { RegistrationRepository } from './registration.repository.ts';

export interface ResendsDeps {
  readonly people: Pick<PersonRepository, 'findByEmail'>;
  readonly leads: Pick<LeadsService, 'findByPerson' | 'findRegistered'>;
  readonly sent: Pick<RegistrationRepository, 'firstOf'>;
  /** @throws ProblemError `not-found` for a lead that the actor may not see */
  readonly assertVisible: (actor: MemberActor, leadId: LeadId) => Promise<unknown>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly unitOfWork: UnitOfWork;
  readonly logger: Logger;
  /** Counts one more mail to somebody. @throws ProblemError `too-many-requests` */
  readonly countResend: (personId: PersonId) => Promise<void>;
}

/** Sends what was mailed at registration once more (B-05): the confirmation, or the links of whoever has confirmed. */
export function createResends(deps: ResendsDeps) {
  const { people, leads, sent, assertVisible, audit, unitOfWork, logger, countResend } = deps;

  /** The mail follows by its event: in their language, of what they are registered for now, with whatever stops a mail. */
  const sendAgain = (
    { _id: leadId, personId }: Pick<RegisteredLead, '_id' | 'personId'>,
    noted: () => Promise<void>,
  ): Promise<void> =>
    unitOfWork.run(async (tx) => {
      await noted();
      tx.record(PersonRegistered, { personId, leadId, sessionId: null, renewed: true });
    });

  /** To an address, for whoever says that it is theirs: nothing where nobody registered with it, or it was asked for too often. */
  async function toAddress(email: string): Promise<void> {
    const person = await people.findByEmail(email);
    if (person === null || (await sent.firstOf(person._id)) === null) return;
    const lead = await leads.findByPerson(person._id);
    if (lead === null) return;
    try {
      await countResend(person._id);
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'too-many-requests') return;
      throw error;
    }
    await sendAgain(lead, async () => undefined);
  }

  return {
    /**
     * To a lead, for the team.
     * @throws ProblemError `not-found`, also for whoever never registered; `too-many-requests`
     */
    async toLead(actor: MemberActor, leadId: LeadId): Promise<void> {
      await assertVisible(actor, leadId);
      const lead = await leads.findRegistered(leadId);
      if (lead === null || (await sent.firstOf(lead.personId)) === null) throw new ProblemError('not-found');
      await countResend(lead.personId);
      const { firstName, lastName } = lead.person;
      const target = { type: 'lead', id: leadId, name: `${firstName} ${lastName}` };
      await sendAgain(lead, () => audit.record({ action: 'registration.resent', target }));
    },

    toAddress,

    /** The same after the answer, whose time would otherwise tell who is registered. What fails is asked for again. */
    toAddressLater(email: string): void {
      toAddress(email).catch((err: unknown) => logger.warn({ err }, 'a mail was not sent again'));
    },
  };
}
export type Resends = ReturnType<typeof createResends>;
