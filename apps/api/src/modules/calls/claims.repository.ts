import type { CallId, MembershipId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { bulkInsert, findRows, isDuplicateKey } from '@stageline/tenancy';
import { CallClaimModel } from './calls.model.ts';
import { SlotTaken } from './calls.types.ts';

const CELL_MS = 5 * 60_000;
/** Calls of one member in one week that are told apart: more than anybody holds. */
const MAX_ORDINALS = 400;

/** What of a host's time a call is to take. */
export interface Claim {
  readonly membershipId: MembershipId;
  readonly from: Date;
  readonly to: Date;
  /** The day `YYYY-MM-DD` on the host's wall on which it begins, and the Monday of its week. */
  readonly day: string;
  readonly week: string;
  readonly maxPerDay: number | null;
  readonly maxPerWeek: number | null;
}

/** The five minutes that a span touches, numbered since the epoch. */
function timeCells({ from, to }: Pick<Claim, 'from' | 'to'>): string[] {
  const [first, end] = [Math.floor(from.getTime() / CELL_MS), Math.ceil(to.getTime() / CELL_MS)];
  return Array.from({ length: end - first }, (_, index) => `t:${first + index}`);
}

/** The lowest number of a day or a week that nobody has. @throws SlotTaken where it has as many as it may */
async function freeOrdinal(membershipId: MembershipId, prefix: string, most: number | null): Promise<string> {
  const filter = { membershipId, cell: { $gte: `${prefix}:`, $lt: `${prefix};` } };
  const options = { projection: { cell: 1 }, sort: { cell: 1 }, limit: MAX_ORDINALS } as const;
  const taken = new Set((await findRows<{ cell: string }>(CallClaimModel, filter, options)).map(({ cell }) => cell));
  const limit = Math.min(most ?? MAX_ORDINALS, MAX_ORDINALS);
  for (let ordinal = 0; ordinal < limit; ordinal += 1) {
    const cell = `${prefix}:${ordinal}`;
    if (!taken.has(cell)) return cell;
  }
  throw new SlotTaken();
}

/** Whose time is taken by what; every call runs in the current tenant, and in the transaction of the call that takes it. */
export const claimsRepository = {
  /**
   * Takes a host's time for a call; what belonged to holds whose time is over is free. Caps are taken as time is, so two calls
   * that begin at once cannot pass them.
   * @param until of a hold; null for good
   * @throws SlotTaken where another call has any of it
   */
  async take(callId: CallId, claim: Claim, until: Date | null, now: Date): Promise<void> {
    const { membershipId, day, week, maxPerDay, maxPerWeek } = claim;
    const times = timeCells(claim);
    const over = { membershipId, until: { $lte: now, $ne: null } };
    await CallClaimModel.deleteMany({ ...over, cell: { $in: times } });
    for (const prefix of [`d:${day}`, `w:${week}`])
      await CallClaimModel.deleteMany({ ...over, cell: { $gte: `${prefix}:`, $lt: `${prefix};` } });
    const ordinals = [
      await freeOrdinal(membershipId, `d:${day}`, maxPerDay),
      await freeOrdinal(membershipId, `w:${week}`, maxPerWeek),
    ];
    const rows = [...times, ...ordinals].map((cell) => ({ _id: newId('ccl'), membershipId, cell, callId, until }));
    try {
      const { inserted } = await bulkInsert(CallClaimModel, rows as never[]);
      if (inserted === rows.length) return;
    } catch (error) {
      // In a transaction the server refuses the command as a whole.
      if (!isDuplicateKey(error)) throw error;
    }
    throw new SlotTaken();
  },

  /** What is held becomes a call's for good. @returns false where some of it is gone already */
  async keep(callId: CallId, { from, to }: Pick<Claim, 'from' | 'to'>): Promise<boolean> {
    const { matchedCount } = await CallClaimModel.updateMany({ callId }, { $set: { until: null } });
    return matchedCount === timeCells({ from, to }).length + 2;
  },

  async release(callId: CallId): Promise<void> {
    await CallClaimModel.deleteMany({ callId });
  },
};
