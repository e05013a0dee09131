import { LeadMoved, ProblemError, type AutomationRunId, type LeadId, type StageKind } from '@stageline/contracts';
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

    /**
     * Moves a lead because it booked a call, in the caller's transaction. It never stands in the way of the call: a stage that is
     * not there any more, or that the pipeline's rules close to the lead, leaves it where it is.
     * @returns whether it was moved
     */
    async byBooking(leadId: LeadId, { pipelineId, stage: to }: StagePlace): Promise<boolean> {
      const before = await repository.find({ kind: 'all' }, leadId);
      const pipeline = before === null ? null : await pipelines.find(pipelineId);
      if (before === null || pipeline === null) return false;
      const isSamePipeline = before.pipelineId === pipelineId;
      const kind = stageIfOpen(pipeline, isSamePipeline ? before.stage : null, to, entryFacts(before, 'booking'));
      if (kind === null || (isSamePipeline && before.stage === to)) return false;
      const by = { cause: 'booking', actorId: null, actorName: null, reason: null } as const;
      return unitOfWork.run(async (tx) => {
        const row = await repository.move(
          leadId,
          before.version,
          { pipelineId, stage: to, at: clock.now(), ...by },
          kind,
        );
        if (row === null) throw new ProblemError('conflict');
        const membershipId = row.assignee?.membershipId ?? null;
        tx.record(LeadMoved, { leadId, membershipId, from: before.stage, to, pipelineId });
        return true;
      });
    },
  };
}

/** What a stage means, where the rules let a lead in; null where they do not. */
function stageIfOpen(...[pipeline, from, to, facts]: Parameters<typeof stageToEnter>): StageKind | null {
  try {
    return stageToEnter(pipeline, from, to, facts).kind;
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}
export type LeadMoves = ReturnType<typeof createLeadMoves>;
