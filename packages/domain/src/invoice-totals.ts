import { allocate, shareOf } from './money.ts';

/** How a line is taxed: at a rate, not at all, or by the buyer (reverse charge). */
export type TaxCategory = 'standard' | 'exempt' | 'reverse_charge';

/** A rate in thousandths of a percent: 19 % is 19000, and 8.875 % has room. */
export interface LineTax {
  readonly category: TaxCategory;
  readonly rate: number;
}
export interface PricedLine {
  readonly quantity: number;
  /** Of one, in minor units. */
  readonly unitAmount: number;
  readonly tax: LineTax;
}
export interface LineTotals {
  readonly net: number;
  readonly tax: number;
  readonly gross: number;
}
export interface TaxTotals extends LineTax {
  readonly net: number;
  readonly tax: number;
}
export interface InvoiceTotals extends LineTotals {
  readonly lines: readonly LineTotals[];
  /** One per category and rate, in the order of the lines. */
  readonly taxes: readonly TaxTotals[];
}

/** A hundred percent. */
const WHOLE = 100_000;

/**
 * What the lines of an invoice come to. Tax is rounded once per rate over the sum of its lines, and not line by line: so asks
 * EN 16931 (BR-CO-17), and so the tax is what the rate says of the amount that stands above it. Each line's part of it is then
 * divided without a lost unit, so that lines, taxes and totals add up.
 *
 * Where prices include tax, what the buyer was told is what they pay, and the net amount gives way. What the buyer taxes
 * themselves, and what is exempt, is charged as it stands.
 */
export function invoiceTotals(lines: readonly PricedLine[], pricesIncludeTax: boolean): InvoiceTotals {
  const totals: LineTotals[] = [];
  const taxes: TaxTotals[] = [];
  const groups = new Map<string, { readonly tax: LineTax; readonly at: number[] }>();
  lines.forEach(({ tax }, index) => {
    const rate = tax.category === 'standard' ? tax.rate : 0;
    const key = `${tax.category} ${rate}`;
    const group = groups.get(key) ?? { tax: { category: tax.category, rate }, at: [] };
    group.at.push(index);
    groups.set(key, group);
  });
  for (const { tax, at } of groups.values()) {
    const amounts = at.map((index) => lines[index]!.quantity * lines[index]!.unitAmount);
    const sum = sumOf(amounts);
    const due = pricesIncludeTax ? shareOf(sum, tax.rate, WHOLE + tax.rate) : shareOf(sum, tax.rate, WHOLE);
    allocate(due, amounts).forEach((part, turn) => {
      const amount = amounts[turn]!;
      const net = pricesIncludeTax ? amount - part : amount;
      totals[at[turn]!] = { net, tax: part, gross: net + part };
    });
    taxes.push({ ...tax, net: pricesIncludeTax ? sum - due : sum, tax: due });
  }
  const [net, tax] = [sumOf(taxes.map((one) => one.net)), sumOf(taxes.map((one) => one.tax))];
  return { lines: totals, taxes, net, tax, gross: net + tax };
}

/**
 * What a part of an invoice takes back of each tax: the amount is divided among the rates as the invoice was.
 * @param gross what goes back, at most what the invoice came to
 */
export function takenBack(taxes: readonly TaxTotals[], gross: number): TaxTotals[] {
  const parts = allocate(
    gross,
    taxes.flatMap(({ net, tax }) => [net, tax]),
  );
  return taxes.map(({ category, rate }, index) => ({
    category,
    rate,
    net: parts[2 * index]!,
    tax: parts[2 * index + 1]!,
  }));
}

/**
 * The same for parts of single lines: each is of its own rate, as far as anything is left of that; what is beyond is divided like any
 * other part.
 * @param left what is left of each tax of the invoice
 */
export function takenBackOfLines(
  left: readonly TaxTotals[],
  parts: readonly { readonly tax: LineTax; readonly amount: number }[],
): TaxTotals[] {
  const isOf = (of: LineTax, tax: LineTax) =>
    of.category === tax.category && (of.category !== 'standard' || of.rate === tax.rate);
  const own = left.map((of) => {
    const asked = sumOf(parts.filter(({ tax }) => isOf(of, tax)).map(({ amount }) => amount));
    return takenBack([of], Math.min(asked, of.net + of.tax))[0]!;
  });
  const rest = sumOf(parts.map(({ amount }) => amount)) - sumOf(own.map(({ net, tax }) => net + tax));
  if (rest === 0) return own;
  const still = left.map((of, index) => ({ ...of, net: of.net - own[index]!.net, tax: of.tax - own[index]!.tax }));
  const more = takenBack(still, rest);
  return own.map((of, index) => ({ ...of, net: of.net + more[index]!.net, tax: of.tax + more[index]!.tax }));
}

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);
