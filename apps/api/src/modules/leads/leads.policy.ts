import type { MemberActor } from '../../http/route.ts';
import type { LeadScope } from './leads.types.ts';

/** Row visibility (F-08): who may see all leads sees them, everybody else those that are assigned to them. */
export function visibleLeads(actor: MemberActor): LeadScope {
  return actor.permissions.has('leads.read-all') ? { kind: 'all' } : { kind: 'own', membershipId: actor.membershipId };
}

/** Field visibility (L-04): whether contact data (e-mail, phone) is part of what this actor gets. */
export const seesContacts = (actor: MemberActor): boolean => actor.permissions.has('contacts.read');
