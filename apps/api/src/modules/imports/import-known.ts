import type { ImportKey } from '@stageline/contracts';
import type { KnownPerson, PeopleImports } from '../registrations/index.ts';
import { keysOf } from './import-rows.ts';
import type { FileRow } from './imports.types.ts';

/** The people that are there already, as far as a chunk needs them. */
export interface Known {
  readonly byEmail: Map<string, KnownPerson>;
  readonly byExternalId: Map<string, KnownPerson>;
  /** A number may be several people's. */
  readonly byPhone: Map<string, readonly KnownPerson[]>;
}

/** The people whom the rows of a chunk name, by two or three reads however many rows there are. */
export async function knownOf(
  people: Pick<PeopleImports, 'findBy'>,
  rows: readonly FileRow[],
  key: ImportKey,
): Promise<Known> {
  const values = rows.flatMap((row) => ('values' in row ? [row.values] : []));
  const wanted = (field: ImportKey) => values.flatMap((row) => keysOf(row, field));
  const known: Known = { byEmail: new Map(), byExternalId: new Map(), byPhone: new Map() };
  for (const field of ['email', 'externalId', ...(key === 'phone' ? [key] : [])] as const)
    for (const person of await people.findBy(field, wanted(field))) know(known, person);
  return known;
}

/** Takes somebody among those who are known, or what has become of them. */
export function know({ byEmail, byExternalId, byPhone }: Known, person: KnownPerson): void {
  const { _id, emails, phones, externalId, otherExternalIds = [] } = person;
  for (const { address } of emails) byEmail.set(address, person);
  for (const id of externalId === null ? otherExternalIds : [externalId, ...otherExternalIds])
    byExternalId.set(id, person);
  for (const { e164 } of phones)
    if (e164 !== null) byPhone.set(e164, [...(byPhone.get(e164) ?? []).filter((one) => one._id !== _id), person]);
}
