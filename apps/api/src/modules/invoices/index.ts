export type { Books } from './books.check.ts';
export { createInvoicesModule, type InvoicesModuleDeps, type InvoicesService } from './invoices.module.ts';
export { mergingInvoiceLeads, mergingInvoices } from './invoices.merging.repository.ts';
export { invoicesOfLead, issuedToLead, type InvoiceFacts } from './of-lead.repository.ts';
export { newSellers } from './invoices.cross-tenant.repository.ts';
export { invoicesPaidSince } from './paid-since.repository.ts';
export { isVatId, refuseMistypedVatId } from './vat-id.ts';
export { payersAmong } from './payers.repository.ts';
export type {
  Buyer,
  DisputeApplied,
  InvoiceRow,
  LinePart,
  NewInvoice,
  NewLine,
  PaymentApplied,
  RefundApplied,
} from './invoices.types.ts';
