import type { MembershipId, TenantId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { PendingNotificationModel } from './notification.model.ts';
import type { Channel } from './notifications.types.ts';

/** Whom something has to be sent to. */
export interface DueMember {
  readonly tenantId: TenantId;
  readonly membershipId: MembershipId;
  readonly channel: Channel;
}

/** Members of all sites for whom something is due by a channel, each once; of the `limit` rows that are due longest. */
export function dueMembers(now: Date, limit: number): Promise<DueMember[]> {
  return runAsSystem('schedule: notifications that are due', async () => {
    const rows = await PendingNotificationModel.find(
      { dueAt: { $lte: now } },
      { tenantId: 1, membershipId: 1, channel: 1 },
    )
      .sort({ dueAt: 1 })
      .limit(limit)
      .lean();
    const found = rows.map((row) => ({
      tenantId: tenantOf(row),
      membershipId: row.membershipId as MembershipId,
      channel: row.channel as Channel,
    }));
    const nameOf = ({ tenantId, membershipId, channel }: DueMember) => `${tenantId} ${membershipId} ${channel}`;
    return [...new Map(found.map((each) => [nameOf(each), each])).values()];
  });
}
