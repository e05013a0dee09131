import { email as emailField, type ImportFault, type ImportKey, type ImportMapping } from '@stageline/contracts';
import type { CsvRow } from '@stageline/domain';
import { isSamePhone, readPhone, type Phone } from '../registrations/index.ts';
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
    const keys = keysOf(values, key);
    if (keys.length === 0)
      return { line, fault: key === 'phone' && values.phone !== null ? 'phone-invalid' : 'key-missing' };
    // Every mark is noted, also where an earlier one was seen: the row after this one may share another.
    const marks = [...keys.map((mark) => `k${mark}`), ...emailsOf(values).map((mark) => `e${mark}`)];
    const firstLine = marks.map((mark) => firstLineOf(mark, line)).find((first) => first !== undefined && first < line);
    return firstLine === undefined ? { line, values } : { line, fault: 'twice-in-file', firstLine };
  };
}

/** All of a row's addresses. */
export const emailsOf = ({ email, email2 }: Pick<RowValues, 'email' | 'email2'>): string[] =>
  [email, email2 ?? null].filter((address) => address !== null);
/** All of a row's numbers. */
export const phonesOf = ({ phone, phone2 }: Pick<RowValues, 'phone' | 'phone2'>): Phone[] =>
  [phone, phone2 ?? null].filter((number) => number !== null);
/** Everything that a row may be known again by. A phone number without a country is no key. */
export function keysOf(values: RowValues, key: ImportKey): string[] {
  if (key === 'email') return emailsOf(values);
  if (key === 'phone') return phonesOf(values).flatMap(({ e164 }) => e164 ?? []);
  return values.externalId === null ? [] : [values.externalId];
}

function valuesOf(cells: readonly string[], mapping: ImportMapping): RowValues | ImportFault {
  const text: Partial<Record<NonNullable<ImportMapping[number]>, string>> = {};
  for (let at = 0; at < mapping.length; at += 1) {
    const field = mapping[at];
    const cell = cells[at]?.trim();
    if (field == null || cell === undefined || cell === '') continue;
    if (cell.includes(REPLACED)) return 'unreadable';
    if (cell.length > (field === 'email' || field === 'email2' ? 254 : MAX_TEXT) || UNFIT.test(cell))
      return 'text-invalid';
    text[field] = cell;
  }
  const emails = [text.email, text.email2].flatMap((one) => (one === undefined ? [] : [emailField.safeParse(one)]));
  if (emails.some(({ success }) => !success)) return 'email-invalid';
  const numbers = [text.phone, text.phone2].flatMap((one) => (one === undefined ? [] : [readPhone(one)]));
  if (numbers.includes(undefined)) return 'phone-invalid';
  // Whoever has only a second one has one.
  const [email = null, email2] = new Set(emails.map(({ data }) => data!));
  const [phone = null, phone2] = numbers as Phone[];
  const { firstName, lastName } = namesOf(text);
  return {
    email,
    phone,
    ...(email2 !== undefined && { email2 }),
    ...(phone2 !== undefined && !isSamePhone(phone!, phone2) && { phone2 }),
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
