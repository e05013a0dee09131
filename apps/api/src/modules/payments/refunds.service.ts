import {
  ProblemError,
  type IdempotentRequestId,
  type PaymentId,
  type RefundBody,
  type RefundId,
  type RefundView,
} from '@stageline/contracts';
import { IntegrationError, type PaymentsPort } from '@stageline/integrations/payments';
import { newId, type Clock, type Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { AuditLog } from '../audit/index.ts';
import type { InvoicesService, LinePart } from '../invoices/index.ts';
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
  readonly invoices: Pick<InvoicesService, 'find' | 'hold'>;
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
    { amount, reason, lines = [] }: RefundBody,
    id: RefundId,
  ): Promise<[PaymentRow, RefundRow]> {
    return unitOfWork.run(async () => {
      const payment = await payments.find(paymentId);
      if (payment === null) throw new ProblemError('not-found');
      const known = await refunds.find(id);
      if (known !== null) return [payment, known] as [PaymentRow, RefundRow];
      if (payment.state !== 'paid') throw new ProblemError('illegal-transition');
      if (lines.length > 0) await requireLines(payment, lines);
      if (!(await payments.reserve(paymentId, amount))) throw new ProblemError('refund-too-large');
      const createdAt = clock.now();
      const row: RefundRow = {
        ...{ _id: id, paymentId, providerRefundId: null, amount, state: 'pending', reason, failure: null, createdAt },
        ...{ lines, cameBackAt: null },
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

  /**
   * Of each line there is as much left as is asked for. The invoice is held, so two that ask for one line take turns.
   * @throws ProblemError `refund-too-large`; `validation-failed` for a line that is not there
   */
  async function requireLines({ invoiceId }: PaymentRow, lines: readonly LinePart[]): Promise<void> {
    const invoice = await deps.invoices.hold(invoiceId);
    const ofInvoice = (await payments.paidOf([invoiceId])).map(({ _id }) => _id);
    // What came back from the bank stays taken back: its credit note stands.
    const promised = (await refunds.ofPayments(ofInvoice))
      .filter(({ state, cameBackAt }) => state !== 'failed' || cameBackAt != null)
      .flatMap((refund) => refund.lines ?? []);
    for (const { line, amount } of lines) {
      const known = invoice.lines[line];
      if (known === undefined) throw noSuchLine();
      const before = promised.filter((each) => each.line === line).reduce((sum, each) => sum + each.amount, 0);
      if (before + amount > known.gross) throw new ProblemError('refund-too-large');
    }
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

  /**
   * Gives back a payment, or a part of it, as this refund: once, however often it is asked for.
   * @throws ProblemError `not-found`, `illegal-transition`, `refund-too-large`
   */
  async function giveBack(id: RefundId, paymentId: PaymentId, body: RefundBody): Promise<RefundRow> {
    const [payment, refund] = await reserve(paymentId, body, id);
    await send(payment, refund);
    return (await refunds.find(id))!;
  }

  return {
    /**
     * Gives back a payment, or a part of it; once per request.
     * @throws ProblemError `not-found`, `illegal-transition`, `refund-too-large`
     */
    async refund(
      paymentId: PaymentId,
      body: RefundBody,
      requestId: IdempotentRequestId = newId('idk'),
    ): Promise<RefundView> {
      // Of the request, so that it is the same refund in every attempt.
      return presentRefund(await giveBack(`rfd_${requestId.slice('idk_'.length)}` as RefundId, paymentId, body));
    },

    giveBack,
    find: refunds.find,

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
const noSuchLine = () =>
  new ProblemError('validation-failed', {
    issues: [{ in: 'body', pointer: '/lines', message: 'The invoice has no such line.' }],
  });
export type Refunds = ReturnType<typeof createRefunds>;
