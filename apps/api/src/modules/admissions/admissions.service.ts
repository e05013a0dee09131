import { ProblemError, type InvoiceId, type SeatId, type SeatPayment } from '@stageline/contracts';
import type { Clock, Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { InvoiceRow, InvoicesService } from '../invoices/index.ts';
import type { AdmissionRow, AdmissionsRepository } from './admissions.repository.ts';
import { PAYING_MS } from './holds.ts';

export interface AdmissionsDeps {
  readonly repository: AdmissionsRepository;
  readonly invoices: Pick<InvoicesService, 'find' | 'cancel'>;
  /** Payments of invoices by a provider. */
  readonly checkouts: {
    /** Makes sure that nobody can pay it any more, unless somebody has. */
    closeOf(invoiceId: InvoiceId): Promise<void>;
    /** Whether a bank has been asked and has not answered. */
    isProcessing(invoiceId: InvoiceId): Promise<boolean>;
  };
  readonly seats: {
    /** Gives a seat free that was not paid, in the caller's transaction. */
    releaseUnpaid(seatId: SeatId): Promise<void>;
  };
  /** The path of this site at which an invoice is paid. */
  readonly payPath: (invoiceId: InvoiceId) => string;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A bank that is asked answers within days. */
const BANK_MS = 24 * 3_600_000;

/** Who may attend what has a price (D-15): a seat is kept for a while, has an invoice, and is paid or given up. */
export function createAdmissions(deps: AdmissionsDeps) {
  const { repository, invoices, checkouts, unitOfWork, clock } = deps;

  /** What has to be there before the doors open, and is. */
  function isPaid({ needed }: AdmissionRow, { figures }: InvoiceRow): boolean {
    const { paid, overpaid, refunded, disputed, lost } = figures;
    // What goes back in part is goodwill; what goes back whole, or is disputed, ends it.
    return paid + overpaid >= needed && paid + overpaid > refunded && disputed <= 0 && lost <= 0;
  }

  /** What somebody is asked for now: first what opens the doors, then the rest. */
  const nextAmount = ({ needed }: AdmissionRow, { figures }: InvoiceRow): number =>
    figures.paid < needed ? Math.min(figures.due, needed - figures.paid) : figures.due;

  async function release(admission: AdmissionRow): Promise<void> {
    const { _id, invoiceId } = admission;
    await unitOfWork.run(async () => {
      if (!(await repository.endHold(admission, clock.now()))) return;
      await deps.seats.releaseUnpaid(_id);
      if (invoiceId !== null) await cancelDue(invoiceId);
    });
  }

  async function cancelDue(invoiceId: InvoiceId): Promise<void> {
    const invoice = await invoices.find(invoiceId);
    if (invoice !== null && invoice.figures.due > 0) await invoices.cancel(invoiceId, 'The seat was given up');
  }

  return {
    /** The figures of an invoice changed: what it is for opens, or closes. In the caller's transaction. */
    async review(invoiceId: InvoiceId): Promise<void> {
      const admission = await repository.findByInvoice(invoiceId);
      const invoice = admission === null ? null : await invoices.find(invoiceId);
      if (admission === null || invoice === null) return;
      const state = isPaid(admission, invoice) ? 'paid' : 'unpaid';
      if (admission.state === 'given-up') {
        if (state === 'paid') deps.logger.error({ invoiceId }, 'a seat was paid after it was given up');
        return;
      }
      // Nobody loses a seat by the clock whose payment was taken back: the team sees to that.
      if (admission.state !== state) await repository.change(admission, { state, holdUntil: null });
    },

    /**
     * Somebody is about to pay an invoice: their seat is kept meanwhile.
     * @returns what is asked for now
     * @throws ProblemError `invoice-settled` where the seat is given up
     */
    async askFor(invoice: InvoiceRow): Promise<number> {
      const admission = await repository.findByInvoice(invoice._id);
      if (admission === null) return invoice.figures.due;
      const { holdUntil, lastHold } = admission;
      if (admission.state === 'given-up') throw new ProblemError('invoice-settled');
      const wanted = new Date(Math.min(clock.now().getTime() + PAYING_MS, lastHold.getTime()));
      if (holdUntil !== null && holdUntil < wanted && !(await repository.change(admission, { holdUntil: wanted })))
        throw new ProblemError('invoice-settled');
      return nextAmount(admission, invoice);
    },

    /** The time of a seat is over: it is given free, unless it was paid, or somebody's bank is being asked. */
    async endHold(seatId: SeatId): Promise<void> {
      const admission = await repository.find(seatId);
      const now = clock.now();
      if (admission?.state !== 'unpaid' || admission.holdUntil === null || admission.holdUntil > now) return;
      const { invoiceId } = admission;
      if (invoiceId !== null) {
        // First nobody can pay it any more; what was paid before has made it paid by then.
        await checkouts.closeOf(invoiceId);
        if (await checkouts.isProcessing(invoiceId))
          return void (await repository.change(admission, { holdUntil: new Date(now.getTime() + BANK_MS) }));
      }
      await release(admission);
    },

    /** Somebody gave their seat up: what they have not paid is not owed any more. */
    async givenUp(seatId: SeatId): Promise<void> {
      const admission = await repository.find(seatId);
      if (admission?.state !== 'unpaid') return;
      const { invoiceId } = admission;
      if (invoiceId !== null) await checkouts.closeOf(invoiceId);
      await unitOfWork.run(async () => {
        if (!(await repository.change(admission, { state: 'given-up', holdUntil: null })) || invoiceId === null) return;
        await cancelDue(invoiceId);
      });
    },

    /** How the seats of somebody stand, for their own page. */
    async shown(seatIds: readonly SeatId[]): Promise<Map<SeatId, SeatPayment>> {
      const shown = new Map<SeatId, SeatPayment>();
      for (const admission of await repository.findMany(seatIds)) {
        const { _id, invoiceId, holdUntil, currency } = admission;
        const invoice = invoiceId === null ? null : await invoices.find(invoiceId);
        const isPaidNow = admission.state === 'paid';
        const amount = invoice === null ? admission.needed : nextAmount(admission, invoice);
        const isProcessing = invoiceId !== null && !isPaidNow && (await checkouts.isProcessing(invoiceId));
        shown.set(_id, {
          state: isPaidNow ? 'paid' : isProcessing ? 'processing' : 'due',
          ...{ amount, currency, holdUntil: holdUntil?.toISOString() ?? null },
          payPath: invoiceId === null || amount <= 0 || isProcessing ? null : deps.payPath(invoiceId),
        });
      }
      return shown;
    },
  };
}
export type Admissions = ReturnType<typeof createAdmissions>;
