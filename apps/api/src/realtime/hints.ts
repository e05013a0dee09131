import { appNamespace, type Hint, type MembershipId, type TenantId } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import { tenantRoom } from '@stageline/tenancy';
import type { Broadcaster } from './binding.ts';

/** Rooms of the `/app` namespace: who gets which hints. */
export const appRooms = {
  member: (tenantId: TenantId, membershipId: MembershipId) => tenantRoom(tenantId, 'member', membershipId),
  /** A member who may see the leads of those whom they lead. */
  leader: (tenantId: TenantId, membershipId: MembershipId) => tenantRoom(tenantId, 'leader', membershipId),
  /** Everybody who may see all leads. */
  owners: (tenantId: TenantId) => tenantRoom(tenantId, 'owners'),
  /** Everybody who may read leads, be it their own alone. */
  readers: (tenantId: TenantId) => tenantRoom(tenantId, 'readers'),
  /** Everybody who may see the sessions. */
  hosts: (tenantId: TenantId) => tenantRoom(tenantId, 'hosts'),
} as const;

export interface Hints {
  /** Tells the sockets in `rooms` that something changed; they refetch through the authorised API. */
  send(rooms: readonly string[], entity: Hint['entity'], id: string): void;
}

/** Makes the sender of hints to a site's signed-in members. */
export function createHints(broadcaster: Broadcaster, clock: Clock): Hints {
  return {
    send(rooms, entity, id) {
      const hint: Hint = { entity, id, at: clock.now().toISOString() };
      for (const room of rooms) broadcaster.tell(appNamespace.name, room, 'hint', hint);
    },
  };
}
