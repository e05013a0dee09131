import { LeadAssigned } from '@stageline/contracts';
import { createKeyedMutex, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId } from '@stageline/tenancy';
import type { LeadsRepository } from './leads.repository.ts';
import type { MemberDirectory } from './leads.types.ts';

export interface LeadAssignmentDeps {
  readonly repository: LeadsRepository;
  readonly unitOfWork: UnitOfWork;
  readonly members: MemberDirectory;
  readonly clock: Clock;
}

/** Gives waiting leads to the team in turn: oldest lead first, longest-waiting member first (F-06). */
export function createLeadAssignment({ repository, unitOfWork, members, clock }: LeadAssignmentDeps) {
  const lanes = createKeyedMutex();

  /** One lead to one member, both or neither. False when nobody waits or nobody may be given one. */
  function assignOldest(): Promise<boolean> {
    return unitOfWork.run(async (tx) => {
      const leadId = await repository.oldestWaiting();
      if (leadId === null) return false;
      const member = await members.takeNextAssignee();
      if (member === null) return false;
      const { id: membershipId, name } = member;
      // The owner stands in where no rep is active; the log says so.
      const reason = { method: 'roundRobin', pool: member.roles.includes('rep') ? 'rep' : 'owner' } as const;
      if (await repository.assign(leadId, { membershipId, name, at: clock.now(), reason })) {
        tx.record(LeadAssigned, { leadId, membershipId });
      }
      return true;
    });
  }

  return {
    /**
     * Assigns every lead that waits, as long as somebody is active; call it for a new lead and when a member becomes
     * active. Safe to repeat and to run in several processes: each lead is assigned once.
     */
    assignWaiting: (): Promise<void> =>
      lanes.run(currentTenantId(), async () => {
        while (await assignOldest());
      }),
  };
}
export type LeadAssignment = ReturnType<typeof createLeadAssignment>;
