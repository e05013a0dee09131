import type { MembershipId } from '@stageline/contracts';
import type { MemberActor } from '../../http/route.ts';
import { NotificationKind } from './notifications.types.ts';

export type Reached = Pick<MemberActor, 'membershipId' | 'roles' | 'permissions'>;
/** Whether anybody is led by a member. */
export type LeadsSomebody = (id: MembershipId) => Promise<boolean>;

/**
 * The kinds that can reach a member: only whoever may read leads is given one; that an answer is late hears who leads, and
 * an owner for those whom nobody leads; an automation may name anybody; of an import hears who began it.
 */
export async function reachOf(
  { membershipId, roles, permissions }: Reached,
  leadsSomebody: LeadsSomebody,
): Promise<NotificationKind[]> {
  const getsLeads = permissions.has('leads.read');
  const reaches: Readonly<Record<NotificationKind, boolean>> = {
    'lead-assigned': getsLeads,
    'response-due': getsLeads,
    'response-overdue':
      roles.includes('owner') || permissions.has('leads.read-team') || (await leadsSomebody(membershipId)),
    'lead-taken': getsLeads,
    automation: true,
    'import-ended': permissions.has('leads.import'),
  };
  return NotificationKind.options.filter((kind) => reaches[kind]);
}
