import {
  DEFAULT_PIPELINE,
  ProblemError,
  type PipelineId,
  pipelines as contract,
  type StageId,
  type StageInput,
} from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { isDuplicateKey } from '@stageline/tenancy';
import type { AuditLog } from '../audit/index.ts';
import { pipelinesRepository } from './pipelines.repository.ts';
import { changedStages, pipelineName, presentPipeline, removedStages } from './pipelines.rules.ts';
import { defaultPipeline, type Pipeline } from './pipelines.types.ts';

export interface PipelinesServiceDeps {
  readonly unitOfWork: UnitOfWork;
  readonly audit: AuditLog;
  readonly clock: Clock;
  /** Whether leads stand in one of these stages of a pipeline; without stages, anywhere in it. */
  readonly holdsLeads: (pipelineId: PipelineId, stages?: readonly StageId[]) => Promise<boolean>;
}

export interface PipelineChange {
  readonly name: string | null;
  readonly stages: readonly StageInput[];
}

/** The pipelines of the current tenant (F-01). */
export function createPipelinesService({ unitOfWork, audit, clock, holdsLeads }: PipelinesServiceDeps) {
  /** Turns a name that is taken into its problem. */
  async function named<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      throw isDuplicateKey(error) ? new ProblemError('name-taken', { cause: error }) : error;
    }
  }
  const targetOf = (pipeline: Pipeline) => ({ type: 'pipeline', id: pipeline.id, name: pipelineName(pipeline) });

  return {
    /** Null for an unknown one. */
    find: (id: PipelineId): Promise<Pipeline | null> => pipelinesRepository.find(id),

    /** The default one first, the others by age; beside them those that were removed. */
    async list() {
      const stored = await pipelinesRepository.list();
      const isDefault = ({ id }: Pipeline) => id === DEFAULT_PIPELINE;
      const others = stored.filter((pipeline) => !isDefault(pipeline));
      const items = [
        stored.find(isDefault) ?? defaultPipeline,
        ...others.filter(({ removedAt }) => removedAt === null),
      ];
      const former = others.filter(({ removedAt }) => removedAt !== null);
      return { items: items.map(presentPipeline), former: former.map(presentPipeline) };
    },

    /** @throws ProblemError `limit-reached`, `name-taken`, `validation-failed` */
    async create({ name, stages }: PipelineChange): Promise<contract.PipelineView> {
      const id = newId('pip');
      const before = { id, stages: [], formerStages: [], removedAt: null };
      const pipeline: Pipeline = { ...before, version: 1, name, ...changedStages(before, stages) };
      await named(() =>
        unitOfWork.run(async () => {
          const present = (await pipelinesRepository.list()).filter(({ removedAt }) => removedAt === null);
          if (present.length >= contract.MAX_PIPELINES) throw new ProblemError('limit-reached');
          await pipelinesRepository.insert(pipeline, clock.now());
          await audit.record({ action: 'pipeline.made', target: targetOf(pipeline) });
        }),
      );
      return presentPipeline(pipeline);
    },

    /**
     * @param seen the version that the caller saw
     * @throws ProblemError `not-found`, `conflict`, `name-taken`, `validation-failed`; `stage-in-use` for a stage that is
     * taken away while leads stand in it; `limit-reached` where it has had too many stages
     */
    async update(id: PipelineId, seen: number, { name, stages }: PipelineChange): Promise<contract.PipelineView> {
      if (name === null && id !== DEFAULT_PIPELINE) {
        const issue = { in: 'body', pointer: '/name', message: 'Please give the pipeline a name.' } as const;
        throw new ProblemError('validation-failed', { issues: [issue] });
      }
      return named(() =>
        unitOfWork.run(async () => {
          const before = await pipelinesRepository.find(id);
          if (before === null) throw new ProblemError('not-found');
          if (before.version !== seen) throw new ProblemError('conflict');
          const after: Pipeline = { ...before, version: seen + 1, name, ...changedStages(before, stages) };
          if (after.stages.length + after.formerStages.length > contract.MAX_STAGES_EVER)
            throw new ProblemError('limit-reached');
          const removed = removedStages(before, after);
          // A lead that enters a stage in the same moment stays there, and the board shows the stage until it is empty.
          if (removed.length > 0 && (await holdsLeads(id, removed))) throw new ProblemError('stage-in-use');
          if (before === defaultPipeline) await pipelinesRepository.insert(after, clock.now());
          else if (!(await pipelinesRepository.replace(after, seen))) throw new ProblemError('conflict');
          await audit.record({
            action: 'pipeline.changed',
            target: targetOf(after),
            before: { name: before.name, stages: before.stages },
            after: { name, stages: after.stages },
          });
          return presentPipeline(after);
        }),
      );
    },

    /** @throws ProblemError `not-found`; `stage-in-use` for the default one and while leads stand in it */
    async remove(id: PipelineId): Promise<void> {
      if (id === DEFAULT_PIPELINE) throw new ProblemError('stage-in-use');
      await unitOfWork.run(async () => {
        const pipeline = await pipelinesRepository.find(id);
        if (pipeline === null) throw new ProblemError('not-found');
        if (await holdsLeads(id)) throw new ProblemError('stage-in-use');
        await pipelinesRepository.remove(id, clock.now());
        await audit.record({ action: 'pipeline.removed', target: targetOf(pipeline) });
      });
    },
  };
}
export type PipelinesService = ReturnType<typeof createPipelinesService>;
