import {
  ProblemError,
  type IdempotentRequestId,
  type PaymentId,
  type RefundId,
  type RefundView,
} from '@stageline/contracts';
import { IntegrationError, type PaymentsPort } from '@stageline/integrations/payments';
import { newId, type Clock, type Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { AuditLog } from '../audit/index.ts';
import type { InvoicesService } from '../invoices/index.ts';
import type { News } from './news.service.ts';
import type { PaymentsRepository } from './payments.repository.ts';
import { presentRefund } from './payments.presenter.ts';
import type { PaymentRow, RefundRow } from './payments.types.ts';
import type { refundsRepository } from './refunds.repository.ts';

export interface RefundsDeps {
  readonly port: PaymentsPort | null;
  readonly payments: PaymentsRepository;
  readonly refunds: typeof refundsRepository;
  readonly news: Pick<News, 'apply' | 'settle' | 'applyAll'>;
  readonly unitOfWork: UnitOfWork;
  readonly invoices: Pick<InvoicesService, 'find'>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** When a refund is sent again of which nobody knows whether it arrived. */
const AGAIN_MS = 2 * 60_000;

/** Money that goes back. What is given back is taken out of what can be, before anybody is asked to send it (D-06). */
export function createRefunds(deps: RefundsDeps) {
  const { port, payments, refunds, news, unitOfWork, clock } = deps;

  /** Promises the money to this refund. @throws ProblemError `not-found`, `illegal-transition`, `refund-too-large` */
  async function reserve(
    paymentId: PaymentId,
    { amount, reason }: { readonly amount: number; readonly reason: string },
    id: RefundId,
  ): Promise<[PaymentRow, RefundRow]> {
    return unitOfWork.run(async () => {
      const payment = await payments.find(paymentId);
      if (payment === null) throw new ProblemError('not-found');
      const known = await refunds.find(id);
      if (known !== null) return [payment, known] as [PaymentRow, RefundRow];
      if (payment.state !== 'paid') throw new ProblemError('illegal-transition');
      if (!(await payments.reserve(paymentId, amount))) throw new ProblemError('refund-too-large');
      const createdAt = clock.now();
      const row: RefundRow = {
        ...{ _id: id, paymentId, providerRefundId: null, amount, state: 'pending', reason, failure: null, createdAt },
        sendAt: payment.provider === 'manual' ? null : new Date(createdAt.getTime() + AGAIN_MS),
      };
      await refunds.insert(row);
      // What a member noted, a member gives back.
      if (payment.provider === 'manual') await news.settle(payment, row, 'succeeded', null);
      const { number } = (await deps.invoices.find(payment.invoiceId)) ?? {};
      await deps.audit.record({
        action: 'payment.refunded',
        target: { type: 'payment', id: paymentId, ...(number && { name: number }) },
      });
      return [payment, row] as [PaymentRow, RefundRow];
    });
  }

  /** Asks the provider to send the money; under the refund's own key it does so once. */
  async function send(payment: PaymentRow, refund: RefundRow): Promise<void> {
    const { accountId, chargeId, currency } = payment;
    if (accountId === null || chargeId === null || port === null || refund.state !== 'pending') return;
    try {
      const told = await port.refund({
        ...{ key: refund._id, reference: refund._id, accountId, chargeId, amount: refund.amount, currency },
        returnsFee: payment.fee > 0,
      });
      await unitOfWork.run(async () => void (await news.apply(accountId, told)));
    } catch (error) {
      if (!(error instanceof IntegrationError)) throw error;
      // Nobody knows whether it arrived: it stays pending, and the sweep asks again.
      if (error.retryable)
        return deps.logger.warn({ err: error, refundId: refund._id }, 'a refund is sent again later');
      await unitOfWork.run(() => news.settle(payment, refund, 'failed', error.code));
    }
  }

  return {
    /**
     * Gives back a payment, or a part of it; once per request.
     * @throws ProblemError `not-found`, `illegal-transition`, `refund-too-large`
     */
    async refund(
      paymentId: PaymentId,
      body: { readonly amount: number; readonly reason: string },
      requestId: IdempotentRequestId = newId('idk'),
    ): Promise<RefundView> {
      // Of the request, so that it is the same refund in every attempt.
      const id = `rfd_${requestId.slice('idk_'.length)}` as RefundId;
      const [payment, refund] = await reserve(paymentId, body, id);
      await send(payment, refund);
      return presentRefund((await refunds.find(id))!);
    },

    /** Sends one again whose answer was lost. What arrived long ago is found by asking, not by sending it once more. */
    async again(id: RefundId): Promise<void> {
      const refund = await refunds.find(id);
      const payment = refund === null ? null : await payments.find(refund.paymentId);
      if (refund === null || payment === null) return;
      await refunds.note(id, { sendAt: new Date(clock.now().getTime() + AGAIN_MS) });
      const { accountId, checkoutId } = payment;
      if (accountId === null || checkoutId === null || port === null) return;
      await news.applyAll(accountId, await port.lookUp({ accountId, checkoutId }));
      const now = await refunds.find(id);
      if (now?.providerRefundId === null) await send(payment, now);
    },
  };
}
export type Refunds = ReturnType<typeof createRefunds>;
