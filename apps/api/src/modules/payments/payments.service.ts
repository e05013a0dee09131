import {
  ProblemError,
  type IdempotentRequestId,
  type InvoiceId,
  type PaymentId,
  type PaymentView,
  type RecordedPayment,
  type SpreadPayment,
} from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { AuditLog } from '../audit/index.ts';
import type { InvoiceRow, InvoicesService } from '../invoices/index.ts';
import type { Checkouts } from './checkout.service.ts';
import { presentPayment } from './payments.presenter.ts';
import type { PaymentsRepository } from './payments.repository.ts';
import type { PaymentRow } from './payments.types.ts';
import type { disputesRepository, refundsRepository } from './refunds.repository.ts';

export interface PaymentsServiceDeps {
  readonly payments: PaymentsRepository;
  readonly refunds: typeof refundsRepository;
  readonly disputes: typeof disputesRepository;
  readonly invoices: Pick<InvoicesService, 'find' | 'applyPayment'>;
  readonly checkouts: Pick<Checkouts, 'closeOf'>;
  readonly onChanged: (invoiceId: InvoiceId) => Promise<void>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** Money that came past the provider, for one or several invoices. */
export interface NotedPayment extends Pick<PaymentRow, 'method' | 'note'> {
  readonly at: Date;
  readonly parts: readonly { readonly invoiceId: InvoiceId; readonly amount: number }[];
}

/** What the team sees of payments, and those that they note themselves. */
export function createPaymentsService(deps: PaymentsServiceDeps) {
  const { payments, refunds, disputes, invoices, unitOfWork, clock } = deps;

  async function present(rows: readonly PaymentRow[]): Promise<PaymentView[]> {
    const ids = rows.map(({ _id }) => _id);
    const [refunded, disputed] = await Promise.all([refunds.ofPayments(ids), disputes.ofPayments(ids)]);
    return rows.map((row) => presentPayment(row, refunded, disputed));
  }

  /** Notes what came for one invoice; in the caller's transaction. @throws ProblemError `not-found`, `invoice-settled` */
  async function noteOne(
    { invoiceId, amount }: NotedPayment['parts'][number],
    { at, method, note }: NotedPayment,
    ids: Pick<PaymentRow, '_id' | 'groupId'>,
  ): Promise<InvoiceRow> {
    const invoice = await invoices.find(invoiceId);
    if (invoice === null || invoice.state === 'draft') throw new ProblemError('not-found');
    if (invoice.state === 'void') throw new ProblemError('invoice-settled');
    const row: PaymentRow = {
      ...{ ...ids, invoiceId, provider: 'manual' },
      ...{ accountId: null, checkoutId: null, url: null, chargeId: null, amount, currency: invoice.currency },
      ...{ fee: 0, method, state: 'paid', active: false, refundable: amount, declines: [] },
      ...{ note, createdAt: clock.now(), expiresAt: null, paidAt: at, lookAt: null },
    };
    if (!(await payments.insert(row))) throw new Error('A payment was not noted');
    await invoices.applyPayment({ invoiceId, paymentId: row._id, amount, fee: 0, at, method: method! });
    await deps.onChanged(invoiceId);
    await deps.audit.record({
      action: 'payment.recorded',
      target: { type: 'invoice', id: invoiceId, ...(invoice.number && { name: invoice.number }) },
    });
    return invoice;
  }

  /**
   * Notes one payment that came for several invoices, all in one currency; in the caller's transaction, once per group.
   * @throws ProblemError `not-found`, `invoice-settled`; `conflict` for invoices that do not belong together
   */
  async function noteTogether(noted: NotedPayment, groupId: string, ofOneBuyer: boolean): Promise<void> {
    if ((await payments.ofGroup(groupId)).length > 0) return;
    const found: InvoiceRow[] = [];
    for (const part of noted.parts) found.push(await noteOne(part, noted, { _id: newId('pay'), groupId }));
    const [first] = found;
    const fits = ({ currency, personId }: InvoiceRow) =>
      currency === first?.currency && (!ofOneBuyer || personId === first.personId);
    if (!found.every(fits)) throw new ProblemError('conflict');
  }

  /** Nobody is to pay on the provider's page what came another way; should somebody be faster, it is their credit. */
  async function closePages(of: readonly InvoiceId[]): Promise<void> {
    for (const invoiceId of of) await deps.checkouts.closeOf(invoiceId);
  }

  return {
    noteTogether,
    closePages,

    /** Of one invoice, the newest first. @throws ProblemError `not-found` */
    async list(invoiceId: InvoiceId): Promise<PaymentView[]> {
      if ((await invoices.find(invoiceId)) === null) throw new ProblemError('not-found');
      return present(await payments.ofInvoice(invoiceId));
    },

    /**
     * Notes a payment that came past the provider (D-05); once per request. What is beyond the invoice is its payer's credit.
     * @throws ProblemError `not-found`, `invoice-settled`
     */
    async record(
      invoiceId: InvoiceId,
      { amount, method, paidAt, note = '' }: RecordedPayment,
      requestId: IdempotentRequestId,
    ): Promise<PaymentView> {
      const _id = `pay_${requestId.slice('idk_'.length)}` as PaymentId;
      const at = new Date(paidAt);
      const parts = [{ invoiceId, amount }];
      await unitOfWork.run(async () => {
        if ((await payments.find(_id)) !== null) return;
        await noteOne(parts[0]!, { at, method, note: note === '' ? null : note, parts }, { _id, groupId: null });
      });
      await closePages([invoiceId]);
      const [view] = await present([(await payments.find(_id))!]);
      return view!;
    },

    /**
     * Notes a payment that came past the provider for several invoices of one buyer (D-05); once per request.
     * @throws ProblemError `not-found`, `invoice-settled`; `conflict` for invoices of several buyers, or currencies
     */
    async spread(
      { method, paidAt, note = '', parts }: SpreadPayment,
      requestId: IdempotentRequestId,
    ): Promise<PaymentView[]> {
      const noted = { at: new Date(paidAt), method, note: note === '' ? null : note, parts };
      await unitOfWork.run(() => noteTogether(noted, requestId, true));
      await closePages(parts.map(({ invoiceId }) => invoiceId));
      return present(await payments.ofGroup(requestId));
    },

    present,
  };
}
export type PaymentsService = ReturnType<typeof createPaymentsService>;
