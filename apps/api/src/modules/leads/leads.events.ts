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

  /** Whoever sees every lead, whose it is and who leads them, and with whom it is shared: nobody else hears of it. */
  async function hintLead(leadId: LeadId, membershipId: MembershipId | null): Promise<void> {
    const tenantId = currentTenantId();
    const rooms: string[] = [appRooms.owners(tenantId)];
    const leaderId = membershipId === null ? null : (await members.find(membershipId))?.leaderId;
    if (leaderId != null) rooms.push(appRooms.leader(tenantId, leaderId));
    const readers = new Set([membershipId, ...(await leadShares.readersOf(leadId))]);
    for (const reader of readers) if (reader !== null) rooms.push(appRooms.member(tenantId, reader));
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
