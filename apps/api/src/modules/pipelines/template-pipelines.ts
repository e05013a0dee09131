import {
  DEFAULT_PIPELINE,
  ProblemError,
  pipelines as contract,
  type PipelineId,
  type StageId,
  type TemplatePipeline,
} from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { isDuplicateKey } from '@stageline/tenancy';
import { pipelinesRepository } from './pipelines.repository.ts';
import { removedStages } from './pipelines.rules.ts';
import type { PipelinesServiceDeps } from './pipelines.service.ts';
import { defaultPipeline, isBuiltIn, type Pipeline, type Stage } from './pipelines.types.ts';

export interface TemplatePipelinesDeps extends Pick<PipelinesServiceDeps, 'holdsLeads'> {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** What it takes to take a pipeline of a template back. */
export interface PipelineUndo {
  readonly id: Pipeline['id'];
  /** Its version afterwards; at another one somebody has changed it since. */
  readonly version: number;
  /** Null where there was none. */
  readonly before: Pick<Pipeline, 'name' | 'stages'> | null;
}

/** What the pipelines and stages of a site are called in templates. */
export interface TemplatePlaces {
  /** Null where the site has no such pipeline, or no such stage in it. */
  idsOf(keys: { readonly pipelineId: string; readonly stage: string }): {
    readonly pipelineId: PipelineId | null;
    readonly stage: StageId | null;
  };
  /** What the site itself does not know any more keeps its id. */
  keysOf(ids: { readonly pipelineId: string; readonly stage: string }): { pipelineId: string; stage: string };
}

/** What a pipeline and its stages are called in templates: what they came from, or their own ids. */
const keyOf = ({ id, origin }: Pick<Pipeline, 'origin'> & { readonly id: string }): string => origin ?? id;

function placesOf(pipelines: readonly Pipeline[]): TemplatePlaces {
  const byId = new Map<string, Pipeline>(pipelines.map((pipeline) => [pipeline.id, pipeline]));
  const present = pipelines.filter(({ removedAt }) => removedAt === null);
  const byKey = new Map(present.map((pipeline) => [keyOf(pipeline), pipeline]));
  return {
    idsOf({ pipelineId, stage }) {
      const pipeline = byKey.get(pipelineId);
      const found = pipeline?.stages.find((each) => keyOf(each) === stage);
      return { pipelineId: pipeline?.id ?? null, stage: found?.id ?? null };
    },
    keysOf({ pipelineId, stage }) {
      const pipeline = byId.get(pipelineId);
      if (pipeline === undefined) return { pipelineId, stage };
      const found = [...pipeline.stages, ...pipeline.formerStages].find(({ id }) => id === stage);
      return { pipelineId: keyOf(pipeline), stage: found === undefined ? stage : keyOf(found) };
    },
  };
}

function toTemplate(pipeline: Pipeline): TemplatePipeline {
  const keys = new Map([...pipeline.stages, ...pipeline.formerStages].map((stage) => [stage.id, keyOf(stage)]));
  return {
    key: keyOf(pipeline),
    name: pipeline.name,
    stages: pipeline.stages.map(({ id, name, kind, entry, leadsTo }) => ({
      key: keys.get(id)!,
      name,
      kind,
      entry: [...entry],
      leadsTo: leadsTo?.flatMap((to) => keys.get(to) ?? []) ?? null,
    })),
  };
}

/** The stages that a template asks for: those that are there, or were, keep their ids, unless they meant something else. */
function stagesOf(
  { id, stages, formerStages }: Pick<Pipeline, 'id' | 'stages' | 'formerStages'>,
  template: TemplatePipeline,
) {
  const all = [...stages, ...formerStages];
  const known = new Map(all.map((stage) => [keyOf(stage), stage]));
  const ids = new Map<string, StageId>();
  for (const { key, kind } of template.stages) {
    const old = known.get(key);
    const ownName = id === DEFAULT_PIPELINE && isBuiltIn(key as StageId) ? (key as StageId) : newId('stg');
    ids.set(key, old !== undefined && old.kind === kind ? old.id : ownName);
  }
  const wanted = template.stages.map(({ key, name, kind, entry, leadsTo }): Stage => {
    const to = leadsTo?.map((each) => ids.get(each)!) ?? null;
    const own = ids.get(key)!;
    return { id: own, name, kind, entry, leadsTo: to, origin: key === own ? null : key };
  });
  return withFormer(all, wanted);
}

/** Stages that are not wanted any more become former ones. */
const withFormer = (all: readonly Stage[], wanted: readonly Stage[]) => {
  const kept = new Set(wanted.map(({ id }) => id));
  return { stages: wanted, formerStages: all.filter(({ id }) => !kept.has(id)) };
};

/** Pipelines of the current tenant as templates carry them. Writes join the caller's transaction. */
export function createTemplatePipelines({ unitOfWork, clock, holdsLeads }: TemplatePipelinesDeps) {
  const present = async () => (await pipelinesRepository.list()).filter(({ removedAt }) => removedAt === null);

  /** @throws ProblemError `stage-in-use` where leads stand in a stage that goes, `limit-reached`, `conflict`, `name-taken` */
  async function write(before: Pipeline | null, after: Pipeline): Promise<void> {
    if (after.stages.length + after.formerStages.length > contract.MAX_STAGES_EVER)
      throw new ProblemError('limit-reached');
    const removed = before === null ? [] : removedStages(before, after);
    if (removed.length > 0 && (await holdsLeads(after.id, removed))) throw new ProblemError('stage-in-use');
    try {
      if (before === null || before === defaultPipeline) await pipelinesRepository.insert(after, clock.now());
      else if (!(await pipelinesRepository.replace(after, before.version))) throw new ProblemError('conflict');
    } catch (error) {
      throw isDuplicateKey(error) ? new ProblemError('name-taken', { cause: error }) : error;
    }
  }

  async function find(key: string): Promise<Pipeline | null> {
    if (key === DEFAULT_PIPELINE) return pipelinesRepository.find(DEFAULT_PIPELINE);
    return (await present()).find((pipeline) => keyOf(pipeline) === key) ?? null;
  }

  return {
    /** What every site has before anybody changes it. */
    untouched: toTemplate(defaultPipeline),

    /** All of the site, the default one first. */
    async all(): Promise<TemplatePipeline[]> {
      const others = (await present()).filter(({ id }) => id !== DEFAULT_PIPELINE);
      return [(await pipelinesRepository.find(DEFAULT_PIPELINE))!, ...others].map(toTemplate);
    },

    async places(): Promise<TemplatePlaces> {
      const stored = await pipelinesRepository.list();
      const isStored = stored.some(({ id }) => id === DEFAULT_PIPELINE);
      return placesOf(isStored ? stored : [defaultPipeline, ...stored]);
    },

    /** Makes a pipeline what a template says, or makes it. @throws as above */
    bring: (template: TemplatePipeline): Promise<PipelineUndo> =>
      unitOfWork.run(async () => {
        const before = await find(template.key);
        if (before === null && (await present()).length >= contract.MAX_PIPELINES)
          throw new ProblemError('limit-reached');
        const id = before?.id ?? newId('pip');
        const origin = id === DEFAULT_PIPELINE || id === template.key ? null : template.key;
        const from = before ?? { id, stages: [], formerStages: [] };
        const version = (before?.version ?? 0) + 1;
        await write(before, { id, version, name: template.name, removedAt: null, origin, ...stagesOf(from, template) });
        return { id, version, before: before === null ? null : { name: before.name, stages: before.stages } };
      }),

    /** The same for a new site: what it has of it already stays. */
    async begin(template: TemplatePipeline): Promise<void> {
      const there = await find(template.key);
      if (there === null || there === defaultPipeline) await this.bring(template);
    },

    /** @throws ProblemError `conflict` where somebody changed it since; `stage-in-use` */
    takeBack: ({ id, version, before }: PipelineUndo): Promise<void> =>
      unitOfWork.run(async () => {
        const now = await pipelinesRepository.find(id);
        if (now === null || now.version !== version) throw new ProblemError('conflict');
        if (before === null) {
          if (await holdsLeads(id)) throw new ProblemError('stage-in-use');
          return pipelinesRepository.remove(id, clock.now());
        }
        const stages = withFormer([...now.stages, ...now.formerStages], before.stages);
        await write(now, { ...now, version: version + 1, name: before.name, ...stages });
      }),
  };
}
export type TemplatePipelines = ReturnType<typeof createTemplatePipelines>;
