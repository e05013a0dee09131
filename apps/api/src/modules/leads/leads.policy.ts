import type { MemberActor } from '../../http/route.ts';
import type { LeadScope } from './leads.types.ts';

/** Row visibility (F-08): an owner sees every lead of the site, everybody else those that are assigned to them. */
export function visibleLeads(actor: MemberActor): LeadScope {
  return actor.roles.includes('owner') ? { kind: 'all' } : { kind: 'own', membershipId: actor.membershipId };
}
