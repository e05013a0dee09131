import type { InvoiceId, LeadId } from '@stageline/contracts';
import { InvoiceModel, ReceiptModel } from './invoice.model.ts';

/** Whose invoices of the current tenant were paid in full since then: by the last payment of each, the newest first. */
export async function invoicesPaidSince(from: Date, limit: number): Promise<{ leadId: LeadId; at: Date }[]> {
  type Paid = { readonly invoiceId: InvoiceId; readonly at: Date };
  const receipts = await ReceiptModel.find({ at: { $gte: from } }, { _id: 0, invoiceId: 1, at: 1 })
    .sort({ at: -1 })
    .limit(limit)
    .lean<Paid[]>();
  const last = new Map<InvoiceId, Date>();
  for (const { invoiceId, at } of receipts) if (!last.has(invoiceId)) last.set(invoiceId, at);
  const rows = await InvoiceModel.find({ _id: { $in: [...last.keys()] }, state: 'paid' }, { leadId: 1 }).lean<
    { _id: InvoiceId; leadId: LeadId }[]
  >();
  return rows
    .map(({ _id, leadId }) => ({ leadId, at: last.get(_id)! }))
    .toSorted((a, b) => b.at.getTime() - a.at.getTime());
}
