import { ProblemError, type InvoiceId, type SeatId, type SeatPayment } from '@stageline/contracts';
import { accessOf, type InstalmentsStanding } from '@stageline/domain';
import type { Clock, Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { CouponsService } from '../coupons/index.ts';
import type { EarlyPrices } from '../early-prices/index.ts';
import type { InvoiceRow, InvoicesService } from '../invoices/index.ts';
import type { AdmissionRow, AdmissionsRepository } from './admissions.repository.ts';
import { MOST_MS, PAYING_MS, PROMOTED_HOLD_MS } from './holds.ts';

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
  readonly coupons: Pick<CouponsService, 'look' | 'use' | 'giveBack'>;
  readonly earlyPrices: Pick<EarlyPrices, 'giveBack'>;
  /** Writes the invoice of a seat whose former one was cancelled, in the caller's transaction. */
  readonly issueAnew: (admission: AdmissionRow) => Promise<void>;
  /** How an invoice stands that is paid in parts; null for one that is not. */
  readonly instalmentsOf: (invoice: InvoiceRow) => Promise<InstalmentsStanding | null>;
  /** The path of this site at which an invoice is paid. */
  readonly payPath: (invoiceId: InvoiceId) => string;
  /** The page of the parts of an invoice; null where it is paid at once. */
  readonly partsOf?: (invoice: InvoiceRow) => Promise<SeatPayment['parts']>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A bank that is asked answers within days. */
const BANK_MS = 24 * 3_600_000;

const GIVEN_UP = 'The seat was given up';
const mayUseCode = ({ state, coupon }: AdmissionRow): boolean => state === 'unpaid' && coupon == null;

/** Who may attend what has a price (D-15): a seat is kept for a while, has an invoice, and is paid or given up. */
export function createAdmissions(deps: AdmissionsDeps) {
  const { repository, invoices, checkouts, coupons, unitOfWork, clock } = deps;

  /** What has to be there before the doors open, and is. */
  const isPaid = ({ needed }: AdmissionRow, { figures }: InvoiceRow, parts: InstalmentsStanding | null): boolean =>
    accessOf({ figures, needed, parts, line: null }) === null;

  /** What somebody is asked for now: first what opens the doors, then the rest. */
  const nextAmount = ({ needed }: AdmissionRow, { figures }: InvoiceRow): number =>
    figures.paid < needed ? Math.min(figures.due, needed - figures.paid) : figures.due;

  async function release(admission: AdmissionRow): Promise<void> {
    const { _id, invoiceId } = admission;
    await unitOfWork.run(async () => {
      if (!(await repository.endHold(admission, clock.now()))) return;
      await deps.seats.releaseUnpaid(_id);
      await giveBack(admission);
      if (invoiceId !== null) await cancelDue(invoiceId, GIVEN_UP);
    });
  }

  /** What lowered its price is somebody else's again. */
  async function giveBack({ coupon, isEarly, sessionId, price }: AdmissionRow): Promise<void> {
    if (coupon != null) await coupons.giveBack(coupon.id);
    if (isEarly === true) await deps.earlyPrices.giveBack(sessionId, price + (coupon?.off ?? 0));
  }

  async function cancelDue(invoiceId: InvoiceId, reason: string): Promise<void> {
    const invoice = await invoices.find(invoiceId);
    if (invoice !== null && invoice.figures.due > 0) await invoices.cancel(invoiceId, reason);
  }

  /** What nothing of is paid, or is being paid, by now. @throws ProblemError `illegal-transition`, `payment-processing` */
  async function assertUntouched(invoiceId: InvoiceId): Promise<void> {
    // First nobody can pay the former price any more; what was paid before shows in the figures.
    await checkouts.closeOf(invoiceId);
    if (await checkouts.isProcessing(invoiceId)) throw new ProblemError('payment-processing');
    const invoice = await invoices.find(invoiceId);
    if (invoice !== null && invoice.figures.paid > 0) throw new ProblemError('illegal-transition');
  }

  return {
    /** The figures of an invoice changed: what it is for opens, or closes. In the caller's transaction. */
    async review(invoiceId: InvoiceId): Promise<void> {
      const admission = await repository.findByInvoice(invoiceId);
      const invoice = admission === null ? null : await invoices.find(invoiceId);
      if (admission === null || invoice === null) return;
      const parts = await deps.instalmentsOf(invoice);
      const state = isPaid(admission, invoice, parts) ? 'paid' : 'unpaid';
      if (admission.state === 'given-up') {
        if (state === 'paid') deps.logger.error({ invoiceId }, 'a seat was paid after it was given up');
        return;
      }
      // Nobody loses a seat by the clock whose payment was taken back: the team sees to that.
      const isAgreed = parts !== null && admission.holdUntil !== null;
      if (admission.state !== state || isAgreed) await repository.change(admission, { state, holdUntil: null });
    },

    /**
     * Somebody is about to pay an invoice: their seat is kept meanwhile.
     * @returns what is asked for now
     * @throws ProblemError `invoice-settled` where the seat is given up
     */
    async askFor(invoice: InvoiceRow): Promise<number> {
      const admission = await repository.findByInvoice(invoice._id);
      if (admission === null) return (await deps.instalmentsOf(invoice))?.asked ?? invoice.figures.due;
      const { holdUntil, lastHold } = admission;
      if (admission.state === 'given-up') throw new ProblemError('invoice-settled');
      const wanted = new Date(Math.min(clock.now().getTime() + PAYING_MS, lastHold.getTime()));
      if (holdUntil !== null && holdUntil < wanted && !(await repository.change(admission, { holdUntil: wanted })))
        throw new ProblemError('invoice-settled');
      return (await deps.instalmentsOf(invoice))?.asked ?? nextAmount(admission, invoice);
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
        if (!(await repository.change(admission, { state: 'given-up', holdUntil: null }))) return;
        await giveBack(admission);
        if (invoiceId !== null) await cancelDue(invoiceId, GIVEN_UP);
      });
    },

    /**
     * A code lowers the price of a seat of which nothing is paid: its invoice is cancelled, and another one written. Once for
     * each seat.
     * @throws ProblemError `not-found` for one that costs nothing; `illegal-transition`; `payment-processing`;
     * `validation-failed` for a code that takes nothing off, or of which no use is left
     */
    async useCode(seatId: SeatId, code: string): Promise<void> {
      const admission = await repository.find(seatId);
      if (admission === null) throw new ProblemError('not-found');
      if (!mayUseCode(admission)) throw new ProblemError('illegal-transition');
      const { sessionId, invoiceId, price, needed, currency } = admission;
      // Nobody's payment is stopped for a code that does nothing.
      await coupons.look(code, { amount: price, currency }, sessionId);
      if (invoiceId !== null) await assertUntouched(invoiceId);
      await unitOfWork.run(async () => {
        const { id, code: known, off } = await coupons.look(code, { amount: price, currency }, sessionId);
        await coupons.use(id);
        const lowered = {
          ...{ price: price - off, needed: Math.min(needed, price - off), invoiceId: null },
          coupon: { id, code: known, off },
        };
        const free = price === off ? ({ state: 'paid', holdUntil: null } as const) : {};
        // Parts that were agreed on kept the seat, and end with the invoice that they were of: it has a time again.
        const isUntimed = invoiceId !== null && admission.holdUntil === null;
        const until = clock.now().getTime() + PROMOTED_HOLD_MS;
        const time = isUntimed ? { holdUntil: new Date(until), lastHold: new Date(until + MOST_MS) } : {};
        if (!(await repository.lower(admission, { ...lowered, ...time, ...free })))
          throw new ProblemError('illegal-transition');
        if (invoiceId !== null) await cancelDue(invoiceId, `The code ${known} lowers the price`);
        if (price !== off) await deps.issueAnew({ ...admission, ...lowered });
      });
    },

    /** How the seats of somebody stand, for their own page. */
    async shown(seatIds: readonly SeatId[]): Promise<Map<SeatId, SeatPayment>> {
      const shown = new Map<SeatId, SeatPayment>();
      for (const admission of await repository.findMany(seatIds)) {
        const { _id, invoiceId, holdUntil, currency } = admission;
        const invoice = invoiceId === null ? null : await invoices.find(invoiceId);
        const isPaidNow = admission.state === 'paid';
        const parts = invoice === null ? null : await deps.instalmentsOf(invoice);
        const amount = parts?.asked ?? (invoice === null ? admission.needed : nextAmount(admission, invoice));
        const isProcessing = invoiceId !== null && !isPaidNow && (await checkouts.isProcessing(invoiceId));
        shown.set(_id, {
          state: isPaidNow ? 'paid' : isProcessing ? 'processing' : 'due',
          ...{ amount, currency, holdUntil: holdUntil?.toISOString() ?? null },
          payPath: invoiceId === null || amount <= 0 || isProcessing ? null : deps.payPath(invoiceId),
          parts: invoice === null || parts === null ? null : ((await deps.partsOf?.(invoice)) ?? null),
          ...{ code: admission.coupon?.code ?? null, mayUseCode: mayUseCode(admission) && !isProcessing },
        });
      }
      return shown;
    },
  };
}
export type Admissions = ReturnType<typeof createAdmissions>;
