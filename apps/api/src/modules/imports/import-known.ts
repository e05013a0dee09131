import type { ImportKey } from '@stageline/contracts';
import type { KnownPerson, PeopleImports } from '../registrations/index.ts';
import type { Known } from './import-decisions.ts';
import { keyOf } from './import-rows.ts';
import type { FileRow } from './imports.types.ts';

/** The people whom the rows of a chunk name, by two or three reads however many rows there are. */
export async function knownOf(
  people: Pick<PeopleImports, 'findBy'>,
  rows: readonly FileRow[],
  key: ImportKey,
): Promise<Known> {
  const values = rows.flatMap((row) => ('values' in row ? [row.values] : []));
  const wanted = (field: ImportKey) => values.map((row) => keyOf(row, field)).filter((value) => value !== null);
  const byEmail = new Map<string, KnownPerson>();
  const byExternalId = new Map<string, KnownPerson>();
  const byKey = new Map<string, KnownPerson[]>();
  for (const person of await people.findBy('email', wanted('email'))) byEmail.set(person.email, person);
  for (const person of await people.findBy('externalId', wanted('externalId')))
    byExternalId.set(person.externalId!, person);
  const keyed =
    key === 'phone'
      ? await people.findBy('phone', wanted('phone'))
      : [...(key === 'email' ? byEmail : byExternalId).values()];
  for (const person of keyed) {
    const value = keyOf(person, key)!;
    byKey.set(value, [...(byKey.get(value) ?? []), person]);
  }
  return { byKey, byEmail, byExternalId };
}
