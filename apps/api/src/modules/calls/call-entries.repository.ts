import type { CalendarConnectionId, CallEntryId, CallId, MembershipId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { bulkInsert, findRows } from '@stageline/tenancy';
import { CallEntryModel } from './call-entries.model.ts';

export interface CallEntry {
  readonly _id: CallEntryId;
  readonly callId: CallId;
  readonly membershipId: MembershipId;
  readonly connectionId: CalendarConnectionId;
  readonly version: number;
  readonly failures: number;
  readonly writtenFrom?: Date;
  readonly writtenTo?: Date;
}
type Written = Pick<CallEntry, 'membershipId'> & { readonly writtenFrom: Date; readonly writtenTo: Date };

/** What stands in calendars elsewhere; every call runs in the current tenant. */
export const callEntriesRepository = {
  /** Of a call that changed: the calendars that have it are told, and these as well. In the caller's transaction. */
  async mark(
    callId: CallId,
    membershipId: MembershipId,
    connectionIds: readonly CalendarConnectionId[],
    now: Date,
  ): Promise<void> {
    await CallEntryModel.updateMany({ callId }, { $set: { dueAt: now, failures: 0 }, $inc: { version: 1 } } as never);
    const known = await CallEntryModel.distinct('connectionId', { callId });
    const missing = connectionIds.filter((id) => !known.includes(id));
    if (missing.length === 0) return;
    const row = { callId, membershipId, version: 1, failures: 0, dueAt: now };
    const rows = missing.map((connectionId) => ({ _id: newId('cen'), ...row, connectionId }));
    await bulkInsert(CallEntryModel, rows as never[]);
  },

  /** Of several who would tell the calendar one may. */
  async takeDue(id: CallEntryId, now: Date, until: Date): Promise<CallEntry | null> {
    const match = { _id: id, dueAt: { $lte: now } };
    return CallEntryModel.findOneAndUpdate(match, { $set: { dueAt: until } }, { new: true }).lean<CallEntry>();
  },

  /** It stands there at these times, or may; what changed meanwhile is still to be told. */
  async written({ _id, version }: CallEntry, from: Date, to: Date, isDone: boolean): Promise<void> {
    await CallEntryModel.updateOne({ _id }, { $set: { writtenFrom: from, writtenTo: to } });
    if (isDone) await CallEntryModel.updateOne({ _id, version }, { $unset: { dueAt: '' } } as never);
  },

  async failed({ _id, version }: CallEntry, again: Date): Promise<void> {
    await CallEntryModel.updateOne({ _id, version }, { $set: { dueAt: again }, $inc: { failures: 1 } } as never);
  },

  /** It does not stand there any more, unless the call has changed meanwhile. */
  async remove({ _id, version }: CallEntry): Promise<void> {
    await CallEntryModel.deleteOne({ _id, version });
  },

  /** When entries of ours make these members busy by their own calendars. */
  async writtenOf(members: readonly MembershipId[], from: Date): Promise<Written[]> {
    const filter = { membershipId: { $in: [...members] }, writtenTo: { $gt: from } };
    const projection = { membershipId: 1, writtenFrom: 1, writtenTo: 1 } as const;
    return findRows(CallEntryModel, filter, { projection, sort: { writtenTo: 1 }, limit: 0 });
  },
};
