import { LeadMoved, ProblemError, type AutomationRunId, type LeadId } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { stageToEnter, type EntryFacts } from '../pipelines/index.ts';
import type { LeadsRepository } from './leads.repository.ts';
import type { LeadRow, PipelineDirectory, StageChange, StagePlace } from './leads.types.ts';

export interface LeadMovesDeps {
  readonly repository: Pick<LeadsRepository, 'find' | 'move'>;
  readonly pipelines: PipelineDirectory;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** Which automation moves a lead. */
export interface MovingRule {
  readonly runId: AutomationRunId;
  readonly name: string;
}

/** What the rules of a stage may ask for. */
export const entryFacts = (
  { person, assignee, attendance }: Pick<LeadRow, 'person' | 'assignee' | 'attendance'>,
  reason: string | null,
): EntryFacts => ({
  hasAssignee: assignee !== null,
  hasPhone: person.phone !== null,
  hasCompany: person.company !== null,
  hasAttended: Object.keys(attendance).length > 0,
  hasReason: reason !== null,
});

/** Moves by automations: past the permissions of a member, never past the rules of a pipeline. */
export function createLeadMoves({ repository, pipelines, unitOfWork, clock }: LeadMovesDeps) {
  return {
    /**
     * Moves a lead, in the caller's transaction where there is one; that an automation does so is reason enough for a stage
     * that asks for one.
     * @returns false where it stood there already
     * @throws ProblemError `not-found`, also for the pipeline; `validation-failed` for an unknown stage; `stage-closed` where
     * the pipeline's rules do not allow it; `conflict` when somebody moved it in the same moment
     */
    async byRule(leadId: LeadId, { pipelineId, stage: to }: StagePlace, { runId, name }: MovingRule): Promise<boolean> {
      const before = await repository.find({ kind: 'all' }, leadId);
      const pipeline = before === null ? null : await pipelines.find(pipelineId);
      if (before === null || pipeline === null) throw new ProblemError('not-found');
      const isSamePipeline = before.pipelineId === pipelineId;
      if (isSamePipeline && before.stage === to) return false;
      const stage = stageToEnter(pipeline, isSamePipeline ? before.stage : null, to, entryFacts(before, name));
      const at = clock.now();
      const by = { cause: 'automation', actorId: null, actorName: name, reason: null } as const;
      const change: StageChange = { pipelineId, stage: to, at, ...by };
      await unitOfWork.run(async (tx) => {
        const row = await repository.move(leadId, before.version, change, stage.kind);
        if (row === null) throw new ProblemError('conflict');
        const membershipId = row.assignee?.membershipId ?? null;
        tx.record(LeadMoved, { leadId, membershipId, from: before.stage, to, pipelineId, runId });
      });
      return true;
    },
  };
}
export type LeadMoves = ReturnType<typeof createLeadMoves>;
