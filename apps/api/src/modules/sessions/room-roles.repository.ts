import type { MembershipId, SessionId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { retryUpsert } from '@stageline/platform/mongo';
import { findRows } from '@stageline/tenancy';
import { RoomRoleModel } from './room-roles.model.ts';

export type GivenRole = 'cohost' | 'moderator';

/** A room has few of them. */
const MOST_LISTED = 500;

/** Roles that were given for one room; every call runs in the current tenant. */
export function createRoomRolesRepository() {
  return {
    async find(sessionId: SessionId, membershipId: MembershipId): Promise<GivenRole | null> {
      const row = await RoomRoleModel.findOne({ sessionId, membershipId }, { _id: 0, role: 1 }).lean<{
        role: GivenRole;
      }>();
      return row?.role ?? null;
    },

    async list(sessionId: SessionId): Promise<Map<MembershipId, GivenRole>> {
      const rows = await findRows<{ membershipId: MembershipId; role: GivenRole }>(
        RoomRoleModel,
        { sessionId },
        { projection: { membershipId: 1, role: 1 }, sort: { membershipId: 1 }, limit: MOST_LISTED },
      );
      return new Map(rows.map(({ membershipId, role }) => [membershipId, role]));
    },

    async set(sessionId: SessionId, membershipId: MembershipId, role: GivenRole): Promise<void> {
      const change = { $set: { role }, $setOnInsert: { _id: newId('rrl') } };
      await retryUpsert(() => RoomRoleModel.updateOne({ sessionId, membershipId }, change, { upsert: true }));
    },

    async remove(sessionId: SessionId, membershipId: MembershipId): Promise<void> {
      await RoomRoleModel.deleteOne({ sessionId, membershipId });
    },
  };
}
export type RoomRolesRepository = ReturnType<typeof createRoomRolesRepository>;
