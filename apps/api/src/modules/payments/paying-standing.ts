import type { InvoiceId, PayingStanding } from '@stageline/contracts';
import { currentTenantId } from '@stageline/tenancy';
import type { InvoiceRow, InvoicesService } from '../invoices/index.ts';
import type { PayLinks } from './pay-links.ts';
import type { PaymentsRepository } from './payments.repository.ts';

export interface PayingDeps {
  readonly payments: Pick<PaymentsRepository, 'ofInvoice'>;
  readonly invoices: Pick<InvoicesService, 'find'>;
  readonly askedFor: (invoice: InvoiceRow) => Promise<number>;
  readonly payLinks: PayLinks;
}

/** How somebody comes back who went to pay: from the provider's last page, or without having paid; or they could not begin. */
export const cameBack = ['paid', 'unpaid', 'unable'] as const;
export type CameBack = (typeof cameBack)[number];

/** Where the page of a buyer says what became of an invoice: as a query that it is opened with. */
export const payingQuery = (payLinks: PayLinks, invoiceId: InvoiceId, how: CameBack): string =>
  queryOf(payLinks.tokenFor(currentTenantId(), invoiceId), how);
const queryOf = (token: string, how: CameBack): string => `?${how}=${token}`;

/** What became of an invoice that somebody went to pay, for whoever has its link. */
export function createPayingStanding({ payments, invoices, askedFor, payLinks }: PayingDeps) {
  /** @returns null for a link that is none, or of another site */
  return async (token: string, how: CameBack): Promise<PayingStanding | null> => {
    const invoiceId = payLinks.invoiceOf(currentTenantId(), token);
    const invoice = invoiceId === null ? null : await invoices.find(invoiceId);
    if (invoiceId === null || invoice === null || invoice.state === 'draft') return null;
    const { number, currency, figures } = invoice;
    const of = { number: number ?? '', currency, due: Math.max(0, figures.due), again: queryOf(token, how) };
    if (invoice.state === 'void') return { ...of, state: 'void', amount: 0, payPath: null };
    const all = await payments.ofInvoice(invoiceId);
    // What a member notes meanwhile is newer, and the bank still at work.
    const processing = all.find(({ state }) => state === 'processing');
    if (processing !== undefined) return { ...of, state: 'processing', amount: processing.amount, payPath: null };
    const [newest] = all;
    const amount = newest?.amount ?? 0;
    if (how === 'paid' && newest?.state === 'paid') return { ...of, state: 'paid', amount, payPath: null };
    if (of.due === 0) return { ...of, state: 'settled', amount: 0, payPath: null };
    // The provider sends people back before it tells us that they have paid.
    if (how === 'paid' && newest?.state === 'open') return { ...of, state: 'arriving', amount, payPath: null };
    const asked = Math.min(of.due, await askedFor(invoice));
    if (how === 'unable') return { ...of, state: 'unable', amount: asked, payPath: null };
    return { ...of, state: 'due', amount: asked, payPath: `/pay/${token}` };
  };
}
