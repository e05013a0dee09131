import type { MembershipId, NotificationId } from '@stageline/contracts';
import { retryUpsert } from '@stageline/platform/mongo';
import { bulkInsert, bulkUpdate } from '@stageline/tenancy';
import { NotificationModel, NotificationPreferencesModel, PendingNotificationModel } from './notification.model.ts';
import {
  beginningPreferences,
  type Channel,
  type PendingNotification,
  type Preferences,
  type StoredNotification,
} from './notifications.types.ts';

const HIDDEN = { tenantId: 0, readMark: 0 } as const;
/** Messages whose time is remembered, per channel. */
const MAX_SENT = 3;

/** What members of the current tenant were told. */
export const notificationsRepository = {
  async existsKey(membershipId: MembershipId, key: string): Promise<boolean> {
    return (await NotificationModel.exists({ membershipId, key })) !== null;
  },
  async insert(notification: StoredNotification, pending: readonly PendingNotification[]): Promise<void> {
    await bulkInsert(NotificationModel, [notification as never]);
    if (pending.length > 0) await bulkInsert(PendingNotificationModel, pending as never[]);
  },
  async findMany(ids: readonly NotificationId[]): Promise<StoredNotification[]> {
    return NotificationModel.find({ _id: { $in: [...ids] } }, HIDDEN)
      .sort({ _id: 1 })
      .lean<StoredNotification[]>();
  },
  /** Listed ones, newest first. */
  async list(
    membershipId: MembershipId,
    { below, onlyUnread }: { below?: NotificationId | undefined; onlyUnread: boolean },
    limit: number,
  ): Promise<StoredNotification[]> {
    const query = {
      membershipId,
      listed: true,
      ...(onlyUnread && { read: false }),
      ...(below !== undefined && { _id: { $lt: below } }),
    };
    return NotificationModel.find(query, HIDDEN).sort({ _id: -1 }).limit(limit).lean<StoredNotification[]>();
  },
  async countUnread(membershipId: MembershipId, upTo: number): Promise<number> {
    return NotificationModel.countDocuments({ membershipId, listed: true, read: false }).limit(upTo);
  },
  /** @param ids null for all @returns how many were unread */
  async read(membershipId: MembershipId, ids: readonly NotificationId[] | null, mark: NotificationId): Promise<number> {
    const which = ids === null ? {} : { _id: { $in: [...ids] } };
    const { modifiedCount } = await NotificationModel.updateMany(
      { membershipId, listed: true, read: false, ...which },
      { $set: { read: true, readMark: mark } },
    );
    return modifiedCount;
  },
  async unread(membershipId: MembershipId, ids: readonly NotificationId[]): Promise<void> {
    const query = { membershipId, _id: { $in: [...ids] } };
    await NotificationModel.updateMany(query, { $set: { read: false, readMark: null } });
  },
  async takeBack(membershipId: MembershipId, mark: NotificationId): Promise<void> {
    const query = { membershipId, listed: true, read: true, readMark: mark };
    await NotificationModel.updateMany(query, { $set: { read: false, readMark: null } });
  },
  /** Everything of somebody who is no member any more. */
  async forget(membershipId: MembershipId): Promise<void> {
    await PendingNotificationModel.deleteMany({ membershipId });
    await NotificationModel.deleteMany({ membershipId });
    await NotificationPreferencesModel.deleteOne({ _id: membershipId });
  },
};

/** What has not left by a channel yet. */
export const pendingRepository = {
  /** Oldest first. */
  async due(membershipId: MembershipId, channel: Channel, now: Date, limit: number): Promise<PendingNotification[]> {
    return PendingNotificationModel.find({ membershipId, channel, dueAt: { $lte: now } })
      .sort({ dueAt: 1, _id: 1 })
      .limit(limit)
      .lean<PendingNotification[]>();
  },
  async remove(rows: readonly PendingNotification[]): Promise<number> {
    const { deletedCount } = await PendingNotificationModel.deleteMany({ _id: { $in: rows.map(({ _id }) => _id) } });
    return deletedCount;
  },
  async put(rows: readonly PendingNotification[], dueAt: Date): Promise<void> {
    await bulkUpdate(PendingNotificationModel, rows.map(({ _id }) => ({ match: { _id }, set: { dueAt } })) as never[]);
  },
  async ofMember(membershipId: MembershipId): Promise<PendingNotification[]> {
    return PendingNotificationModel.find({ membershipId }).lean<PendingNotification[]>();
  },
};

export const preferencesRepository = {
  async find(membershipId: MembershipId): Promise<Preferences> {
    const shown = { _id: 0, tenantId: 0 };
    const row = await NotificationPreferencesModel.findOne({ _id: membershipId }, shown).lean<Preferences>();
    if (row === null) return beginningPreferences;
    const { kinds, ...rest } = row;
    return { ...rest, kinds: { ...beginningPreferences.kinds, ...kinds } };
  },
  /** @returns whether they still had the version before it */
  async save(membershipId: MembershipId, { sent: _sent, ...preferences }: Preferences): Promise<boolean> {
    const _id = membershipId;
    if (preferences.version === 1) await begin(membershipId);
    const { modifiedCount } = await NotificationPreferencesModel.updateOne({ _id, version: preferences.version - 1 }, {
      $set: preferences,
    } as never);
    return modifiedCount === 1;
  },
  async noteSent(membershipId: MembershipId, channel: Channel, at: Date): Promise<void> {
    await begin(membershipId);
    const $push = { [`sent.${channel}`]: { $each: [at], $slice: -MAX_SENT } };
    await NotificationPreferencesModel.updateOne({ _id: membershipId }, { $push } as never);
  },
};

async function begin(membershipId: MembershipId): Promise<void> {
  const { kinds: _kinds, ...$setOnInsert } = beginningPreferences;
  const filter = { _id: membershipId };
  await retryUpsert(() => NotificationPreferencesModel.updateOne(filter, { $setOnInsert } as never, { upsert: true }));
}
