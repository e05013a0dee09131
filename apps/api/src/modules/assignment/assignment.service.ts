import {
  ProblemError,
  type assignment,
  type AssignmentDecisionId,
  type AssignmentSettings,
  type LeadId,
  type MembershipId,
  type MemberTerms,
} from '@stageline/contracts';
import { decideAssignment } from '@stageline/domain';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { MemberActor } from '../../http/route.ts';
import type { AuditLog } from '../audit/index.ts';
import type { LeadOwnership } from '../leads/index.ts';
import { presentAssignment, presentDecision } from './assignment.presenter.ts';
import { gatherTeam, termsOf, type CandidatesDeps } from './candidates.ts';
import { decisionsRepository } from './decisions.repository.ts';
import { settingsRepository, type StoredSettings } from './settings.repository.ts';

export interface AssignmentServiceDeps extends CandidatesDeps {
  readonly unitOfWork: UnitOfWork;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly leads: LeadOwnership;
  /** @throws ProblemError `not-found` for a lead that the actor may not see */
  readonly assertVisible: (actor: MemberActor, leadId: LeadId) => Promise<unknown>;
  readonly drain: () => Promise<void>;
}

export interface SettingsChange extends AssignmentSettings {
  readonly version: number;
  readonly members: readonly MemberTerms[];
}

/** How leads are assigned on the current tenant's site, and why each one is whose it is. */
export function createAssignmentService(deps: AssignmentServiceDeps) {
  const { unitOfWork, audit, leads, assertVisible, drain } = deps;

  async function view(settings: StoredSettings): Promise<assignment.AssignmentView> {
    return presentAssignment(settings, await gatherTeam(deps, settings), await leads.countWaiting());
  }

  return {
    get: async (): Promise<assignment.AssignmentView> => view(await settingsRepository.find()),

    /** @throws ProblemError `conflict` when they have another version; `validation-failed` for an unknown member */
    async set({ version, members, ...settings }: SettingsChange): Promise<assignment.AssignmentView> {
      await settingsRepository.begin();
      await unitOfWork.run(async () => {
        const before = await settingsRepository.takeRound();
        if (before.version !== version) throw new ProblemError('conflict');
        await assertMembers(deps, members);
        const after = { ...before, ...settings, version: version + 1, members: mergeTerms(before, members) };
        await settingsRepository.save(after);
        await audit.record({
          action: 'assignment.changed',
          target: { type: 'assignment', id: 'assignment' },
          before: facts(before),
          after: facts(after),
        });
      });
      await drain();
      return view(await settingsRepository.find());
    },

    /** @throws ProblemError `not-found` */
    async explain(actor: MemberActor, leadId: LeadId) {
      await assertVisible(actor, leadId);
      const [decisions, lead] = [await decisionsRepository.ofLead(leadId), await leads.find(leadId)];
      const seesAll = actor.permissions.has('leads.assign');
      return {
        decisions: decisions.map((decision) => presentDecision(decision, seesAll ? null : actor.membershipId)),
        owners: (lead?.owners ?? []).map(({ from, until, dueAt, answeredAt, ...owner }) => ({
          ...owner,
          from: from.toISOString(),
          until: until.toISOString(),
          dueAt: dueAt?.toISOString() ?? null,
          answeredAt: answeredAt?.toISOString() ?? null,
        })),
      };
    },

    /** Decides again from the log. @throws ProblemError `not-found`, also for a decision by hand */
    async replay(actor: MemberActor, id: AssignmentDecisionId) {
      const stored = await decisionsRepository.find(id);
      if (stored === null || stored.input === null) throw new ProblemError('not-found');
      await assertVisible(actor, stored.leadId);
      const { chosen, byOwner, reasons } = decideAssignment(stored.input);
      const [then, now] = [stored, { chosen, byOwner, reasons }].map((outcome) => outcomeText(outcome));
      return { same: then === now, chosen: chosen as MembershipId | null, seed: stored.input.seed };
    },
  };
}
export type AssignmentService = ReturnType<typeof createAssignmentService>;

/** What a decision says, in one order of fields: a database may return another. */
const outcomeText = ({
  chosen,
  byOwner,
  reasons,
}: Pick<ReturnType<typeof decideAssignment>, 'chosen' | 'byOwner' | 'reasons'>): string =>
  JSON.stringify([chosen, byOwner, reasons.map(({ id, verdict, portion }) => [id, verdict, portion])]);

/** @throws ProblemError `validation-failed` */
async function assertMembers({ team }: CandidatesDeps, members: readonly MemberTerms[]): Promise<void> {
  const known = new Set((await team()).map(({ id }) => id));
  const index = members.findIndex(({ membershipId }) => !known.has(membershipId));
  if (index < 0) return;
  const pointer = `/members/${index}/membershipId`;
  const issue = { in: 'body', pointer, message: 'This member is not on the team any more.' } as const;
  throw new ProblemError('validation-failed', { issues: [issue] });
}

/** New terms leave what the ledger owes as it is. */
function mergeTerms(before: StoredSettings, members: readonly MemberTerms[]): StoredSettings['members'] {
  const named = new Set(members.map(({ membershipId }) => membershipId));
  const kept = before.members.filter(({ membershipId }) => !named.has(membershipId));
  const set = members.map((terms) => ({ ...terms, credit: termsOf(before, terms.membershipId).credit }));
  return [...kept, ...set];
}

/** For the audit log: what people have set, without the ledger. */
const facts = ({ version: _version, members, ...settings }: StoredSettings) => ({
  ...settings,
  members: members.map(({ credit: _credit, ...terms }) => terms),
});
