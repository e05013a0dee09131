import { contacts, type ImportFault, type ImportKey } from '@stageline/contracts';
import { isSamePhone, type KnownPerson } from '../registrations/index.ts';
import { know, type Known } from './import-known.ts';
import { emailsOf, keysOf, phonesOf } from './import-rows.ts';
import type { FileRow, RowValues, StoredPlan } from './imports.types.ts';

/** What is to become of a row. */
export type Decision =
  | { readonly kind: 'created'; readonly values: RowValues & { readonly email: string; readonly firstName: string } }
  | { readonly kind: 'changed'; readonly before: KnownPerson; readonly after: KnownPerson }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'wrong'; readonly fault: ImportFault; readonly firstLine?: number };

/** What decides: by what people are known, and what the stage asks of new ones. */
type DecidingPlan = Pick<StoredPlan, 'key' | 'needs'>;

/**
 * What an import does with the rows of a chunk, each knowing what those before it have changed: somebody may be in a file
 * under two of their addresses.
 */
export function decideAll(rows: readonly FileRow[], plan: DecidingPlan, known: Known, at: Date): Decision[] {
  return rows.map((row) => {
    const decision = decide(row, plan, known, at);
    if (decision.kind === 'changed') know(known, decision.after);
    return decision;
  });
}

/**
 * What an import does with a row: pure, so that the check and the run say the same. Whoever is known by the key, by whichever
 * of their addresses or numbers, gets what the row says and keeps what it does not say; an address or a number that is new
 * comes behind those that they have. Nobody gets an address that somebody else has.
 */
function decide(row: FileRow, { key, needs = [] }: DecidingPlan, known: Known, at: Date): Decision {
  if ('fault' in row) return { kind: 'wrong', ...row };
  const { values } = row;
  const found = foundBy(known, key, values);
  if (found.length > 1) return { kind: 'wrong', fault: 'ambiguous' };
  const [before] = found;
  const holders = emailsOf(values).flatMap((address) => known.byEmail.get(address) ?? []);
  if (holders.some(({ _id }) => _id !== before?._id)) return { kind: 'wrong', fault: 'email-taken' };
  const numbered = values.externalId === null ? undefined : known.byExternalId.get(values.externalId);
  if (numbered !== undefined && numbered._id !== before?._id) return { kind: 'wrong', fault: 'ambiguous' };
  if (before !== undefined) {
    const after = merged(before, values, at);
    if (isFuller(before.emails, after.emails) || isFuller(before.phones, after.phones))
      return { kind: 'wrong', fault: 'contacts-full' };
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

/** Whoever a row is about by its key; several where its values are of several people. */
function foundBy(known: Known, key: ImportKey, values: RowValues): readonly KnownPerson[] {
  const found = keysOf(values, key).flatMap((value) => {
    if (key === 'phone') return known.byPhone.get(value) ?? [];
    return (key === 'email' ? known.byEmail : known.byExternalId).get(value) ?? [];
  });
  return [...new Map(found.map((person) => [person._id, person])).values()];
}

function merged(before: KnownPerson, values: RowValues, at: Date): KnownPerson {
  const emails = emailsOf(values)
    .filter((wanted) => before.emails.every(({ address }) => address !== wanted))
    .map((address) => ({ address, verifiedAt: null, addedAt: at }));
  const phones = phonesOf(values).filter((wanted) => !before.phones.some((one) => isSamePhone(one, wanted)));
  const { externalId, otherExternalIds = [] } = before;
  // The number of somebody who became part of them is theirs as well, and not instead of their own.
  const isRenumbered = ![null, externalId, ...otherExternalIds].includes(values.externalId);
  return {
    ...before,
    emails: emails.length === 0 ? before.emails : [...before.emails, ...emails],
    phones: phones.length === 0 ? before.phones : [...before.phones, ...phones],
    externalId: isRenumbered ? values.externalId : externalId,
    // By their former number they are still found.
    ...(isRenumbered && externalId !== null && { otherExternalIds: [...otherExternalIds, externalId] }),
    firstName: values.firstName ?? before.firstName,
    lastName: values.lastName ?? before.lastName,
    company: values.company ?? before.company,
  };
}

/** More than somebody may have, and more than they had. */
const isFuller = (before: readonly unknown[], after: readonly unknown[]): boolean =>
  after.length > before.length && after.length > contacts.MAX_CONTACTS;

const isSame = (a: KnownPerson, b: KnownPerson): boolean =>
  a.emails === b.emails &&
  a.phones === b.phones &&
  a.externalId === b.externalId &&
  a.firstName === b.firstName &&
  a.lastName === b.lastName &&
  a.company === b.company;
