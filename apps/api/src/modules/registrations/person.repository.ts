import type { PersonId } from '@stageline/contracts';
import { bulkInsert } from '@stageline/tenancy';
import { PersonModel } from './person.model.ts';
import type { Phone } from './phone.ts';

export interface PersonRow {
  readonly _id: PersonId;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: Phone | null;
  readonly company: string | null;
  readonly source: 'api' | 'form';
  readonly createdAt: Date;
}

/** Thrown inside a transaction, which it ends: the address is registered already. */
export class EmailRegistered extends Error {}

/** Reads and writes of people; every call runs in the current tenant. */
export function createPersonRepository() {
  return {
    /** @throws EmailRegistered */
    async insert(person: PersonRow): Promise<void> {
      const { inserted } = await bulkInsert(PersonModel, [person as never]);
      if (inserted === 0) throw new EmailRegistered();
    },

    async findByEmail(email: string): Promise<PersonRow | null> {
      return PersonModel.findOne({ email }).lean<PersonRow>();
    },

    async update(personId: PersonId, changes: Partial<Pick<PersonRow, 'phone' | 'company'>>): Promise<void> {
      await PersonModel.updateOne({ _id: personId }, { $set: changes });
    },
  };
}
export type PersonRepository = ReturnType<typeof createPersonRepository>;
