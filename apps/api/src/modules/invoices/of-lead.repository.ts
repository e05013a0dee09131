import type { LeadId } from '@stageline/contracts';
import { rowsBelow, type PageBound } from '@stageline/platform/mongo';
import { findRows } from '@stageline/tenancy';
import { InvoiceModel } from './invoice.model.ts';
import type { InvoiceRow } from './invoices.types.ts';

/** What of an invoice whoever talks to its buyer needs to know. */
export type InvoiceFacts = Pick<InvoiceRow, '_id' | 'number' | 'state' | 'currency' | 'totals' | 'figures' | 'dueAt'>;

/** Invoices of a lead of the current tenant that were issued, the newest first. */
export const invoicesOfLead = (leadId: LeadId, limit: number): Promise<InvoiceFacts[]> =>
  InvoiceModel.find(
    { leadId, state: { $ne: 'draft' } },
    { number: 1, state: 1, currency: 1, totals: 1, figures: 1, dueAt: 1 },
  )
    .sort({ _id: -1 })
    .limit(limit)
    .lean<InvoiceFacts[]>();

const EPOCH = new Date(0);
const FIELDS = { issuedAt: 1, number: 1, lines: 1, state: 1, totals: 1, figures: 1, currency: 1 } as const;

/** What a lead of the current tenant was sent, the newest first; a draft was sent to nobody. */
export function issuedToLead(leadId: LeadId, below: PageBound | null, limit: number): Promise<InvoiceRow[]> {
  const issued = below === null ? { issuedAt: { $gt: EPOCH } } : rowsBelow('issuedAt', below);
  return findRows(InvoiceModel, { leadId, ...issued }, { projection: FIELDS, sort: { issuedAt: -1, _id: -1 }, limit });
}
