import {
  LeadAssigned,
  LeadCreated,
  LeadMoved,
  LeadReleased,
  type LeadId,
  type MembershipId,
} from '@stageline/contracts';
import { subscriber } from '@stageline/platform/outbox';
import { currentTenantId } from '@stageline/tenancy';
import { appRooms, type Hints } from '../../realtime/hints.ts';
import { assignmentMail } from './leads.mail.ts';
import type { LeadsRepository } from './leads.repository.ts';
import type { Mailer, MemberDirectory, SiteFactsReader } from './leads.types.ts';

export interface LeadSubscriberDeps {
  readonly repository: LeadsRepository;
  readonly members: MemberDirectory;
  readonly sites: SiteFactsReader;
  readonly mailer: Mailer;
  readonly hints: Hints;
}

export function leadSubscribers(deps: LeadSubscriberDeps) {
  const { repository, members, sites, mailer, hints } = deps;

  /** Owners see every lead, the assignee their own. */
  function hintLead(leadId: LeadId, membershipId: MembershipId | null): void {
    const tenantId = currentTenantId();
    const rooms: string[] = [appRooms.owners(tenantId)];
    if (membershipId !== null) rooms.push(appRooms.member(tenantId, membershipId));
    hints.send(rooms, 'lead', leadId);
  }

  return [
    subscriber({
      id: 'leads.hint-created',
      event: LeadCreated,
      transactional: false,
      handle: async ({ leadId }) => hintLead(leadId, null),
    }),
    subscriber({
      id: 'leads.hint-assigned',
      event: LeadAssigned,
      transactional: false,
      handle: async ({ leadId, membershipId }) => hintLead(leadId, membershipId),
    }),
    subscriber({
      id: 'leads.hint-released',
      event: LeadReleased,
      transactional: false,
      handle: async ({ leadId, membershipId }) => hintLead(leadId, membershipId),
    }),
    subscriber({
      id: 'leads.hint-moved',
      event: LeadMoved,
      transactional: false,
      handle: async ({ leadId, membershipId }) => hintLead(leadId, membershipId),
    }),
    subscriber({
      id: 'leads.mail-assigned',
      event: LeadAssigned,
      async handle({ leadId, membershipId }) {
        const [lead, member, site] = [
          await repository.findRegistered(leadId),
          await members.recipient(membershipId),
          await sites.siteFacts(),
        ];
        if (lead !== null && member !== null && site.teamMails !== false)
          await mailer.send(assignmentMail(site, member, lead.person));
      },
    }),
  ];
}
