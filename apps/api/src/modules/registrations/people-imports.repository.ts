import { DEFAULT_LOCALE, type ImportKey, type Locale, type PersonId } from '@stageline/contracts';
import { bulkInsert, bulkUpdate, findRows } from '@stageline/tenancy';
import { PersonModel } from './person.model.ts';
import type { Phone } from './phone.ts';

/** Somebody who is there already, as an import compares them. */
export interface KnownPerson {
  readonly _id: PersonId;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: Phone | null;
  readonly company: string | null;
  /** Their number in another system. */
  readonly externalId: string | null;
}

const FIELDS = { firstName: 1, lastName: 1, email: 1, phone: 1, company: 1, externalId: 1 } as const;
const paths: Readonly<Record<ImportKey, string>> = { email: 'email', phone: 'phone.e164', externalId: 'externalId' };

/** People as an import reads and writes them: some hundred at a time; every call runs in the current tenant. */
export const peopleImports = {
  /** Those of whom one of the values is the e-mail address, the phone number in E.164 or the number in another system. */
  async findBy(key: ImportKey, values: readonly string[]): Promise<KnownPerson[]> {
    if (values.length === 0) return [];
    const filter = { [paths[key]]: { $in: [...values] } };
    const options = { projection: FIELDS, sort: {}, limit: values.length * 3 };
    const rows = await findRows<Omit<KnownPerson, 'externalId'> & { externalId?: string }>(
      PersonModel,
      filter,
      options,
    );
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
    const rows = people.map(({ _id, externalId, ...set }) => ({
      match: { _id },
      set: externalId === null ? set : { ...set, externalId },
    }));
    await bulkUpdate(PersonModel, rows as never[]);
  },
};
export type PeopleImports = typeof peopleImports;
