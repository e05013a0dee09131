import type { MemberActor } from '../../http/route.ts';
import type { LeadScope, MemberDirectory } from './leads.types.ts';

/**
 * Row visibility (F-08): whoever may see all leads sees them; a leader with `leads.read-team` their own and those of the
 * members whom they lead; everybody else their own; and each of them what was shared with them. A line of leaders gives no
 * sight of it: what lies two steps below is seen only where it is shared.
 */
export async function visibleLeads(actor: MemberActor, team: Pick<MemberDirectory, 'ledBy'>): Promise<LeadScope> {
  const { permissions, membershipId } = actor;
  if (permissions.has('leads.read-all')) return { kind: 'all' };
  const led = permissions.has('leads.read-team') ? await team.ledBy(membershipId) : [];
  return { kind: 'some', owners: [membershipId, ...led], reader: membershipId };
}

/** Field visibility (L-04): whether contact data (e-mail, phone) is part of what this actor gets. */
export const seesContacts = (actor: MemberActor): boolean => actor.permissions.has('contacts.read');
