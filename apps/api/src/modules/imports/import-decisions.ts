import type { ImportFault } from '@stageline/contracts';
import type { KnownPerson } from '../registrations/index.ts';
import { keyOf } from './import-rows.ts';
import type { FileRow, RowValues, StoredPlan } from './imports.types.ts';

/** What is to become of a row. */
export type Decision =
  | { readonly kind: 'created'; readonly values: RowValues & { readonly email: string; readonly firstName: string } }
  | { readonly kind: 'changed'; readonly before: KnownPerson; readonly after: KnownPerson }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'wrong'; readonly fault: ImportFault; readonly firstLine?: number };

/** The people that are there already, as far as a chunk needs them. */
export interface Known {
  readonly byKey: ReadonlyMap<string, readonly KnownPerson[]>;
  readonly byEmail: ReadonlyMap<string, KnownPerson>;
  readonly byExternalId: ReadonlyMap<string, KnownPerson>;
}

/** What decides: by what people are known, and what the stage asks of new ones. */
type DecidingPlan = Pick<StoredPlan, 'key' | 'needs'>;

/**
 * What an import does with a row: pure, so that the check and the run say the same. Whoever is known by the key gets what
 * the row says and keeps what it does not say; nobody gets an address or a number that somebody else has.
 */
export function decide(row: FileRow, { key, needs = [] }: DecidingPlan, known: Known): Decision {
  if ('fault' in row) return { kind: 'wrong', ...row };
  const { values } = row;
  const found = known.byKey.get(keyOf(values, key)!) ?? [];
  if (found.length > 1) return { kind: 'wrong', fault: 'ambiguous' };
  const [before] = found;
  const holder = values.email === null ? undefined : known.byEmail.get(values.email);
  if (holder !== undefined && holder._id !== before?._id) return { kind: 'wrong', fault: 'email-taken' };
  const numbered = values.externalId === null ? undefined : known.byExternalId.get(values.externalId);
  if (numbered !== undefined && numbered._id !== before?._id) return { kind: 'wrong', fault: 'ambiguous' };
  if (before !== undefined) {
    const after = merged(before, values);
    return isSame(before, after) ? { kind: 'unchanged' } : { kind: 'changed', before, after };
  }
  if (values.email === null) return { kind: 'wrong', fault: 'email-missing' };
  if (values.firstName === null && values.lastName === null) return { kind: 'wrong', fault: 'name-missing' };
  const missing = needs.find((field) => values[field] === null);
  if (missing !== undefined) return { kind: 'wrong', fault: `stage-needs-${missing}` };
  const { email, firstName, lastName } = values;
  return {
    kind: 'created',
    values: { ...values, email, firstName: firstName ?? lastName!, lastName: firstName && lastName },
  };
}

function merged(before: KnownPerson, values: RowValues): KnownPerson {
  const { phone } = values;
  return {
    _id: before._id,
    email: values.email ?? before.email,
    // The same number written in another way is no change.
    phone: phone === null || (phone.e164 !== null && phone.e164 === before.phone?.e164) ? before.phone : phone,
    externalId: values.externalId ?? before.externalId,
    firstName: values.firstName ?? before.firstName,
    lastName: values.lastName ?? before.lastName,
    company: values.company ?? before.company,
  };
}

const isSame = (a: KnownPerson, b: KnownPerson): boolean =>
  a.email === b.email &&
  a.phone?.raw === b.phone?.raw &&
  a.phone?.e164 === b.phone?.e164 &&
  a.externalId === b.externalId &&
  a.firstName === b.firstName &&
  a.lastName === b.lastName &&
  a.company === b.company;
