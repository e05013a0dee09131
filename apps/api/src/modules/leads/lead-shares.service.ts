import { leads, LeadShared, ProblemError, type LeadId, type MembershipId } from '@stageline/contracts';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { MemberActor } from '../../http/route.ts';
import type { AuditLog } from '../audit/index.ts';
import { leadShares, type SharedLead } from './lead-shares.repository.ts';
import type { MemberDirectory } from './leads.types.ts';
import { visibleLeads } from './leads.visibility.ts';

export interface LeadSharesDeps {
  readonly unitOfWork: UnitOfWork;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly members: MemberDirectory;
}

/** Who else sees a lead, by the word of somebody whose it is to share (F-08). */
export function createLeadShares({ unitOfWork, audit, members }: LeadSharesDeps) {
  /** @throws ProblemError `not-found` */
  async function requireVisible(actor: MemberActor, leadId: LeadId) {
    const scope = await visibleLeads(actor, members);
    const lead = await leadShares.find(scope, leadId);
    if (lead === null) throw new ProblemError('not-found');
    const owner = lead.assignee?.membershipId;
    // What was shared with somebody is not theirs to share on.
    const isTheirs = scope.kind === 'all' || (owner !== undefined && scope.owners.includes(owner));
    return { lead, mayShare: isTheirs && actor.permissions.has('leads.edit') };
  }

  async function present({ lead, mayShare }: { lead: SharedLead; mayShare: boolean }) {
    const shared = new Set(lead.sharedWith);
    const team = await members.all();
    const named = team.map(({ id: membershipId, name, roles }) => ({ membershipId, name, roles }));
    const sharedWith = named.filter(({ membershipId }) => shared.has(membershipId));
    const others = [];
    for (const { membershipId, name, roles } of mayShare ? named : []) {
      if (shared.has(membershipId) || membershipId === lead.assignee?.membershipId) continue;
      const may = await members.permissionsOf(roles);
      if (may.has('leads.read') && !may.has('leads.read-all')) others.push({ membershipId, name });
    }
    return { sharedWith, candidates: mayShare ? others : null };
  }

  return {
    /** @throws ProblemError `not-found` */
    get: async (actor: MemberActor, leadId: LeadId) => present(await requireVisible(actor, leadId)),

    /**
     * Shares a lead, or takes that back; what is so already is no change.
     * @throws ProblemError `not-found`, also for an unknown member; `forbidden`; `limit-reached`
     */
    async set(actor: MemberActor, leadId: LeadId, membershipId: MembershipId, isShared: boolean) {
      const { lead, mayShare } = await requireVisible(actor, leadId);
      if (!mayShare) throw new ProblemError('forbidden');
      const member = await members.find(membershipId);
      if (member === null) throw new ProblemError('not-found');
      await unitOfWork.run(async (tx) => {
        const change = isShared
          ? leadShares.add(leadId, membershipId, leads.MAX_SHARES)
          : leadShares.remove(leadId, membershipId);
        if (!(await change)) return;
        await audit.record({
          action: isShared ? 'lead.shared' : 'lead.unshared',
          target: { type: 'lead', id: leadId, name: `${lead.person.firstName} ${lead.person.lastName}`.trim() },
          after: { membershipId, name: member.name },
        });
        tx.record(LeadShared, { leadId, membershipId });
      });
      const now = await requireVisible(actor, leadId);
      const isFull = now.lead.sharedWith.length >= leads.MAX_SHARES;
      if (isShared && isFull && !now.lead.sharedWith.includes(membershipId)) throw new ProblemError('limit-reached');
      return present(now);
    },
  };
}
export type LeadShares = ReturnType<typeof createLeadShares>;
