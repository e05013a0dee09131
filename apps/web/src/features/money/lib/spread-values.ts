import type { InvoiceRowView } from '@stageline/contracts';
import { spread } from '@stageline/domain';
import { minorOf, typedAmount } from '../../../shared/lib/money.ts';

/** What somebody typed beside an invoice, by its id; what is missing is spread by itself. */
export type TypedParts = Readonly<Record<string, string>>;
/** An invoice of which something is due, in its currency's minor unit. */
interface Owed extends Pick<InvoiceRowView, 'id' | 'currency'> {
  readonly due: number;
}

/**
 * The amounts beside invoices: as they were typed where somebody did, and of what is left the first is paid first.
 * @returns an amount per invoice; null for what is no amount
 */
export function partsOf(total: number, owed: readonly Owed[], typed: TypedParts): (number | null)[] {
  const given = owed.map(({ id, currency }) => {
    const text = typed[id];
    if (text === undefined) return undefined;
    return text.trim() === '' ? 0 : minorOf(text, currency);
  });
  const open = owed.filter((_, place) => given[place] === undefined);
  const left = total - given.reduce<number>((sum, amount) => sum + (amount ?? 0), 0);
  const shares = spread(
    Math.max(0, left),
    open.map(({ due }) => due),
  );
  return given.map((amount) => (amount === undefined ? (shares.shift() ?? 0) : amount));
}

/** The same as controls show it. */
export const shownParts = (parts: readonly (number | null)[], owed: readonly Owed[], typed: TypedParts): string[] =>
  owed.map(({ id, currency }, place) => typed[id] ?? typedAmount(parts[place] ?? 0, currency));
