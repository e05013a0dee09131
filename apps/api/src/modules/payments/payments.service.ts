import {
  ProblemError,
  type IdempotentRequestId,
  type InvoiceId,
  type PaymentId,
  type PaymentView,
  type RecordedPayment,
} from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { AuditLog } from '../audit/index.ts';
import type { InvoicesService } from '../invoices/index.ts';
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

/** What the team sees of payments, and those that they note themselves. */
export function createPaymentsService(deps: PaymentsServiceDeps) {
  const { payments, refunds, disputes, invoices, unitOfWork, clock } = deps;

  async function present(rows: readonly PaymentRow[]): Promise<PaymentView[]> {
    const ids = rows.map(({ _id }) => _id);
    const [refunded, disputed] = await Promise.all([refunds.ofPayments(ids), disputes.ofPayments(ids)]);
    return rows.map((row) => presentPayment(row, refunded, disputed));
  }

  return {
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
      await unitOfWork.run(async () => {
        if ((await payments.find(_id)) !== null) return;
        const invoice = await invoices.find(invoiceId);
        if (invoice === null || invoice.state === 'draft') throw new ProblemError('not-found');
        if (invoice.state === 'void') throw new ProblemError('invoice-settled');
        const row: PaymentRow = {
          ...{ _id, invoiceId, provider: 'manual' },
          ...{ accountId: null, checkoutId: null, url: null, chargeId: null, amount, currency: invoice.currency },
          ...{ fee: 0, method, state: 'paid', active: false, refundable: amount, declines: [] },
          ...{ note: note === '' ? null : note, createdAt: clock.now(), expiresAt: null, paidAt: at, lookAt: null },
        };
        if (!(await payments.insert(row))) throw new Error('A payment was not noted');
        await invoices.applyPayment({ invoiceId, paymentId: _id, amount, fee: 0, at, method });
        await deps.onChanged(invoiceId);
        await deps.audit.record({
          action: 'payment.recorded',
          target: { type: 'invoice', id: invoiceId, ...(invoice.number && { name: invoice.number }) },
        });
      });
      // Nobody is to pay on the provider's page what came by bank; should somebody be faster, it is their credit.
      await deps.checkouts.closeOf(invoiceId);
      const [view] = await present([(await payments.find(_id))!]);
      return view!;
    },
  };
}
export type PaymentsService = ReturnType<typeof createPaymentsService>;
