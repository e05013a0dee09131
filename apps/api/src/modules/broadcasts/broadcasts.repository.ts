import type { AdminId, BroadcastId, MembershipId, NoticeLevel, TenantId } from '@stageline/contracts';
import { currentTenantId, isDuplicateKey } from '@stageline/tenancy';
import { BroadcastModel, type BroadcastRow } from './broadcast.model.ts';
import { BroadcastReceiptModel, NoticeDismissalModel } from './notice.model.ts';

export interface Broadcast {
  readonly id: BroadcastId;
  readonly title: string;
  readonly text: string;
  readonly level: NoticeLevel;
  readonly tenantIds: readonly TenantId[] | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly endedAt: Date | null;
  readonly createdBy: AdminId;
  readonly cursor: TenantId | '';
  readonly reached: number;
  readonly done: boolean;
}
export type NewBroadcast = Omit<Broadcast, 'endedAt' | 'cursor' | 'reached' | 'done'> & { readonly key: string };

/** Reads and writes broadcasts, and what the current tenant and its members know of them. */
export const broadcastsRepository = {
  async findByKey(key: string): Promise<Broadcast | null> {
    return orNull(await BroadcastModel.findOne({ key }).lean());
  },
  async find(id: BroadcastId): Promise<Broadcast | null> {
    return orNull(await BroadcastModel.findById(id).lean());
  },
  async insert({ id, ...broadcast }: NewBroadcast, now: Date): Promise<void> {
    const tenantIds = broadcast.tenantIds === null ? null : [...broadcast.tenantIds];
    await BroadcastModel.create([{ _id: id, ...broadcast, tenantIds, createdAt: now }]);
  },
  /** Newest first. */
  async list(below: BroadcastId | undefined, limit: number): Promise<Broadcast[]> {
    const where = below === undefined ? {} : { _id: { $lt: below } };
    const rows = await BroadcastModel.find(where).sort({ _id: -1 }).limit(limit).lean();
    return rows.map(toBroadcast);
  },
  /** @returns the changed broadcast, or null when it is over already */
  async end(id: BroadcastId, now: Date): Promise<Broadcast | null> {
    const row = await BroadcastModel.findOneAndUpdate(
      { _id: id, endedAt: null, endsAt: { $gt: now } },
      { $set: { endedAt: now, done: true } },
      { new: true },
    ).lean();
    return orNull(row);
  },

  /** Those that have begun and have sites left, the oldest first. */
  async due(now: Date): Promise<Broadcast[]> {
    const rows = await BroadcastModel.find({ done: false, startsAt: { $lte: now } })
      .sort({ startsAt: 1 })
      .limit(20)
      .lean();
    return rows.map(toBroadcast);
  },
  /** Notes that one more site has its event. */
  async advance(id: BroadcastId, tenantId: TenantId): Promise<void> {
    await BroadcastModel.updateOne({ _id: id }, { $max: { cursor: tenantId }, $inc: { reached: 1 } });
  },
  async finish(id: BroadcastId): Promise<void> {
    await BroadcastModel.updateOne({ _id: id }, { $set: { done: true } });
  },

  /** What members of the current tenant see now, the newest first. */
  async shownHere(now: Date): Promise<Broadcast[]> {
    const rows = await BroadcastModel.find({
      endsAt: { $gt: now },
      startsAt: { $lte: now },
      endedAt: null,
      $or: [{ tenantIds: null }, { tenantIds: currentTenantId() }],
    })
      .sort({ startsAt: -1 })
      .limit(20)
      .lean();
    return rows.map(toBroadcast);
  },

  /** @returns false when the current tenant has it already */
  async insertReceipt(broadcastId: BroadcastId, now: Date): Promise<boolean> {
    if ((await BroadcastReceiptModel.exists({ broadcastId })) !== null) return false;
    await BroadcastReceiptModel.create([{ _id: `${currentTenantId()}.${broadcastId}`, broadcastId, at: now }]);
    return true;
  },
  async hasReceipt(broadcastId: BroadcastId): Promise<boolean> {
    return (await BroadcastReceiptModel.exists({ broadcastId })) !== null;
  },

  async dismissedBy(membershipId: MembershipId): Promise<Set<string>> {
    const rows = await NoticeDismissalModel.find({ membershipId }, { broadcastId: 1 }).lean();
    return new Set(rows.map((row) => row.broadcastId));
  },
  /** May be repeated. */
  async dismiss(broadcastId: BroadcastId, membershipId: MembershipId, now: Date): Promise<void> {
    try {
      await NoticeDismissalModel.create([
        { _id: `${membershipId}.${broadcastId}`, broadcastId, membershipId, at: now },
      ]);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  },
};

function toBroadcast(row: BroadcastRow): Broadcast {
  return {
    id: row._id as BroadcastId,
    title: row.title,
    text: row.text,
    level: row.level,
    tenantIds: row.tenantIds as TenantId[] | null,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    endedAt: row.endedAt ?? null,
    createdBy: row.createdBy as AdminId,
    cursor: row.cursor as TenantId | '',
    reached: row.reached,
    done: row.done,
  };
}

const orNull = (row: BroadcastRow | null): Broadcast | null => (row === null ? null : toBroadcast(row));
