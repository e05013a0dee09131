import {
  ProblemError,
  type BuyerCreditView,
  type IdempotentRequestId,
  type InvoiceId,
  type PaymentId,
  type PaymentView,
} from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { AuditLog } from '../audit/index.ts';
import type { InvoiceRow, InvoicesService } from '../invoices/index.ts';
import type { Checkouts } from './checkout.service.ts';
import type { PaymentsRepository } from './payments.repository.ts';
import type { PaymentsService } from './payments.service.ts';
import type { PaymentRow } from './payments.types.ts';

export interface BuyerCreditDeps {
  readonly payments: PaymentsRepository;
  readonly invoices: Pick<InvoicesService, 'find' | 'hold' | 'creditOfBuyer' | 'applyCredit' | 'undoCredit'>;
  readonly service: Pick<PaymentsService, 'present'>;
  readonly checkouts: Pick<Checkouts, 'closeOf'>;
  readonly onChanged: (invoiceId: InvoiceId) => Promise<void>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** Money of a buyer that came with a payment and is more than its invoice asked for. */
interface Source {
  readonly invoice: Pick<InvoiceRow, '_id' | 'number'>;
  readonly payment: PaymentRow;
  readonly amount: number;
}

/**
 * What buyers have paid too much pays other invoices of theirs (D-05). It is taken out of the payment that it came with, in the
 * same step, so it is used once, and no provider is asked to send back what is used.
 */
export function createBuyerCredit(deps: BuyerCreditDeps) {
  const { payments, invoices, unitOfWork, clock } = deps;

  /** The oldest first. Held back by a dispute, or on its way back, it is none. */
  async function sourcesFor(invoice: InvoiceRow): Promise<Source[]> {
    const found = await invoices.creditOfBuyer(invoice);
    const paid = await payments.paidOf(found.map(({ invoice: { _id } }) => _id));
    return found.flatMap(({ invoice: of, credit }) => {
      let left = credit;
      return paid
        .filter(({ invoiceId, refundable }) => invoiceId === of._id && refundable > 0)
        .flatMap((payment) => {
          const amount = Math.min(left, payment.refundable);
          left -= amount;
          return amount > 0 ? [{ invoice: of, payment, amount }] : [];
        });
    });
  }

  async function requireInvoice(invoiceId: InvoiceId): Promise<InvoiceRow> {
    const invoice = await invoices.find(invoiceId);
    if (invoice === null) throw new ProblemError('not-found');
    return invoice;
  }

  async function move(to: InvoiceRow, { invoice, payment }: Source, amount: number, groupId: string): Promise<void> {
    const [_id, at] = [newId('pay'), clock.now()];
    if (!(await payments.reserve(payment._id, amount))) throw new ProblemError('credit-too-small');
    const row: PaymentRow = {
      ...{ _id, groupId, invoiceId: to._id, provider: 'manual', method: 'credit', amount, currency: to.currency },
      ...{ accountId: null, checkoutId: null, url: null, chargeId: null, fee: 0, state: 'paid', active: false },
      ...{ refundable: amount, declines: [], note: null, creditOf: { invoiceId: invoice._id, paymentId: payment._id } },
      ...{ createdAt: at, expiresAt: null, paidAt: at, lookAt: null },
    };
    if (!(await payments.insert(row))) throw new Error('A payment by credit was not noted');
    await invoices.applyCredit({ from: invoice._id, to: to._id, paymentId: _id, amount, at });
    await deps.onChanged(invoice._id);
  }

  const record = (action: 'payment.credit-used' | 'payment.credit-undone', { _id: id, number }: InvoiceRow) =>
    deps.audit.record({ action, target: { type: 'invoice', id, ...(number && { name: number }) } });

  return {
    /** @throws ProblemError `not-found` */
    async of(invoiceId: InvoiceId): Promise<BuyerCreditView> {
      const invoice = await requireInvoice(invoiceId);
      const sources = invoice.state === 'draft' ? [] : await sourcesFor(invoice);
      const byInvoice = new Map<InvoiceId, BuyerCreditView['sources'][number]>();
      for (const {
        invoice: { _id, number },
        amount,
      } of sources) {
        const before = byInvoice.get(_id)?.amount ?? 0;
        byInvoice.set(_id, { invoiceId: _id, number: number ?? '', amount: before + amount });
      }
      const available = sources.reduce((sum, { amount }) => sum + amount, 0);
      return { currency: invoice.currency, available, sources: [...byInvoice.values()] };
    },

    /**
     * Pays an invoice, or a part of it; once per request.
     * @throws ProblemError `not-found`, `invoice-settled`, `credit-too-small`
     */
    async use(invoiceId: InvoiceId, amount: number, requestId: IdempotentRequestId): Promise<PaymentView[]> {
      await unitOfWork.run(async () => {
        if ((await payments.ofGroup(requestId)).length > 0) return;
        await requireInvoice(invoiceId);
        // Of two at once one waits here, and finds what the other one has left.
        const to = await invoices.hold(invoiceId);
        if (to.figures.due < amount) throw new ProblemError('invoice-settled');
        let left = amount;
        for (const source of await sourcesFor(to)) {
          const part = Math.min(left, source.amount);
          if (part > 0) await move(to, source, part, requestId);
          left -= part;
        }
        if (left > 0) throw new ProblemError('credit-too-small');
        await deps.onChanged(invoiceId);
        await record('payment.credit-used', to);
      });
      await deps.checkouts.closeOf(invoiceId);
      return deps.service.present(await payments.ofGroup(requestId));
    },

    /**
     * Takes a payment by credit back, all of it; once.
     * @throws ProblemError `not-found`; `illegal-transition` for another payment, or one of which something went back
     */
    async undo(paymentId: PaymentId): Promise<PaymentView> {
      await unitOfWork.run(async () => {
        const payment = await payments.find(paymentId);
        if (payment === null) throw new ProblemError('not-found');
        const { creditOf: source, amount, invoiceId } = payment;
        if (source == null || !(await payments.reserve(paymentId, amount)))
          throw new ProblemError('illegal-transition');
        const at = clock.now();
        await payments.undone(paymentId, at);
        await payments.shift(source.paymentId, amount);
        const owed = await invoices.undoCredit({ from: source.invoiceId, to: invoiceId, paymentId, amount, at });
        await deps.onChanged(invoiceId);
        await deps.onChanged(source.invoiceId);
        await record('payment.credit-undone', owed);
      });
      const [view] = await deps.service.present([(await payments.find(paymentId))!]);
      return view!;
    },
  };
}
export type BuyerCredit = ReturnType<typeof createBuyerCredit>;
