import type { Currency, InvoiceId } from '@stageline/contracts';
import { spread } from '../ledger.ts';
import type { BankEntry } from './statement.ts';

/** An invoice that something is due of. */
export interface OwedInvoice {
  readonly id: InvoiceId;
  readonly number: string;
  readonly personId: string;
  /** Of the buyer, and of their company where there is one. */
  readonly names: readonly string[];
  readonly currency: Currency;
  readonly due: number;
}

export type MatchReason = 'number' | 'amount' | 'name' | 'sum';
/** What money that came in may have paid. */
export interface Match {
  /** `sure`: invoices by their numbers, and just what is due of them. */
  readonly certainty: 'sure' | 'likely' | 'possible';
  readonly reasons: readonly MatchReason[];
  readonly parts: readonly { readonly invoice: OwedInvoice; readonly amount: number }[];
}

/** What is owed, to be looked through for many entries. */
export interface Owed {
  readonly byDigits: ReadonlyMap<string, readonly OwedInvoice[]>;
  readonly byDue: ReadonlyMap<string, readonly OwedInvoice[]>;
  readonly byName: ReadonlyMap<string, readonly OwedInvoice[]>;
}

const lastDigits = (number: string): string => (/(\d+)\D*$/.exec(number)?.[1] ?? '').replace(/^0+/, '');
const dueKey = (currency: Currency, due: number): string => `${currency} ${due}`;

/** The words of a name in an order of their own, without titles and marks: `Ruiz, Ana` is `Ana Ruiz`. */
export function nameKey(name: string): string {
  const words = name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u);
  return words
    .filter((word) => word !== '' && !TITLES.has(word))
    .toSorted()
    .join(' ');
}
const TITLES: ReadonlySet<string> = new Set(['dr', 'prof', 'herr', 'frau', 'mr', 'mrs', 'ms', 'und', 'and']);

/** @param invoices the oldest first */
export function owedOf(invoices: readonly OwedInvoice[]): Owed {
  const index = (keysOf: (invoice: OwedInvoice) => readonly string[]) => {
    const found = new Map<string, OwedInvoice[]>();
    for (const invoice of invoices)
      for (const key of new Set(keysOf(invoice))) {
        const list = found.get(key);
        if (list === undefined) found.set(key, [invoice]);
        else list.push(invoice);
      }
    return found;
  };
  return {
    byDigits: index(({ number }) => [lastDigits(number)].filter(Boolean)),
    byDue: index(({ currency, due }) => [dueKey(currency, due)]),
    byName: index(({ names }) => names.map(nameKey).filter(Boolean)),
  };
}

/** Whether a text names an invoice: with spaces and hyphens or without, but not as a part of another number. */
function isNamed(text: string, number: string): boolean {
  const letters = [...number.toUpperCase()].filter((letter) => /[A-Z0-9]/.test(letter));
  return new RegExp(`(?<![A-Z0-9])${letters.join('[\\s./_-]*')}(?!\\d)`).test(text);
}

/** What somebody may have paid with this, by what the bank says of it; null where nothing fits. */
export function matchEntry(
  entry: Pick<BankEntry, 'amount' | 'currency' | 'name' | 'reference'>,
  owed: Owed,
): Match | null {
  const isSame = ({ currency }: OwedInvoice) => currency === entry.currency;
  return byNumber(entry, owed, isSame) ?? byBuyer(entry, owed, isSame) ?? byAmount(entry, owed);
}
type Entry = Parameters<typeof matchEntry>[0];
type Same = (invoice: OwedInvoice) => boolean;

function byNumber({ amount, name, reference }: Entry, { byDigits }: Owed, isSame: Same): Match | null {
  const text = reference.toUpperCase();
  // Banks break long texts anywhere, so digits may stand apart.
  const runs = [...text.matchAll(/\d+/g), ...text.replaceAll(/[\s./_-]+/g, '').matchAll(/\d+/g)];
  const digits = new Set(runs.map(([run]) => run.replace(/^0+/, '')));
  const found = [...digits]
    .flatMap((each) => byDigits.get(each) ?? [])
    .filter((invoice) => isSame(invoice) && isNamed(text, invoice.number))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  if (found.length === 0) return null;
  const due = found.reduce((sum, invoice) => sum + invoice.due, 0);
  const isName = found.every((invoice) => invoice.names.some((each) => nameKey(each) === nameKey(name)));
  const reasons: MatchReason[] = ['number'];
  if (due === amount) reasons.push(found.length > 1 ? 'sum' : 'amount');
  if (isName) reasons.push('name');
  return { certainty: due === amount ? 'sure' : 'likely', reasons, parts: partsOf(found, amount) };
}

function byBuyer({ amount, name }: Entry, { byName }: Owed, isSame: Same): Match | null {
  const found = (byName.get(nameKey(name)) ?? []).filter(isSame);
  const isOnePerson = new Set(found.map(({ personId }) => personId)).size === 1;
  if (!isOnePerson) return null;
  const exact = found.filter(({ due }) => due === amount);
  if (exact.length > 0)
    return { certainty: 'likely', reasons: ['name', 'amount'], parts: partsOf(exact.slice(0, 1), amount) };
  const isAll = found.reduce((sum, { due }) => sum + due, 0) === amount;
  if (isAll) return { certainty: 'likely', reasons: ['name', 'sum'], parts: partsOf(found, amount) };
  return { certainty: 'possible', reasons: ['name'], parts: partsOf(found, amount) };
}

function byAmount({ amount, currency }: Entry, { byDue }: Owed): Match | null {
  const found = byDue.get(dueKey(currency, amount)) ?? [];
  return found.length === 1 ? { certainty: 'possible', reasons: ['amount'], parts: partsOf(found, amount) } : null;
}

function partsOf(found: readonly OwedInvoice[], amount: number): Match['parts'] {
  const parts = spread(
    amount,
    found.map(({ due }) => due),
  );
  return found.flatMap((invoice, place) => (parts[place]! > 0 ? [{ invoice, amount: parts[place]! }] : []));
}
