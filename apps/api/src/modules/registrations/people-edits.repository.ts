import { ProblemError, type PersonId } from '@stageline/contracts';
import { isDuplicateKey } from '@stageline/tenancy';
import type { Contacts } from './person.contacts.ts';
import { PersonModel } from './person.model.ts';

/** Somebody as the team corrects them. */
export interface PersonContacts extends Contacts {
  readonly _id: PersonId;
  /** Missing before the first change. */
  readonly version?: number;
}

const FIELDS = { firstName: 1, lastName: 1, company: 1, emails: 1, phones: 1, version: 1 } as const;

/** People of the current tenant as their names and contact data are changed by hand. */
export const peopleEdits = {
  async find(personId: PersonId): Promise<PersonContacts | null> {
    return PersonModel.findOne({ _id: personId }, FIELDS).lean<PersonContacts>();
  },

  /** Whether one of these addresses is somebody's. */
  async isTaken(addresses: readonly string[]): Promise<boolean> {
    if (addresses.length === 0) return false;
    return (await PersonModel.exists({ 'emails.address': { $in: [...addresses] } })) !== null;
  },

  /**
   * Changes somebody who still has this version; null when they were changed meanwhile. In the caller's transaction.
   * @throws ProblemError `contact-taken` where an address was given to somebody else in the same moment
   */
  async change(personId: PersonId, version: number, set: Contacts): Promise<PersonContacts | null> {
    // What has never been changed has no version.
    const seen = { _id: personId, version: version === 0 ? null : version };
    try {
      return await PersonModel.findOneAndUpdate(
        seen,
        { $set: set, $inc: { version: 1 } },
        { new: true, projection: FIELDS },
      ).lean<PersonContacts>();
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      throw new ProblemError('contact-taken', { cause: error });
    }
  },
};
/** Every address of these people, the one that is used first; who is gone is missing. */
export async function addressesOf(personIds: readonly PersonId[]): Promise<ReadonlyMap<PersonId, readonly string[]>> {
  const rows = await PersonModel.find({ _id: { $in: [...personIds] } }, { emails: 1 }).lean<
    (Pick<Contacts, 'emails'> & { readonly _id: PersonId })[]
  >();
  return new Map(rows.map(({ _id, emails }) => [_id, emails.map(({ address }) => address)]));
}
export type PeopleEdits = typeof peopleEdits;
