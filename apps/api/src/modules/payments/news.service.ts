import type { InvoiceId, PaymentMethod, RefundId } from '@stageline/contracts';
import { idSchemas } from '@stageline/contracts';
import type { PaymentNews } from '@stageline/integrations/payments';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { InvoicesService } from '../invoices/index.ts';
import type { PaymentsRepository } from './payments.repository.ts';
import type { PaymentRow, RefundRow } from './payments.types.ts';
import type { disputesRepository, refundsRepository } from './refunds.repository.ts';
import type { webhookEventsRepository } from './webhook-events.repository.ts';

export interface NewsDeps {
  readonly payments: PaymentsRepository;
  readonly refunds: typeof refundsRepository;
  readonly disputes: typeof disputesRepository;
  readonly events: Pick<typeof webhookEventsRepository, 'parkedOf' | 'close'>;
  readonly invoices: Pick<InvoicesService, 'applyPayment' | 'applyRefund' | 'applyRefundReturned' | 'applyDispute'>;
  /** Told, in the transaction, of invoices whose figures changed. */
  readonly onChanged: (invoiceId: InvoiceId) => Promise<void>;
  /** Told, in the transaction, of refunds that went through, or did not. */
  readonly onRefund?: (refundId: RefundId) => Promise<void>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** What became of a piece of news: `parked` waits for the charge that it tells of. */
export type Outcome = 'applied' | 'parked' | 'ignored';
type About<K extends PaymentNews['kind']> = Extract<PaymentNews, { kind: K }>;

/** The charge that a piece of news is about, where it names no payment of ours. */
export const chargeOf = (news: PaymentNews | null): string | null =>
  news?.kind === 'refund' || news?.kind === 'dispute' ? news.chargeId : null;

const methods: Readonly<Record<About<'paid'>['method'], PaymentMethod>> = {
  card: 'card',
  'bank-debit': 'bank_debit',
  other: 'other',
};

/**
 * What providers tell, made true here (D-08). Each piece moves a payment, refund or dispute on in one order only, and has its effect
 * in the transaction of that step: told twice, or in any other order, everything ends in the same state.
 */
export function createNews(deps: NewsDeps) {
  const { payments, refunds, disputes, events, invoices, unitOfWork, clock } = deps;

  /** @param accountId whose account told it: another's payment is none of its business */
  async function findOwn(reference: string, accountId: string): Promise<PaymentRow | null> {
    const id = idSchemas.pay.safeParse(reference);
    const payment = id.success ? await payments.find(id.data) : null;
    return payment?.accountId === accountId ? payment : null;
  }

  async function paid(accountId: string, news: About<'paid'>): Promise<Outcome> {
    const payment = await findOwn(news.reference, accountId);
    if (payment === null || payment.currency !== news.currency) return 'ignored';
    const at = clock.now();
    const { amount, chargeId, checkoutId } = news;
    const method = methods[news.method];
    const fee = Math.min(payment.fee, amount);
    const isNew = await payments.move(payment._id, 'paid', {
      ...{ amount, fee, chargeId, checkoutId, method, refundable: amount, paidAt: at },
    });
    if (!isNew) return 'applied';
    const { _id: paymentId, invoiceId } = payment;
    await invoices.applyPayment({ invoiceId, paymentId, amount, fee, at, method });
    await deps.onChanged(invoiceId);
    await unpark({ accountId, chargeId });
    return 'applied';
  }

  /** What was told of a charge and could not be true yet. */
  async function unpark({ accountId, chargeId }: Pick<PaymentRow, 'accountId' | 'chargeId'>): Promise<void> {
    if (accountId === null || chargeId === null) return;
    for (const event of await events.parkedOf(chargeId)) {
      if (event.news === null || event.accountId !== accountId) continue;
      const outcome = await apply(accountId, event.news);
      if (outcome !== 'parked') await events.close(event._id, outcome);
    }
  }

  async function movedOn(accountId: string, news: About<'processing' | 'failed' | 'expired'>): Promise<Outcome> {
    const payment = await findOwn(news.reference, accountId);
    if (payment === null) return 'ignored';
    if (news.kind === 'processing') await payments.move(payment._id, 'processing', { checkoutId: news.checkoutId });
    else if (news.kind === 'expired') await payments.move(payment._id, 'expired');
    else {
      await payments.declined(payment._id, news.code);
      if (news.isFinal) await payments.move(payment._id, 'failed');
    }
    await deps.onChanged(payment.invoiceId);
    return 'applied';
  }

  /** A refund that somebody made at the provider is a fact, whatever we would have said. */
  async function knownRefund(payment: PaymentRow, news: About<'refund'>): Promise<RefundRow> {
    const ours = idSchemas.rfd.safeParse(news.reference);
    const byReference = ours.success ? await refunds.find(ours.data) : null;
    if (byReference?.paymentId === payment._id) {
      await refunds.note(byReference._id, { providerRefundId: news.refundId, sendAt: null });
      return byReference;
    }
    const known = await refunds.findByProvider(news.refundId);
    if (known !== null) return known;
    const row: RefundRow = {
      ...{ _id: newId('rfd'), paymentId: payment._id, providerRefundId: news.refundId, amount: news.amount },
      ...{
        state: 'pending',
        reason: 'Made at the payment provider',
        failure: null,
        createdAt: clock.now(),
        sendAt: null,
      },
    };
    await refunds.insert(row);
    await payments.shift(payment._id, -row.amount);
    return row;
  }

  async function refunded(accountId: string, news: About<'refund'>): Promise<Outcome> {
    const payment = await payments.findByCharge(news.chargeId);
    if (payment?.state !== 'paid') return 'parked';
    if (payment.accountId !== accountId) return 'ignored';
    const refund = await knownRefund(payment, news);
    // While a dispute holds the money there is nothing that it could come from: the news that decides it is on its way.
    const { refundable = 0 } = (await payments.find(payment._id)) ?? {};
    if (news.state === 'succeeded' && refund.state === 'pending' && refundable < 0) return 'parked';
    // It was heard not to have arrived before it was heard to have gone: both are told in the books, once there is money for it.
    if (news.state === 'succeeded' && refund.state === 'failed') return cameBack(payment, refund, refundable);
    await settle(payment, refund, news.state, news.failure);
    return 'applied';
  }

  /** A refund goes through, or does not. */
  async function settle(
    payment: PaymentRow,
    refund: RefundRow,
    state: About<'refund'>['state'],
    failure: string | null,
  ): Promise<void> {
    const { _id: refundId, amount } = refund;
    const { _id: paymentId, invoiceId } = payment;
    if (state === 'succeeded') {
      if (!(await refunds.move(refundId, 'pending', { state, sendAt: null }))) return;
      await invoices.applyRefund({ ...appliedOf(payment, refund), creditOf: payment.creditOf?.invoiceId ?? null });
      // It is credit again where it came from, and can go back from there.
      if (payment.creditOf != null) await payments.shift(payment.creditOf.paymentId, amount);
    } else if (state === 'failed') {
      const failed = { state, failure, sendAt: null };
      const wasUnderWay = await refunds.move(refundId, 'pending', failed);
      if (!wasUnderWay && !(await refunds.move(refundId, 'succeeded', { ...failed, cameBackAt: clock.now() }))) return;
      // Its credit note stands: what was sold is taken back, and the money is the buyer's.
      if (!wasUnderWay) await invoices.applyRefundReturned(appliedOf(payment, refund));
      await payments.shift(paymentId, amount);
      await unpark(payment);
    }
    await deps.onRefund?.(refundId);
    await deps.onChanged(invoiceId);
  }

  const appliedOf = ({ _id: paymentId, invoiceId }: PaymentRow, refund: RefundRow) => {
    const { _id: refundId, amount, lines = [], reason } = refund;
    return { invoiceId, paymentId, refundId, amount, lines, reason, at: clock.now() };
  };

  async function cameBack(payment: PaymentRow, refund: RefundRow, refundable: number): Promise<Outcome> {
    if (refund.cameBackAt != null) return 'applied';
    if (refundable < refund.amount) return 'parked';
    await refunds.move(refund._id, 'failed', { cameBackAt: clock.now() });
    await invoices.applyRefund(appliedOf(payment, refund));
    await invoices.applyRefundReturned(appliedOf(payment, refund));
    await deps.onChanged(payment.invoiceId);
    return 'applied';
  }

  async function disputed(accountId: string, news: About<'dispute'>): Promise<Outcome> {
    const payment = await payments.findByCharge(news.chargeId);
    if (payment?.state !== 'paid') return 'parked';
    if (payment.accountId !== accountId) return 'ignored';
    const { _id: paymentId, invoiceId } = payment;
    const { amount, disputeId: providerDisputeId, reason } = news;
    const at = clock.now();
    let dispute = await disputes.findByProvider(providerDisputeId);
    if (dispute === null) {
      dispute = { _id: newId('dsp'), paymentId, providerDisputeId, amount, state: 'open', reason, openedAt: at };
      await disputes.insert(dispute);
      // The provider took the money back at once.
      await payments.shift(paymentId, -amount);
      await invoices.applyDispute({ invoiceId, disputeId: dispute._id, amount, outcome: 'opened', at });
    }
    if (news.state !== 'open' && (await disputes.decide(dispute._id, news.state))) {
      if (news.state === 'won') await payments.shift(paymentId, dispute.amount);
      const decided = { invoiceId, disputeId: dispute._id, amount: dispute.amount, outcome: news.state, at };
      await invoices.applyDispute(decided);
      await unpark(payment);
    }
    await deps.onChanged(invoiceId);
    return 'applied';
  }

  async function apply(accountId: string, news: PaymentNews): Promise<Outcome> {
    switch (news.kind) {
      case 'paid':
        return paid(accountId, news);
      case 'processing':
      case 'failed':
      case 'expired':
        return movedOn(accountId, news);
      case 'refund':
        return refunded(accountId, news);
      case 'dispute':
        return disputed(accountId, news);
      case 'account':
        return 'ignored';
    }
  }

  return {
    /** Applies a piece of news in the caller's transaction. */
    apply,
    /** Applies what a provider answered, all of it or nothing. */
    applyAll: (accountId: string, all: readonly PaymentNews[]): Promise<void> =>
      unitOfWork.run(async () => {
        for (const news of all) await apply(accountId, news);
      }),
    /** What became of a refund of ours, in the caller's transaction. */
    settle,
  };
}
export type News = ReturnType<typeof createNews>;
