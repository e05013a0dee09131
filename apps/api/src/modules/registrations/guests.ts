import { LeadCreated, type LeadId, type Locale, type PersonId } from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { Transaction } from '@stageline/platform/outbox';
import type { LeadsService } from '../leads/index.ts';
import { contactOf } from './person.contacts.ts';
import { EmailRegistered, type PersonRepository } from './person.repository.ts';
import { DEFAULT_COUNTRY, parsePhone } from './phone.ts';

/** Who somebody says they are who books a call without being registered. */
export interface GuestForm {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string | null;
  readonly locale: Locale;
}
export interface GuestLead {
  readonly personId: PersonId;
  readonly leadId: LeadId;
}

export interface GuestsDeps {
  readonly people: Pick<PersonRepository, 'findByEmail' | 'insert'>;
  readonly leads: Pick<LeadsService, 'create' | 'findByPerson'>;
  readonly clock: Clock;
}

/** People who come to the current tenant's site by something else than a registration. */
export function createGuests({ people, leads, clock }: GuestsDeps) {
  return {
    /**
     * Whose address it is, or somebody new with a lead of their own, in the caller's transaction. Nothing of somebody who is known
     * is changed: the address is not proved.
     * @throws EmailRegistered where somebody takes the address in the same moment: the transaction may run again
     */
    async ofAddress(tx: Transaction, form: GuestForm): Promise<GuestLead> {
      const known = await people.findByEmail(form.email);
      if (known !== null) {
        const lead = await leads.findByPerson(known._id);
        if (lead === null) throw new Error('An address is registered without a lead');
        return { personId: known._id, leadId: lead._id };
      }
      const createdAt = clock.now();
      const { firstName, lastName, email, phone, locale } = form;
      const person = {
        _id: newId('per'),
        firstName,
        lastName,
        emails: [{ address: email, verifiedAt: null, addedAt: createdAt }],
        phones: phone === null ? [] : [parsePhone(phone, DEFAULT_COUNTRY)],
        company: null,
        source: 'form' as const,
        locale,
        verifiedAt: null,
        createdAt,
      };
      await people.insert([person]);
      const [personId, leadId] = [person._id, newId('led')];
      await leads.create([{ _id: leadId, personId, sessionId: null, via: null, person: contactOf(person), createdAt }]);
      tx.record(LeadCreated, { leadId });
      return { personId, leadId };
    },
  };
}
export type Guests = ReturnType<typeof createGuests>;
export { EmailRegistered };
