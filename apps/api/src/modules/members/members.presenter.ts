import type { members } from '@stageline/contracts';
import type { Membership } from './members.repository.ts';

/** @param openLeads leads of this member that are neither won nor lost */
export function presentMember(membership: Membership, openLeads: number): members.MemberView {
  const { id, name, email, roles, rank, active, leaderId = null, createdAt } = membership;
  return { id, name, email, roles: [...roles], rank, active, openLeads, leaderId, createdAt: createdAt.toISOString() };
}
