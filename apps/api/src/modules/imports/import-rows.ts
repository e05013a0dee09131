import { email as emailField, type ImportFault, type ImportKey, type ImportMapping } from '@stageline/contracts';
import type { CsvRow } from '@stageline/domain';
import { readPhone } from '../registrations/index.ts';
import type { FileRow, RowValues } from './imports.types.ts';

const MAX_TEXT = 100;
/** What no name contains, as in every form of the site: control characters, and what is left of broken text. */
const UNFIT = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const REPLACED = '\ufffd';

/**
 * Reads one file's rows as people, in order; what repeats the key or the address of an earlier row is wrong, so that no two
 * rows write the same person. It remembers keys and addresses, and no row.
 */
export function createRowReader({ mapping, key }: { readonly mapping: ImportMapping; readonly key: ImportKey }) {
  const seen = new Map<string, number>();

  function firstLineOf(mark: string, line: number): number | undefined {
    const first = seen.get(mark);
    if (first === undefined) seen.set(mark, line);
    return first;
  }

  return (row: CsvRow): FileRow => {
    if ('fault' in row) return row;
    const { line } = row;
    const values = valuesOf(row.cells, mapping);
    if (typeof values === 'string') return { line, fault: values };
    const own = keyOf(values, key);
    if (own === null)
      return { line, fault: key === 'phone' && values.phone !== null ? 'phone-invalid' : 'key-missing' };
    const firstLine =
      firstLineOf(`k${own}`, line) ?? (values.email === null ? undefined : firstLineOf(`e${values.email}`, line));
    return firstLine === undefined ? { line, values } : { line, fault: 'twice-in-file', firstLine };
  };
}

/** By what a row is known again: null where it says nothing. A phone number without a country is no key. */
export const keyOf = (values: Pick<RowValues, ImportKey>, key: ImportKey): string | null =>
  key === 'phone' ? (values.phone?.e164 ?? null) : values[key];

function valuesOf(cells: readonly string[], mapping: ImportMapping): RowValues | ImportFault {
  const text: Partial<Record<NonNullable<ImportMapping[number]>, string>> = {};
  for (let at = 0; at < mapping.length; at += 1) {
    const field = mapping[at];
    const cell = cells[at]?.trim();
    if (field == null || cell === undefined || cell === '') continue;
    if (cell.includes(REPLACED)) return 'unreadable';
    if (cell.length > (field === 'email' ? 254 : MAX_TEXT) || UNFIT.test(cell)) return 'text-invalid';
    text[field] = cell;
  }
  const address = text.email === undefined ? null : emailField.safeParse(text.email);
  if (address?.success === false) return 'email-invalid';
  const phone = text.phone === undefined ? null : readPhone(text.phone);
  if (phone === undefined) return 'phone-invalid';
  const { firstName, lastName } = namesOf(text);
  return {
    email: address?.data ?? null,
    phone,
    externalId: text.externalId ?? null,
    firstName,
    lastName,
    company: text.company ?? null,
  };
}

function namesOf({ name, firstName, lastName }: { name?: string; firstName?: string; lastName?: string }) {
  if (name === undefined || firstName !== undefined)
    return { firstName: firstName ?? null, lastName: lastName ?? null };
  const cut = name.lastIndexOf(' ');
  if (cut < 0 || lastName !== undefined) return { firstName: name, lastName: lastName ?? null };
  return { firstName: name.slice(0, cut).trim(), lastName: name.slice(cut + 1) };
}
