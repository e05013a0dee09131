import { MAX_AMOUNT, ProblemError } from '@stageline/contracts';
import { invoiceTotals, isInEu, type InvoiceFigures, type LineTax } from '@stageline/domain';
import type { InvoiceRow, NewInvoice, NewLine, Seller } from './invoices.types.ts';
import { isVatId } from './vat-id.ts';

const DAY_MS = 86_400_000;

export const NO_FIGURES: InvoiceFigures = {
  total: 0,
  paid: 0,
  overpaid: 0,
  usedElsewhere: 0,
  refunded: 0,
  returned: 0,
  cancelled: 0,
  writtenOff: 0,
  disputed: 0,
  lost: 0,
  due: 0,
  refundable: 0,
};

type Priced = Pick<NewInvoice, 'lines' | 'reverseCharge' | 'buyer' | 'currency'>;

/**
 * Lines with their tax, and what they come to.
 * @throws ProblemError `validation-failed` where nothing is to be paid, more than can be asked for, or the buyer owes the tax
 * and has no tax id, or within the EU no VAT ID
 */
export function priced({ lines, reverseCharge = false, buyer, currency }: Priced, seller: Seller) {
  if (reverseCharge && buyer.taxId === null) throw invalid('/buyer/taxId', 'Their tax id has to be on the invoice.');
  if (reverseCharge && buyer.country !== null && isInEu(buyer.country) && !isVatId(buyer.country, buyer.taxId!))
    throw invalid('/buyer/taxId', 'Reverse charge needs their VAT ID, which begins with the letters of their country.');
  const { pricesIncludeTax } = seller;
  const withTax = lines.map((line) => ({ ...line, tax: taxOf(line.tax, seller, reverseCharge) }));
  // Each line and their sum stay below what a number holds exactly.
  const largest = Math.max(...withTax.map(({ quantity, unitAmount }) => quantity * unitAmount));
  if (!Number.isSafeInteger(largest) || largest > MAX_AMOUNT) throw tooMuch();
  const { lines: amounts, ...totals } = invoiceTotals(withTax, pricesIncludeTax);
  if (totals.gross < 1) throw invalid('/lines', 'There has to be something to pay.');
  if (totals.gross > MAX_AMOUNT) throw tooMuch();
  const rows = withTax.map((line, index) => {
    const { net, tax, gross } = amounts[index]!;
    return { ...line, net, taxAmount: tax, gross };
  });
  return { lines: rows, totals, pricesIncludeTax, reverseCharge, buyer, currency };
}

/** What lines of this seller come to, taxed as usual; it may be nothing. */
export const linesTotals = (lines: readonly NewLine[], seller: Seller) =>
  invoiceTotals(
    lines.map((line) => ({ ...line, tax: taxOf(line.tax, seller, false) })),
    seller.pricesIncludeTax,
  );

/** The seller's usual time from a day on. */
export const usualDueAt = (from: Date, { dueDays }: Seller): Date => new Date(from.getTime() + dueDays * DAY_MS);

function taxOf(own: LineTax | undefined, { taxRate }: Seller, reverseCharge: boolean): LineTax {
  if (reverseCharge) return { category: 'reverse_charge', rate: 0 };
  return own ?? (taxRate === null ? { category: 'exempt', rate: 0 } : { category: 'standard', rate: taxRate });
}

/** What is wrong with one part of what was sent. */
export const invalid = (pointer: string, message: string) =>
  new ProblemError('validation-failed', { issues: [{ in: 'body', pointer, message }] });
const tooMuch = () => invalid('/lines', 'That is more than can be asked for.');

/** `INV-0042`: at least four digits, so that the first thousands sort as they were issued. */
export const numberText = (prefix: string, number: number): string => `${prefix}${String(number).padStart(4, '0')}`;

/** What an event says of an invoice. */
export const factsOf = ({ _id, personId, leadId, sessionId, currency }: InvoiceRow, amount: number) => ({
  invoiceId: _id,
  personId,
  leadId,
  sessionId,
  amount,
  currency,
});
