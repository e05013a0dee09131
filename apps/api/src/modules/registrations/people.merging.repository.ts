import type { Locale, PersonId } from '@stageline/contracts';
import { bulkInsert } from '@stageline/tenancy';
import type { Contacts } from './person.contacts.ts';
import { peopleImports } from './people-imports.repository.ts';
import { PersonModel } from './person.model.ts';

/** A person with all that the database has of them. */
export interface WholePerson extends Contacts {
  readonly _id: PersonId;
  readonly externalId?: string;
  readonly otherExternalIds?: readonly string[];
  readonly locale: Locale;
  readonly verifiedAt: Date | null;
  readonly version?: number;
  readonly createdAt: Date;
}
/** What a merge may set of the person that stays. */
export type MergedPerson = Contacts & {
  readonly verifiedAt: Date | null;
  readonly externalId: string | null;
  readonly otherExternalIds: readonly string[];
};

/** All numbers that somebody has in another system, their own first. */
export const externalIdsOf = ({
  externalId,
  otherExternalIds = [],
}: Pick<WholePerson, 'externalId' | 'otherExternalIds'>): string[] =>
  externalId === undefined ? [...otherExternalIds] : [externalId, ...otherExternalIds];

/** People as a merge takes them out, changes them and puts them back; always in its transaction. */
export const mergingPeople = {
  async find(personId: PersonId): Promise<WholePerson | null> {
    return PersonModel.findOne({ _id: personId }, { tenantId: 0 }).lean<WholePerson>();
  },

  /** Takes somebody out of everything that finds people: their addresses are free for whoever they became part of. */
  async take(personId: PersonId): Promise<void> {
    await PersonModel.deleteOne({ _id: personId });
  },

  async putBack(person: WholePerson): Promise<void> {
    await bulkInsert(PersonModel, [person as never]);
  },

  /** @param version of the person from now on: higher than any that a change of either remembers, so none of them is taken back */
  async change(
    personId: PersonId,
    version: number,
    { externalId, otherExternalIds, ...set }: MergedPerson,
  ): Promise<void> {
    const others = otherExternalIds.length > 0;
    const gone = { ...(externalId === null && { externalId: 1 }), ...(!others && { otherExternalIds: 1 }) };
    await PersonModel.updateOne({ _id: personId }, {
      $set: { ...set, version, ...(externalId !== null && { externalId }), ...(others && { otherExternalIds }) },
      // What is missing is no value, so that the indexes do not count it.
      ...(Object.keys(gone).length > 0 && { $unset: gone }),
    } as never);
  },

  /** Those of the numbers in another system that somebody has just now. */
  async knownExternalIds(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await peopleImports.findBy('externalId', ids);
    return new Set(
      rows.flatMap(({ externalId, otherExternalIds = [] }) => [externalId ?? [], otherExternalIds].flat()),
    );
  },

  /** Those of the addresses that somebody has just now. */
  async known(addresses: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await PersonModel.find({ 'emails.address': { $in: [...addresses] } }, { _id: 0, emails: 1 }).lean<
      Pick<WholePerson, 'emails'>[]
    >();
    return new Set(rows.flatMap(({ emails }) => emails.map(({ address }) => address)));
  },
};
