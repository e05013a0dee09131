import type { LeadId, MembershipId } from '@stageline/contracts';
import { assignmentMail } from './leads.mail.ts';
import { leadOwnership } from './leads.ownership.repository.ts';
import type { LeadsRepository } from './leads.repository.ts';
import type { LeadRecipient, OutgoingMail, SiteFactsReader } from './leads.types.ts';

/** The mail about one new lead with their contact data; null where the lead is another's by now. */
export type AssignedLetter = (
  told: { readonly membershipId: MembershipId; readonly lead: { readonly id: LeadId } | null },
  member: LeadRecipient,
) => Promise<OutgoingMail | null>;

export const createAssignedLetter =
  (repository: Pick<LeadsRepository, 'findRegistered'>, sites: SiteFactsReader): AssignedLetter =>
  async ({ membershipId, lead }, member) => {
    if (lead === null) return null;
    const [owned, registered] = [await leadOwnership.find(lead.id), await repository.findRegistered(lead.id)];
    if (registered === null || owned?.assignee?.membershipId !== membershipId) return null;
    return assignmentMail(await sites.siteFacts(), member, registered.person);
  };
