import type { InvoiceRowView } from '@stageline/contracts';
import { spread } from '@stageline/domain';
import { minorOf, typedAmount } from '../../../shared/lib/money.ts';

/** What somebody typed beside an invoice, by its id; what is missing is spread by itself. */
export type TypedParts = Readonly<Record<string, string>>;

/**
 * The amounts beside invoices: as they were typed where somebody did, and of what is left the oldest is paid first.
 * @returns an amount per invoice in its currency's minor unit; null for what is no amount
 */
export function partsOf(total: number, invoices: readonly InvoiceRowView[], typed: TypedParts): (number | null)[] {
  const given = invoices.map(({ id, currency }) => {
    const text = typed[id];
    if (text === undefined) return undefined;
    return text.trim() === '' ? 0 : minorOf(text, currency);
  });
  const open = invoices.filter((_, place) => given[place] === undefined);
  const left = total - given.reduce<number>((sum, amount) => sum + (amount ?? 0), 0);
  const shares = spread(
    Math.max(0, left),
    open.map(({ figures }) => figures.due),
  );
  return given.map((amount) => (amount === undefined ? (shares.shift() ?? 0) : amount));
}

/** The same as controls show it. */
export const shownParts = (parts: readonly (number | null)[], invoices: readonly InvoiceRowView[], typed: TypedParts) =>
  invoices.map(({ id, currency }, place) => typed[id] ?? typedAmount(parts[place] ?? 0, currency));
