import {
  InvoiceCancelled,
  InvoicePaid,
  InvoiceRefunded,
  ProblemError,
  ReceiptIssued,
  type InvoiceId,
  type RefundId,
} from '@stageline/contracts';
import {
  addUp,
  creditOf,
  figuresOf,
  post,
  splitRefund,
  standingOf,
  takenBack,
  takenBackOfLines,
  type Entry,
  type OwedInvoice,
  type PostingKind,
  type Purse,
  type Sums,
} from '@stageline/domain';
import { newId, type Clock } from '@stageline/platform';
import type { Transaction, UnitOfWork } from '@stageline/platform/outbox';
import type { LedgerService } from '../ledger/index.ts';
import { factsOf, numberText } from './invoice-content.ts';
import type { InvoicesRepository } from './invoices.repository.ts';
import type {
  CreditMoved,
  CreditNoteRow,
  DisputeApplied,
  InvoiceRow,
  LinePart,
  PaymentApplied,
  ReceiptRow,
  RefundApplied,
  RefundReturned,
} from './invoices.types.ts';

export interface SettlementDeps {
  readonly repository: InvoicesRepository;
  readonly ledger: LedgerService;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** An issued invoice, held for the rest of a transaction, with the sums of its postings. */
interface Held {
  readonly tx: Transaction;
  readonly invoice: InvoiceRow;
  sums: Sums;
  /** Posts to it, and adds what was posted to the sums. */
  post(kind: PostingKind, key: string, at: Date, entries: readonly Entry[]): Promise<void>;
}
interface NewCreditNote {
  readonly amount: number;
  readonly refundId: RefundId | null;
  readonly reason: string;
  readonly at: Date;
  readonly lines?: readonly LinePart[];
}
const purseOf = (method: PaymentApplied['method']): Purse =>
  method === 'card' || method === 'bank_debit' ? 'clearing' : method === 'credit' ? 'moved' : 'bank';

/** Invoices that are looked through for what money may have paid. */
const MOST_OWED = 5000;

/** What happens to issued invoices: each is posted once, by the id of what happened, and moves the invoice as its sums say. */
export function createSettlement({ repository, ledger, unitOfWork, clock }: SettlementDeps) {
  /**
   * Runs a step on an invoice that nobody else moves meanwhile. Its figures are summed up anew from the ledger each time.
   * @param key of what happened; where it is posted already, nothing is done
   * @throws ProblemError `not-found` for one that is not issued, or not there
   */
  async function move(id: InvoiceId, key: string, step: (held: Held) => Promise<void>): Promise<InvoiceRow> {
    return unitOfWork.run(async (tx) => {
      const invoice = await repository.take(id);
      if (invoice === null) throw new ProblemError('not-found');
      if (await ledger.hasPosted(key)) return invoice;
      const held: Held = {
        tx,
        invoice,
        sums: await ledger.sumsOf(id),
        async post(kind, postingKey, at, entries) {
          const { currency } = invoice;
          await ledger.post({ key: postingKey, kind, invoiceId: id, currency, at, entries });
          held.sums = addUp(held.sums, kind, entries);
        },
      };
      await step(held);
      return settled(tx, held);
    });
  }

  async function settled(tx: Transaction, { invoice, sums }: Held): Promise<InvoiceRow> {
    const figures = figuresOf(sums);
    const state = standingOf(figures, invoice.payBy ?? invoice.dueAt!, clock.now());
    await repository.settle(invoice._id, state, figures);
    const moved = { ...invoice, state, figures };
    if (state === 'paid' && invoice.state !== 'paid') tx.record(InvoicePaid, factsOf(moved, figures.paid));
    return moved;
  }

  /** A credit note over a part of an invoice; its taxes are what is left of those of the invoice. */
  async function creditNote(
    { invoice }: Held,
    { amount, refundId, reason, at, lines = [] }: NewCreditNote,
  ): Promise<CreditNoteRow> {
    const before = await repository.creditNotesOf(invoice._id);
    const left = invoice.totals.taxes.map((tax, index) => {
      const sum = (field: 'net' | 'tax') => before.reduce((all, note) => all - note.taxes[index]![field], tax[field]);
      return { category: tax.category, rate: tax.rate, net: sum('net'), tax: sum('tax') };
    });
    const parts = lines.map(({ line, amount: part }) => ({ tax: invoice.lines[line]!.tax, amount: part }));
    const taxes = parts.length === 0 ? takenBack(left, amount) : takenBackOfLines(left, parts);
    const number = numberText('CN-', await repository.nextNumber('credit_note'));
    const note = { _id: newId('crn'), number, invoiceId: invoice._id, refundId, amount, taxes, lines, reason, at };
    await repository.insertCreditNote(note);
    return note;
  }
  const totalsOf = ({ taxes }: CreditNoteRow) => ({
    net: taxes.reduce((sum, { net }) => sum + net, 0),
    tax: taxes.reduce((sum, { tax }) => sum + tax, 0),
  });

  async function issueReceipt(held: Held, payment: PaymentApplied, overpaid: number): Promise<ReceiptRow> {
    const { invoiceId, paymentId, amount, method, at } = payment;
    const number = numberText('RC-', await repository.nextNumber('receipt'));
    const dueAfter = figuresOf(held.sums).due;
    const receipt = { _id: newId('rcp'), number, invoiceId, paymentId, amount, dueAfter, overpaid, method, at };
    await repository.insertReceipt(receipt);
    held.tx.record(ReceiptIssued, { ...factsOf(held.invoice, amount), receiptId: receipt._id });
    return receipt;
  }

  /** @throws ProblemError `not-found` for a payment that was not of this invoice */
  async function purseOfPayment(invoiceId: InvoiceId, paymentId: PaymentApplied['paymentId']): Promise<Purse> {
    const receipt = await repository.receiptOf(invoiceId, paymentId);
    if (receipt === null) throw new ProblemError('not-found');
    return purseOf(receipt.method);
  }
  const returnTo = (source: InvoiceId, key: string, amount: number, at: Date): Promise<InvoiceRow> =>
    move(source, key, (held) => held.post('credit_returned', key, at, post.creditReturned(amount)));

  return {
    /**
     * A payment arrived: it is posted, what is beyond the invoice stays the buyer's, and they get a receipt. In the caller's
     * transaction where there is one; once per payment and invoice.
     */
    async applyPayment(payment: PaymentApplied): Promise<InvoiceRow> {
      const { invoiceId, paymentId, amount, fee, at, method } = payment;
      assertAmount(amount);
      if (!Number.isSafeInteger(fee) || fee < 0 || fee > amount) throw new RangeError('A fee is a part of its payment');
      const key = `payment:${paymentId}:${invoiceId}`;
      return move(invoiceId, key, async (held) => {
        const { writtenOff } = figuresOf(held.sums);
        // They pay after all: as much as they pay is owed again.
        const recovered = Math.min(amount, writtenOff);
        if (recovered > 0) await held.post('recovery', `${key}:recovery`, at, post.recovery(recovered));
        const { due } = figuresOf(held.sums);
        await held.post('payment', key, at, post.payment({ amount, fee, due, purse: purseOf(method) }));
        await issueReceipt(held, payment, Math.max(0, amount - Math.max(0, due)));
      });
    },

    /**
     * Money went back: what was paid too much first, the rest by a credit note; where lines are named, all of it takes back these.
     * Once per refund.
     * @throws ProblemError `refund-too-large` where it is more than was paid, has not gone back and is in no dispute;
     * `not-found` for a payment that was not of this invoice
     */
    async applyRefund(refund: RefundApplied): Promise<InvoiceRow> {
      const { invoiceId, paymentId, refundId, amount, lines = [], reason, at, creditOf: source } = refund;
      assertAmount(amount);
      const key = `refund:${refundId}`;
      return move(invoiceId, key, async (held) => {
        const purse = source == null ? await purseOfPayment(invoiceId, paymentId) : 'moved';
        if (amount > figuresOf(held.sums).refundable) throw new ProblemError('refund-too-large');
        const { credit, gross } =
          lines.length > 0 ? { credit: 0, gross: amount } : splitRefund({ sums: held.sums, amount });
        const note = gross === 0 ? null : await creditNote(held, { amount: gross, refundId, reason, at, lines });
        const back = note === null ? { net: 0, tax: 0 } : totalsOf(note);
        await held.post('refund', key, at, post.refund({ ...back, credit, purse }));
        // It came from credit, and is credit again where it came from.
        if (source != null) await returnTo(source, `${key}:credit`, amount, at);
        const creditNoteId = note?._id ?? null;
        held.tx.record(InvoiceRefunded, { ...factsOf(held.invoice, amount), refundId, creditNoteId });
      });
    },

    /**
     * What went back did not arrive: the credit note stands, and the money is the buyer's credit until it goes back another way. Once
     * per refund, and after it.
     */
    async applyRefundReturned({ invoiceId, paymentId, refundId, amount, at }: RefundReturned): Promise<InvoiceRow> {
      assertAmount(amount);
      return move(invoiceId, `refund:${refundId}:returned`, async (held) => {
        const entries = post.refundReturned({ amount, purse: await purseOfPayment(invoiceId, paymentId) });
        await held.post('refund_returned', `refund:${refundId}:returned`, at, entries);
      });
    },

    /**
     * Credit that the buyer has with one invoice pays a part of another one. In the caller's transaction; once per payment. The
     * money got its receipt when it came.
     * @throws ProblemError `credit-too-small`; `invoice-settled` where less is due
     */
    async applyCredit({ from, to, paymentId, amount, at }: CreditMoved): Promise<InvoiceRow> {
      assertAmount(amount);
      return unitOfWork.run(async () => {
        const paid = await move(to, `payment:${paymentId}:${to}`, async (held) => {
          const { due } = figuresOf(held.sums);
          if (due < amount) throw new ProblemError('invoice-settled');
          const entries = post.payment({ amount, fee: 0, due, purse: 'moved' });
          await held.post('payment', `payment:${paymentId}:${to}`, at, entries);
        });
        const key = `credit:${paymentId}`;
        await move(from, key, async (held) => {
          if (creditOf(held.sums) < amount) throw new ProblemError('credit-too-small');
          await held.post('credit_used', key, at, post.creditUsed(amount));
        });
        return paid;
      });
    },

    /** What something is due of, as far as 5,000 invoices go; the oldest first. */
    async owed(): Promise<OwedInvoice[]> {
      const rows = await repository.owed(MOST_OWED);
      return rows
        .filter(({ figures }) => figures.due > 0)
        .map(({ _id: id, number, personId, buyer: { name, company }, currency, figures: { due } }) => ({
          ...{ id, number, personId, currency, due },
          names: company === null ? [name] : [name, company],
        }));
    },

    /** The currency of the latest invoice; null where there is none. */
    lastCurrency: repository.lastCurrency,

    /** What its buyer has as credit with other invoices in its currency; the oldest first. */
    async creditOfBuyer(invoice: InvoiceRow): Promise<{ readonly invoice: InvoiceRow; readonly credit: number }[]> {
      const others = await repository.withMoneyOf(invoice);
      const sums = await ledger.sumsOfMany(others.map(({ _id }) => _id));
      return others
        .map((other) => ({ invoice: other, credit: creditOf(sums.get(other._id) ?? {}) }))
        .filter(({ credit }) => credit > 0);
    },

    /** The other way round: it is credit again, and owed again what it paid. Once per payment. */
    async undoCredit({ from, to, paymentId, amount, at }: CreditMoved): Promise<InvoiceRow> {
      assertAmount(amount);
      return unitOfWork.run(async () => {
        const key = `payment:${paymentId}:${to}:undone`;
        const owed = await move(to, key, (held) => held.post('payment_undone', key, at, post.paymentUndone(amount)));
        await returnTo(from, `credit:${paymentId}:returned`, amount, at);
        return owed;
      });
    },

    /** Holds an issued invoice for the rest of the caller's transaction. @throws ProblemError `not-found` */
    async hold(invoiceId: InvoiceId): Promise<InvoiceRow> {
      const invoice = await repository.take(invoiceId);
      if (invoice === null) throw new ProblemError('not-found');
      return invoice;
    },

    /** An invoice is in time until another day than its own, as it is paid in parts; null for its own again. */
    async payBy(invoiceId: InvoiceId, payBy: Date | null): Promise<void> {
      await unitOfWork.run(async () => {
        const invoice = await repository.take(invoiceId);
        if (invoice === null || (invoice.payBy ?? null)?.getTime() === payBy?.getTime()) return;
        const state = standingOf(invoice.figures, payBy ?? invoice.dueAt!, clock.now());
        await repository.setPayBy(invoiceId, state, payBy);
      });
    },

    /** A payment is disputed, or its dispute is decided; each once, in any order. */
    async applyDispute({ invoiceId, disputeId, amount, outcome, at }: DisputeApplied): Promise<InvoiceRow> {
      assertAmount(amount);
      const key = `dispute:${disputeId}:${outcome}`;
      return move(invoiceId, key, (held) => {
        const entries = { opened: post.disputeOpened, won: post.disputeWon, lost: post.disputeLost }[outcome](amount);
        return held.post(`dispute_${outcome}`, key, at, entries);
      });
    },

    /**
     * Takes back what is not paid, by a credit note: an invoice of which nothing was paid is void then. Once; later nothing is due.
     * @throws ProblemError `illegal-transition` where nothing is due
     */
    async cancel(invoiceId: InvoiceId, reason: string): Promise<InvoiceRow> {
      const at = clock.now();
      return move(invoiceId, `cancellation:${invoiceId}`, async (held) => {
        const { due } = figuresOf(held.sums);
        if (due <= 0) throw new ProblemError('illegal-transition');
        const note = await creditNote(held, { amount: due, refundId: null, reason, at });
        await held.post('cancellation', `cancellation:${invoiceId}`, at, post.cancellation(totalsOf(note)));
        held.tx.record(InvoiceCancelled, { ...factsOf(held.invoice, due), creditNoteId: note._id });
      });
    },

    /** Nobody expects what is due any more; who pays it after all is welcome. @throws ProblemError `illegal-transition` */
    async writeOff(invoiceId: InvoiceId): Promise<InvoiceRow> {
      return unitOfWork.run(async () => {
        const { version } = (await repository.find(invoiceId)) ?? { version: 0 };
        // It can be given up again after a part of it was paid; of two at once the second finds nothing due.
        return move(invoiceId, `write_off:${invoiceId}:${version}`, async (held) => {
          const { due } = figuresOf(held.sums);
          if (due <= 0) throw new ProblemError('illegal-transition');
          await held.post('write_off', `write_off:${invoiceId}:${version}`, clock.now(), post.writeOff(due));
        });
      });
    },

    /** Looks at an invoice whose time may be over. */
    async refresh(invoiceId: InvoiceId): Promise<void> {
      await move(invoiceId, `refresh:${invoiceId}`, async () => undefined);
    },
  };
}
export type Settlement = ReturnType<typeof createSettlement>;

function assertAmount(amount: number): void {
  if (!Number.isSafeInteger(amount) || amount < 1) throw new RangeError('An amount is a whole number above zero');
}
