import type { CallId, LeadId, MembershipId, PersonId } from '@stageline/contracts';
import { rowsBelow, type PageBound } from '@stageline/platform/mongo';
import { bulkInsert, findRows } from '@stageline/tenancy';
import { CallModel } from './calls.model.ts';
import type { CallRow, Held } from './calls.types.ts';

const WHOLE = { tenantId: 0 } as const;
/** The longest call with its buffers, so that an index by the beginning finds what reaches into a span. */
const LONGEST_MS = 8 * 3_600_000;

/** What of somebody's time is taken, and by a call that begins when. */
export interface TakenTime extends Pick<
  Held,
  '_id' | 'membershipId' | 'startsAt' | 'endsAt' | 'claimFrom' | 'claimTo'
> {
  /** Since when it may stand in calendars. */
  readonly confirmedAt?: Date;
}

/** What changes of a call; a reminder of null takes away the one that there is. */
export type CallSet = Partial<Omit<CallRow, Reminder>> & { readonly [K in Reminder]?: Date | null };
/** `remindAt`: by mail; `textAt`: as a short message. */
export type Reminder = 'remindAt' | 'textAt';

/** What is set, and which reminders are taken away. */
function partsOf({ remindAt, textAt, ...set }: CallSet) {
  const $unset = { ...(remindAt === null && { remindAt: '' }), ...(textAt === null && { textAt: '' }) };
  return {
    $set: { ...set, ...(remindAt instanceof Date && { remindAt }), ...(textAt instanceof Date && { textAt }) },
    ...(Object.keys($unset).length > 0 && { $unset }),
  };
}

/** Reads and writes of calls; every call runs in the current tenant. */
export const callsRepository = {
  async insert(call: Held): Promise<void> {
    await bulkInsert(CallModel, [call as never]);
  },

  /** A call that somebody has booked; a hold is none. */
  async find(id: CallId): Promise<CallRow | null> {
    return CallModel.findOne({ _id: id, state: { $ne: 'held' } }, WHOLE).lean<CallRow>();
  },

  async findByHold(holdHash: string): Promise<CallRow | null> {
    return CallModel.findOne({ holdHash }, WHOLE).lean<CallRow>();
  },

  /** Gives a hold up, where it is still one. */
  async removeHold(id: CallId): Promise<boolean> {
    return (await CallModel.deleteOne({ _id: id, state: 'held' })).deletedCount === 1;
  },

  /** Of these members, what takes their time between two instants. */
  async taken(members: readonly MembershipId[], from: Date, to: Date, now: Date): Promise<TakenTime[]> {
    const filter = {
      membershipId: { $in: [...members] },
      claimFrom: { $gt: new Date(from.getTime() - LONGEST_MS), $lt: to },
      claimTo: { $gt: from },
      $or: [{ state: { $in: ['pending', 'confirmed'] } }, { state: 'held', holdUntil: { $gt: now } }],
    };
    const projection = { membershipId: 1, startsAt: 1, endsAt: 1, claimFrom: 1, claimTo: 1, confirmedAt: 1 } as const;
    return findRows(CallModel, filter, { projection, sort: { claimFrom: 1 }, limit: 0 });
  },

  /** Calls that begin between two instants, earliest first. @param members null for everybody's */
  async between(members: readonly MembershipId[] | null, from: Date, to: Date, limit: number): Promise<CallRow[]> {
    const filter = {
      startsAt: { $gte: from, $lt: to },
      state: { $ne: 'held' },
      ...(members !== null && { membershipId: { $in: [...members] } }),
    };
    return CallModel.find(filter, WHOLE).sort({ startsAt: 1, _id: 1 }).limit(limit).lean<CallRow[]>();
  },

  /** Newest first. */
  async ofLead(leadId: LeadId, below: PageBound | null, limit: number): Promise<CallRow[]> {
    return CallModel.find({ leadId, ...rowsBelow('createdAt', below) }, WHOLE)
      .sort({ createdAt: -1, _id: -1 })
      .limit(limit)
      .lean<CallRow[]>();
  },

  /** Writes a hold as what was booked, if it is one and its time is not over (E-02). */
  async confirm(id: CallId, now: Date, set: Partial<CallRow>): Promise<CallRow | null> {
    const change = { $set: set, $unset: { holdUntil: '' }, $inc: { version: 1 } } as never;
    const match = { _id: id, state: 'held', holdUntil: { $gt: now } };
    return CallModel.findOneAndUpdate(match, change, { new: true, projection: WHOLE }).lean<CallRow>();
  },

  /** Changes a call that still has this version; null where it was changed meanwhile. */
  async change(
    { _id, version }: Pick<CallRow, '_id' | 'version'>,
    set: CallSet,
    { isNewEntry = false }: { readonly isNewEntry?: boolean } = {},
  ): Promise<CallRow | null> {
    const change = {
      ...partsOf(set),
      $inc: { version: 1, ...(isNewEntry && { sequence: 1 }) },
    } as never;
    return CallModel.findOneAndUpdate({ _id, version }, change, { new: true, projection: WHOLE }).lean<CallRow>();
  },

  /** A reminder went out: the next one. @returns false where it was another one's turn */
  async reminded(id: CallId, kind: Reminder, at: Date, next: Date | null): Promise<boolean> {
    const change = next === null ? { $unset: { [kind]: '' } } : { $set: { [kind]: next } };
    return (await CallModel.updateOne({ _id: id, [kind]: at }, change as never)).modifiedCount === 1;
  },

  /** Nobody writes to this number any more about the calls of these people, or to anybody's of it. */
  async stopTexts(whose: { readonly personId: PersonId } | { readonly textTo: string }): Promise<void> {
    const filter = { ...whose, ...('personId' in whose && { textTo: { $exists: true } }) };
    await CallModel.updateMany(filter, { $unset: { textTo: '', textAt: '' } } as never);
  },
};
