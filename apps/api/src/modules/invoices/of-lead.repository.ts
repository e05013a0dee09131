import type { LeadId } from '@stageline/contracts';
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
