import { isPaidAhead, type Price, type SeatId, type SessionId } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { EarlyPrices, EarlyUse } from '../early-prices/index.ts';
import { admissionsRepository, type AdmissionRow } from './admissions.repository.ts';

/** What a masterclass costs. */
export interface PricedSession {
  readonly mode?: string | null;
  readonly price?: Price | null;
  readonly deposit?: number | null;
}

const MINUTE_MS = 60_000;
/** Of whoever registers: enough for their mail to come, and for the bank. */
const HOLD_MS = 60 * MINUTE_MS;
/** Of whoever comes up from the waitlist, perhaps at night. */
export const PROMOTED_HOLD_MS = 24 * 60 * MINUTE_MS;
/** What somebody gets on top who is about to pay. */
export const PAYING_MS = 65 * MINUTE_MS;
export const MOST_MS = 2 * PAYING_MS;

/** Keeps seats until they are paid (D-15); in the transaction in which they are taken. */
export function createHolds(clock: Clock, early: Pick<EarlyPrices, 'take'>) {
  return {
    /**
     * These people have a seat now, at the price of this moment. Nothing is kept where it is free.
     * @param promoted whether they come from the waitlist
     */
    async begin(
      sessionId: SessionId,
      session: PricedSession,
      seatIds: readonly SeatId[],
      { promoted = false } = {},
    ): Promise<void> {
      const { price, deposit } = session;
      if (!isPaidAhead(session.mode) || price == null || seatIds.length === 0) return;
      const now = clock.now();
      const hold = now.getTime() + (promoted ? PROMOTED_HOLD_MS : HOLD_MS);
      const termsOf = (use: EarlyUse | undefined) => {
        const amount = use?.amount ?? price.amount;
        return {
          ...{ sessionId, invoiceId: null, price: amount, currency: price.currency, coupon: null },
          ...{ state: 'unpaid' as const, isEarly: use?.isCounted ?? false },
          needed: session.mode === 'deposit' ? Math.min(deposit ?? amount, amount) : amount,
          ...{ holdUntil: new Date(hold), lastHold: new Date(hold + MOST_MS) },
        };
      };
      const known = new Map((await admissionsRepository.findMany(seatIds)).map((row) => [row._id, row]));
      // Who gave a seat up and takes it again; what they had paid is paid.
      const taken = seatIds.filter((id) => (known.get(id)?.state ?? 'given-up') === 'given-up');
      const uses = await early.take(sessionId, price, taken.length, now);
      const missing: AdmissionRow[] = [];
      for (const [index, _id] of taken.entries()) {
        const [row, terms] = [known.get(_id), termsOf(uses[index])];
        if (row === undefined) missing.push({ ...terms, _id, round: 1 });
        else await admissionsRepository.change(row, { ...terms, round: row.round + 1 });
      }
      if (missing.length > 0) await admissionsRepository.insert(missing);
    },
  };
}
export type Holds = ReturnType<typeof createHolds>;
