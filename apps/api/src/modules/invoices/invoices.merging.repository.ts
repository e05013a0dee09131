import { movable } from '@stageline/platform/mongo';
import { InvoiceModel } from './invoice.model.ts';

/** Invoices as they change people and leads in a merge; whom they were written to stays on them. */
export const mergingInvoices = movable(InvoiceModel, 'personId');
export const mergingInvoiceLeads = movable(InvoiceModel, 'leadId');
