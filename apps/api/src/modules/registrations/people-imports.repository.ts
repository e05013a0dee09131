import { DEFAULT_LOCALE, type ImportKey, type Locale, type PersonId } from '@stageline/contracts';
import { bulkInsert, bulkUpdate, findRows } from '@stageline/tenancy';
import type { Contacts } from './person.contacts.ts';
import { PersonModel } from './person.model.ts';

/** Somebody who is there already, as an import compares them. */
export interface KnownPerson extends Contacts {
  readonly _id: PersonId;
  /** Their number in another system. */
  readonly externalId: string | null;
  /** Former ones, and those that came with others in merges; missing where there are none. */
  readonly otherExternalIds?: readonly string[];
  /** Missing before the first change. */
  readonly version?: number;
}

const FIELDS = {
  firstName: 1,
  lastName: 1,
  emails: 1,
  phones: 1,
  company: 1,
  externalId: 1,
  otherExternalIds: 1,
  version: 1,
} as const;
/** What somebody is found by: what a file knows people by, and the other numbers that are theirs. */
type Known = ImportKey | 'otherExternalIds';
const paths: Readonly<Record<Known, string>> = {
  email: 'emails.address',
  phone: 'phones.e164',
  externalId: 'externalId',
  otherExternalIds: 'otherExternalIds',
};

/** Whoever has one of these values, by an index: the one of numbers in another system is asked for by its own condition. */
export const peopleFilter = (key: Known, values: readonly string[]): Record<string, unknown> => ({
  [paths[key]]: { $in: [...values], ...(key === 'externalId' && { $type: 'string' }) },
});

/** People as an import reads and writes them: some hundred at a time; every call runs in the current tenant. */
export const peopleImports = {
  /** Those of whom one of the values is an e-mail address, a phone number in E.164 or the number in another system. */
  async findBy(key: ImportKey, values: readonly string[]): Promise<KnownPerson[]> {
    if (values.length === 0) return [];
    const options = { projection: FIELDS, sort: {}, limit: values.length * 3 };
    const rows: (Omit<KnownPerson, 'externalId'> & { externalId?: string })[] = [];
    // One after the other: of a choice between two, the server takes neither index.
    for (const each of key === 'externalId' ? ([key, 'otherExternalIds'] as const) : [key])
      rows.push(...(await findRows<(typeof rows)[number]>(PersonModel, peopleFilter(each, values), options)));
    return rows.map((row) => ({ ...row, externalId: row.externalId ?? null }));
  },

  /** Writes people whom nobody knows, in the caller's transaction; an address that is known ends it. */
  async insert(people: readonly KnownPerson[], createdAt: Date, locale: Locale = DEFAULT_LOCALE): Promise<void> {
    const rows = people.map(({ externalId, ...person }) => ({
      ...person,
      // One that is missing is no value, so that the unique index does not count it.
      ...(externalId === null ? {} : { externalId }),
      source: 'import',
      locale,
      verifiedAt: null,
      createdAt,
    }));
    await bulkInsert(PersonModel, rows as never[]);
  },

  async update(people: readonly KnownPerson[]): Promise<void> {
    const rows = people.map(({ _id, externalId, version = 0, ...set }) => ({
      match: { _id },
      set: { ...set, version: version + 1, ...(externalId === null ? {} : { externalId }) },
    }));
    await bulkUpdate(PersonModel, rows as never[]);
  },
};
export type PeopleImports = typeof peopleImports;
