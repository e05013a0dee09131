import { DEFAULT_LOCALE, type Locale, type PersonId } from '@stageline/contracts';
import { bulkInsert, bulkUpdate, isDuplicateKey } from '@stageline/tenancy';
import type { Contacts } from './person.contacts.ts';
import { PersonModel } from './person.model.ts';

export interface PersonRow extends Contacts {
  readonly _id: PersonId;
  readonly source: 'api' | 'form';
  readonly locale: Locale;
  /** IANA name; missing, or null, where nobody knows it. */
  readonly timeZone?: string | null;
  /** When they first proved an address. */
  readonly verifiedAt: Date | null;
  /** Missing before the first change. */
  readonly version?: number;
  readonly createdAt: Date;
}

/** Thrown inside a transaction, which it ends: an address is registered already. */
export class EmailRegistered extends Error {}

/** Notes of the current tenant's people since when they count as verified, each with a time of their own. */
export async function verifyAtOnce(rows: readonly { personId: PersonId; at: Date }[]): Promise<void> {
  await bulkUpdate(
    PersonModel,
    rows.map(({ personId, at }) => ({ match: { _id: personId }, set: { verifiedAt: at } })) as never[],
  );
}

/** That somebody came by a link which was mailed to them. */
export interface Proof {
  readonly personId: PersonId;
  /** Where it was mailed to; null where it does not say, or they have that address no more. */
  readonly address: string | null;
  /** Whether that is the one that we write to. */
  readonly isFirst: boolean;
}

/** Notes since when an address is proved, where it is not yet. */
async function proveAddress(personId: PersonId, address: string, verifiedAt: Date): Promise<void> {
  const unproved = { _id: personId, emails: { $elemMatch: { address, verifiedAt: null } } };
  await PersonModel.updateOne(unproved, { $set: { 'emails.$.verifiedAt': verifiedAt } });
}

/** Reads and writes of people; every call runs in the current tenant. */
export function createPersonRepository() {
  return {
    /** @throws EmailRegistered */
    async insert(people: readonly PersonRow[]): Promise<void> {
      try {
        const { inserted } = await bulkInsert(PersonModel, people as never[]);
        if (inserted === people.length) return;
      } catch (error) {
        // In a transaction the server refuses the command as a whole, and the driver names no row.
        if (!isDuplicateKey(error)) throw error;
      }
      throw new EmailRegistered();
    },

    /** Whose address it is, whether we write to it or not. */
    async findByEmail(address: string): Promise<PersonRow | null> {
      return PersonModel.findOne({ 'emails.address': address }).lean<PersonRow>();
    },

    /** The language to write to them in. */
    async localeOf(personId: PersonId): Promise<Locale> {
      const person = await PersonModel.findOne({ _id: personId }, { locale: 1 }).lean<Pick<PersonRow, 'locale'>>();
      // Whoever registered before languages were kept has none.
      return person?.locale ?? DEFAULT_LOCALE;
    },

    /** The zone to tell them times in; null where nobody knows it. */
    async zoneOf(personId: PersonId): Promise<string | null> {
      const person = await PersonModel.findOne({ _id: personId }, { timeZone: 1 }).lean<Pick<PersonRow, 'timeZone'>>();
      return person?.timeZone ?? null;
    },

    /** Where nobody knew it: whoever else sends a form with their address moves nothing. */
    async fillZone(personId: PersonId, timeZone: string): Promise<void> {
      await PersonModel.updateOne({ _id: personId, timeZone: null }, { $set: { timeZone } });
    },

    /** Whether somebody came by a form and has not proved this address of theirs yet. */
    async isUnconfirmed(personId: PersonId, address: string): Promise<boolean> {
      const emails = { $elemMatch: { address, verifiedAt: null } };
      const open = { _id: personId, emails, source: { $in: ['api', 'form'] } };
      return (await PersonModel.findOne(open, { _id: 1 }).lean()) !== null;
    },

    /** When somebody proved an address; null before. */
    async verifiedAtOf(personId: PersonId): Promise<Date | null> {
      const person = await PersonModel.findOne({ _id: personId }, { verifiedAt: 1 }).lean<
        Pick<PersonRow, 'verifiedAt'>
      >();
      return person?.verifiedAt ?? null;
    },

    /** In the caller's transaction. */
    async verify(proofs: readonly Proof[], verifiedAt: Date): Promise<void> {
      const set = { $set: { verifiedAt, 'emails.0.verifiedAt': verifiedAt } };
      const unproved = (some: readonly Proof[]) => ({
        _id: { $in: some.map((one) => one.personId) },
        verifiedAt: null,
      });
      const first = proofs.filter(({ isFirst }) => isFirst);
      if (first.length > 0) await PersonModel.updateMany(unproved(first), set);
      if (first.length === proofs.length) return;
      const rest = proofs.filter(({ isFirst }) => !isFirst);
      // A link that names no address was mailed to the one that they came with: if that is still so, it is the first.
      const unnamed = rest.filter(({ address }) => address === null);
      const still =
        unnamed.length === 0 ? null : await PersonModel.updateMany({ ...unproved(unnamed), version: null }, set);
      if (still?.matchedCount === rest.length) return;
      await PersonModel.updateMany(unproved(rest), { $set: { verifiedAt } });
      for (const { personId, address } of rest) if (address !== null) await proveAddress(personId, address, verifiedAt);
    },

    proveAddress,

    async update(personId: PersonId, changes: Partial<Pick<PersonRow, 'phones' | 'company'>>): Promise<void> {
      await PersonModel.updateOne({ _id: personId }, { $set: changes, $inc: { version: 1 } });
    },
  };
}
export type PersonRepository = ReturnType<typeof createPersonRepository>;
