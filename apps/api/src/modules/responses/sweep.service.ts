import type { LeadId, MembershipId, TenantId } from '@stageline/contracts';
import { dueAct, nextActAt, type ResponseAct } from '@stageline/domain';
import type { Clock, Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { runInTenant } from '@stageline/tenancy';
import {
  dueResponses,
  type LeadOwnership,
  type LeadResponses,
  type OwnedLead,
  type ResponseClock,
} from '../leads/index.ts';
import type { Notifier } from '../notifications/index.ts';
import { limitRepository } from './response-limit.repository.ts';

export interface SweepDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly leads: LeadResponses;
  readonly ownership: Pick<LeadOwnership, 'find'>;
  readonly notifier: Notifier;
  /** Who is told that a member has not answered: their leader, or whoever owns the site. */
  readonly leadersOf: (id: MembershipId) => Promise<readonly MembershipId[]>;
  readonly queue: {
    prepare(): Promise<unknown>;
    reassign(leadId: LeadId): Promise<{ readonly name: string } | null>;
  };
  readonly pausedTenants: () => Promise<readonly TenantId[]>;
}

/** Leads that one run looks at. */
const MAX_LEADS = 500;

type Owned = OwnedLead & {
  readonly assignee: NonNullable<OwnedLead['assignee']> & { readonly response: ResponseClock };
};

/** Reminds, escalates and reassigns where nobody has answered a lead (F-07). */
export function createResponseSweep(deps: SweepDeps) {
  const { unitOfWork, clock, leads, notifier } = deps;

  /** What one act does besides its step; the keys make sure that nobody is told twice. */
  async function tell(act: ResponseAct, { _id: id, person, assignee }: Owned): Promise<void> {
    const { membershipId, name: member, at, response } = assignee;
    const lead = { id, name: `${person.firstName} ${person.lastName}`.trim() };
    const about = { lead, member, dueAt: response.dueAt };
    const key = `${act}.${id}.${at.getTime()}`;
    if (act === 'remind') return notifier.notify(membershipId, 'response-due', { key, ...about });
    if (act === 'reassign') return notifier.notify(membershipId, 'lead-taken', { key, ...about });
    for (const leader of await deps.leadersOf(membershipId))
      await notifier.notify(leader, 'response-overdue', { key, ...about });
  }

  /**
   * One act for one lead: the step, what it does and what people are told commit together. A touch, another worker or a
   * hand-over in the same moment writes the same row, so that this runs again and finds nothing to do.
   */
  const act = (leadId: LeadId): Promise<void> =>
    unitOfWork.run(async () => {
      const lead = await deps.ownership.find(leadId);
      if (!isWaiting(lead)) return leads.end(leadId);
      if (!(await limitRepository.find()).enabled) return leads.end(leadId);
      const { response } = lead.assignee;
      const due = dueAct(response.step, response, clock.now());
      if (due === null) return;
      if (due === 'reassign') {
        if ((await deps.queue.reassign(leadId)) !== null) return tell(due, lead);
        await leads.step(leadId, lead.assignee, { step: 'stayed', nextAt: null });
        return;
      }
      const step = due === 'remind' ? 'reminded' : 'overdue';
      const moved = await leads.step(leadId, lead.assignee, { step, nextAt: nextActAt(step, response) });
      if (moved) await tell(due, lead);
    });

  /** What is due on all sites. Safe to repeat, to run in several processes, and to be killed anywhere. */
  return async function sweep(): Promise<void> {
    const due = await dueResponses(clock.now(), await deps.pausedTenants(), MAX_LEADS);
    for (const { tenantId, leadId } of due) {
      const task = async () => {
        await deps.queue.prepare();
        await act(leadId);
      };
      await runInTenant(tenantId, task).catch((err: unknown) =>
        deps.logger.error({ err, tenantId, leadId }, 'a response limit was not looked at, comes again'),
      );
    }
  };
}

const isWaiting = (lead: OwnedLead | null): lead is Owned =>
  lead?.outcome === 'open' && lead.assignee?.response != null && lead.assignee.response.touchedAt === null;
