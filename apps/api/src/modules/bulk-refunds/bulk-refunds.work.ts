import { ProblemError, RefundSession, type BulkRefundId, type RefundId } from '@stageline/contracts';
import { newId, type Clock, type Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { Queue } from '@stageline/platform/queue';
import { currentTenantId } from '@stageline/tenancy';
import type { InvoiceRow, InvoicesService } from '../invoices/index.ts';
import type { Checkouts, PaymentRow, PaymentsRepository, Refunds } from '../payments/index.ts';
import type { BulkRefundsRepository } from './bulk-refunds.repository.ts';
import type { ItemRow, RunRow } from './bulk-refunds.types.ts';

export interface BulkWorkDeps {
  readonly repository: BulkRefundsRepository;
  readonly invoices: Pick<InvoicesService, 'find' | 'ofSession' | 'cancel'>;
  readonly payments: Pick<PaymentsRepository, 'find' | 'paidOf'>;
  readonly refunds: Pick<Refunds, 'find' | 'giveBack'>;
  readonly checkouts: Pick<Checkouts, 'closeOf' | 'isProcessing'>;
  readonly queue: Pick<Queue, 'enqueue'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Invoices that are planned together, and items that one job works off: each asks a provider. */
const PAGE = 100;
const OF_ONE_JOB = 20;
/** A job that is lost is ordered again after this long. */
const LOST_MS = 2 * 60_000;

/** What can go back of a payment, as an item of a run; null where nothing can. */
export function itemOfPayment({ _id, invoiceId, provider, refundable, currency, creditOf }: PaymentRow) {
  if (refundable < 1) return null;
  // What credit paid is credit again, where it came from: nobody has to send it.
  const isByHand = provider === 'manual' && creditOf == null;
  const outcome = isByHand ? ('by_hand' as const) : ('waiting' as const);
  return { kind: 'payment' as const, target: _id, invoiceId, amount: refundable, currency, outcome };
}
/** The same of what is due of an invoice. */
export function itemOfDue({ _id, figures: { due }, currency }: Pick<InvoiceRow, '_id' | 'currency' | 'figures'>) {
  if (due < 1) return null;
  return { kind: 'due' as const, target: _id, invoiceId: _id, amount: due, currency, outcome: 'waiting' as const };
}

/**
 * Gives back what was paid for a masterclass, payment by payment (D-07). What is asked for is written down before anybody is asked,
 * each with the id of its refund: whoever goes on after a crash asks for the same, and the provider and the books take it once.
 */
export function createBulkWork(deps: BulkWorkDeps) {
  const { repository, invoices, payments, refunds, checkouts, unitOfWork, clock, logger } = deps;
  const order = (id: BulkRefundId, step: string): Promise<void> =>
    deps.queue.enqueue(RefundSession, currentTenantId(), { runId: id }, { jobId: `${id}.${step}` });
  const later = (): Date => new Date(clock.now().getTime() + LOST_MS);

  async function planPage(run: RunRow): Promise<RunRow | null> {
    const page = await invoices.ofSession(run.sessionId, run.planned, PAGE);
    const paid = await payments.paidOf(page.map(({ _id }) => _id));
    const wanted = [...paid.map(itemOfPayment), ...page.map(itemOfDue)].filter((item) => item !== null);
    await repository.plan(
      wanted.map((item) => ({
        ...item,
        ...{ _id: newId('bri'), runId: run._id, failure: null },
        refundId: item.kind === 'payment' && item.outcome === 'waiting' ? newId('rfd') : null,
      })),
    );
    if (page.length < PAGE) return null;
    const planned = page.at(-1)!._id;
    await repository.change(run._id, 'planning', { planned, lookAt: later() });
    return { ...run, planned };
  }

  /** What did not go through before is tried once more, as another refund: the provider has refused the first for good. */
  async function planAgain(run: RunRow): Promise<void> {
    for (const outcome of ['failed', 'nothing_left'] as const)
      for (let rest = PAGE; rest === PAGE;) {
        const page = await repository.items(run._id, { outcome, after: null, limit: PAGE });
        for (const item of page)
          await repository.set(item, {
            ...{ outcome: 'waiting', failure: null },
            refundId: item.kind === 'payment' ? newId('rfd') : null,
          });
        rest = page.length;
      }
  }

  async function giveBack(item: Extract<ItemRow, { kind: 'payment' }>, reason: string): Promise<void> {
    const refundId = item.refundId as RefundId;
    const known = await refunds.find(refundId);
    const payment = await payments.find(item.target);
    // As much as there is now: a part may have gone back since it was planned.
    const amount = known?.amount ?? Math.max(0, payment?.refundable ?? 0);
    if (amount < 1) return repository.set(item, { outcome: 'nothing_left' });
    if (amount !== item.amount) await repository.set(item, { amount });
    const { state, failure } = await refunds.giveBack(refundId, item.target, { amount, reason });
    await repository.setByRefund(refundId, { outcome: state, failure });
  }

  async function takeBack(item: Extract<ItemRow, { kind: 'due' }>, reason: string): Promise<void> {
    await checkouts.closeOf(item.target);
    if (await checkouts.isProcessing(item.target)) throw new ProblemError('payment-processing');
    const due = (await invoices.find(item.target))?.figures.due ?? 0;
    if (due < 1) return repository.set(item, { outcome: 'nothing_left' });
    await unitOfWork.run(async () => {
      await invoices.cancel(item.target, reason);
      await repository.set(item, { outcome: 'succeeded', amount: due });
    });
  }

  /** What fails for one is written beside it, and keeps nothing from the others. */
  async function workOff(item: ItemRow, { reason }: RunRow): Promise<void> {
    try {
      await (item.kind === 'payment' ? giveBack(item, reason) : takeBack(item, reason));
    } catch (error) {
      const failure = error instanceof ProblemError ? error.code : 'unavailable';
      logger.warn({ err: error, itemId: item._id }, 'a payment of a bulk refund did not go back');
      await repository.set(item, { outcome: 'failed', failure });
    }
  }

  async function plan(run: RunRow): Promise<void> {
    await planAgain(run);
    for (let rest: RunRow | null = run; rest !== null;) rest = await planPage(rest);
    await repository.change(run._id, 'planning', { state: 'running', planned: null, lookAt: later() });
  }

  return {
    order,
    later,

    /** One job of a run of the current tenant: plans it, or works some of it off, and orders the next. */
    async work(id: BulkRefundId): Promise<void> {
      const found = await repository.find(id);
      if (found === null || found.state === 'done') return;
      if (found.state === 'planning') await plan(found);
      const run = (await repository.find(id))!;
      if (run.state !== 'running') return;
      const waiting = { outcome: 'waiting', after: null } as const;
      for (const item of await repository.items(id, { ...waiting, limit: OF_ONE_JOB })) await workOff(item, run);
      const [next] = await repository.items(id, { ...waiting, limit: 1 });
      if (next === undefined) {
        const endedAt = clock.now();
        return void (await repository.change(id, 'running', { state: 'done', endedAt, lookAt: null }));
      }
      await repository.change(id, 'running', { lookAt: later() });
      await order(id, next._id);
    },

    /** Orders a run of the current tenant again whose job may be lost. */
    async again(id: BulkRefundId): Promise<void> {
      const run = await repository.find(id);
      if (run === null || run.state === 'done') return;
      await repository.change(id, run.state, { lookAt: later() });
      await order(id, String(clock.now().getTime()));
    },

    /** What became of a refund, in the caller's transaction; of none of a run nothing. */
    async noted(refundId: RefundId): Promise<void> {
      const refund = await refunds.find(refundId);
      if (refund === null) return;
      await repository.setByRefund(refundId, { outcome: refund.state, failure: refund.failure });
      // What somebody sent back by hand, and noted, is done.
      const payment = await payments.find(refund.paymentId);
      if (payment?.provider === 'manual' && payment.refundable < 1) await repository.doneByHand(payment._id);
    },
  };
}
export type BulkWork = ReturnType<typeof createBulkWork>;
