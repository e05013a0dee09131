import {
  LeadAssigned,
  LeadCreated,
  LeadMoved,
  LeadReleased,
  LeadShared,
  LeadsMerged,
  LeadsParted,
  MemberLeft,
  type LeadId,
  type MembershipId,
} from '@stageline/contracts';
import { subscriber } from '@stageline/platform/outbox';
import { currentTenantId } from '@stageline/tenancy';
import { appRooms, type Hints } from '../../realtime/hints.ts';
import type { Notifier } from '../notifications/index.ts';
import { leadMerges } from './lead-merges.repository.ts';
import { roomsOfLeads } from './lead-rooms.ts';
import { leadShares } from './lead-shares.repository.ts';
import { leadOwnership } from './leads.ownership.repository.ts';
import type { LeadsRepository } from './leads.repository.ts';
import type { MemberDirectory } from './leads.types.ts';

export interface LeadSubscriberDeps {
  readonly repository: LeadsRepository;
  readonly members: Pick<MemberDirectory, 'find'>;
  readonly notifier: Notifier;
  readonly hints: Hints;
}

export function leadSubscribers(deps: LeadSubscriberDeps) {
  const { repository, members, notifier, hints } = deps;

  /** Whoever may see the lead. */
  async function hintLead(leadId: LeadId, ownerId: MembershipId | null): Promise<void> {
    const rooms = await roomsOfLeads(members, [{ leadId, ownerId }]);
    hints.send([...rooms.keys()], 'lead', leadId);
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
      id: 'leads.hint-shared',
      event: LeadShared,
      transactional: false,
      handle: async ({ leadId, membershipId }) =>
        hints.send([appRooms.member(currentTenantId(), membershipId)], 'lead', leadId),
    }),
    subscriber({
      id: 'leads.forget-shares',
      event: MemberLeft,
      handle: async ({ membershipId }) => leadShares.forget(membershipId),
    }),
    subscriber({
      id: 'leads.hint-moved',
      event: LeadMoved,
      transactional: false,
      handle: async ({ leadId, membershipId }) => hintLead(leadId, membershipId),
    }),
    ...[LeadsMerged, LeadsParted].map((event) =>
      subscriber({
        id: event === LeadsMerged ? 'leads.hint-merged' : 'leads.hint-parted',
        event,
        transactional: false,
        async handle({ mergeId, from, into }) {
          const merge = await leadMerges.find(mergeId);
          const known = merge?.lead as { assignee?: { membershipId: MembershipId } | null } | null | undefined;
          const former = merge?.active === true ? known?.assignee : (await leadOwnership.find(from))?.assignee;
          await hintLead(from, former?.membershipId ?? null);
          await hintLead(into, (await leadOwnership.find(into))?.assignee?.membershipId ?? null);
        },
      }),
    ),
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
