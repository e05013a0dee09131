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
import type { Notifier } from '../notifications/index.ts';
import type { LeadsRepository } from './leads.repository.ts';

export interface LeadSubscriberDeps {
  readonly repository: LeadsRepository;
  readonly notifier: Notifier;
  readonly hints: Hints;
}

export function leadSubscribers(deps: LeadSubscriberDeps) {
  const { repository, notifier, hints } = deps;

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
      async handle({ leadId, membershipId }, { eventId }) {
        const lead = await repository.findRegistered(leadId);
        if (lead === null) return;
        const { firstName, lastName } = lead.person;
        const notice = {
          key: `lead-assigned.${eventId}`,
          lead: { id: leadId, name: `${firstName} ${lastName}`.trim() },
        };
        await notifier.notify(membershipId, 'lead-assigned', notice);
      },
    }),
  ];
}
