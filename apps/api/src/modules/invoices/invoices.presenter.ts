import type { InvoiceRowView, InvoiceView } from '@stageline/contracts';
import { NO_FIGURES } from './invoice-content.ts';
import type { CreditNoteRow, InvoiceRow, ReceiptRow } from './invoices.types.ts';

type Listed = Omit<InvoiceRow, 'lines' | 'seller'>;
const instant = (at: Date | null) => at?.toISOString() ?? null;

export function presentRow(row: Listed): InvoiceRowView {
  const { _id, number, state, leadId, sessionId, currency, buyer, totals, figures, createdAt, issuedAt } = row;
  return {
    id: _id,
    ...{ number, state, leadId, sessionId, currency },
    // An older one has fewer of them.
    figures: { ...NO_FIGURES, ...figures },
    buyerName: buyer.company ?? buyer.name,
    total: totals.gross,
    createdAt: createdAt.toISOString(),
    issuedAt: instant(issuedAt),
    dueAt: instant(row.payBy ?? row.dueAt),
  };
}

/** What credit notes took back of a line by name. */
const takenBackOf = (notes: readonly CreditNoteRow[], place: number): number =>
  notes
    .flatMap(({ lines = [] }) => lines)
    .filter(({ line }) => line === place)
    .reduce((sum, { amount }) => sum + amount, 0);

/** @param urlOf a signed address of a document */
export function presentInvoice(
  row: InvoiceRow,
  {
    receipts,
    creditNotes,
  }: { readonly receipts: readonly ReceiptRow[]; readonly creditNotes: readonly CreditNoteRow[] },
  urlOf: (id: InvoiceRow['_id'] | ReceiptRow['_id'] | CreditNoteRow['_id']) => string,
): InvoiceView {
  const { version, buyer, lines, totals, pricesIncludeTax, reverseCharge, number } = row;
  return {
    ...presentRow(row),
    ...{ version, pricesIncludeTax, reverseCharge },
    buyer: { ...buyer, address: [...buyer.address] },
    lines: lines.map((line, place) => ({
      ...line,
      tax: { ...line.tax },
      takenBack: takenBackOf(creditNotes, place),
    })),
    totals: { ...totals, taxes: totals.taxes.map((tax) => ({ ...tax })) },
    invoiceUrl: number === null ? null : urlOf(row._id),
    receipts: receipts.map(({ _id, number: own, amount, method, at }) => ({
      id: _id,
      number: own,
      ...{ amount, method },
      at: at.toISOString(),
      receiptUrl: urlOf(_id),
    })),
    creditNotes: creditNotes.map(({ _id, number: own, amount, reason, at }) => ({
      id: _id,
      number: own,
      ...{ amount, reason },
      at: at.toISOString(),
      creditNoteUrl: urlOf(_id),
    })),
  };
}
