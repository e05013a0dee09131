import type { LeadId, MembershipId } from '@stageline/contracts';
import { currentTenantId } from '@stageline/tenancy';
import { appRooms } from '../../realtime/hints.ts';
import { leadShares } from './lead-shares.repository.ts';
import type { MemberDirectory } from './leads.types.ts';

/** A lead and whose it is. */
export interface OwnedBy {
  readonly leadId: LeadId;
  readonly ownerId: MembershipId | null;
}

/**
 * The rooms of whoever may see one of these leads, each with such a lead: who sees every lead, whose it is and who leads them,
 * and with whom it is shared. Nobody else hears of it.
 */
export async function roomsOfLeads(
  members: Pick<MemberDirectory, 'find'>,
  leads: readonly OwnedBy[],
): Promise<ReadonlyMap<string, LeadId>> {
  const tenantId = currentTenantId();
  const rooms = new Map<string, LeadId>();
  const leaders = new Map<MembershipId, MembershipId | null>();
  const readers = await leadShares.readersOfAll(leads.map(({ leadId }) => leadId));
  for (const { leadId, ownerId } of leads) {
    rooms.set(appRooms.owners(tenantId), leadId);
    for (const reader of readers.get(leadId) ?? []) rooms.set(appRooms.member(tenantId, reader), leadId);
    if (ownerId === null) continue;
    rooms.set(appRooms.member(tenantId, ownerId), leadId);
    if (!leaders.has(ownerId)) leaders.set(ownerId, (await members.find(ownerId))?.leaderId ?? null);
    const leaderId = leaders.get(ownerId);
    if (leaderId != null) rooms.set(appRooms.leader(tenantId, leaderId), leadId);
  }
  return rooms;
}
