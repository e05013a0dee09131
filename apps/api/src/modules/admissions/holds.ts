import { isPaidAhead, type Price, type SeatId, type SessionId } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
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
export function createHolds(clock: Clock) {
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
      const now = clock.now().getTime();
      const hold = promoted ? PROMOTED_HOLD_MS : HOLD_MS;
      const terms = {
        ...{ sessionId, invoiceId: null, price: price.amount, currency: price.currency, coupon: null },
        state: 'unpaid' as const,
        needed: session.mode === 'deposit' ? Math.min(deposit ?? price.amount, price.amount) : price.amount,
        ...{ holdUntil: new Date(now + hold), lastHold: new Date(now + hold + MOST_MS) },
      };
      const known = new Map((await admissionsRepository.findMany(seatIds)).map((row) => [row._id, row]));
      const missing: AdmissionRow[] = seatIds.flatMap((_id) => (known.has(_id) ? [] : [{ ...terms, _id, round: 1 }]));
      if (missing.length > 0) await admissionsRepository.insert(missing);
      // Who gave a seat up and takes it again; what they had paid is paid.
      for (const row of known.values())
        if (row.state === 'given-up') await admissionsRepository.change(row, { ...terms, round: row.round + 1 });
    },
  };
}
export type Holds = ReturnType<typeof createHolds>;
