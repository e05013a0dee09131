import { z } from 'zod';
import type { IdOf, IdPrefix } from '../kit/ids.ts';
import { defineOperation, memberAccess } from '../kit/operation.ts';
import { builtInStages, DEFAULT_PIPELINE, type BuiltInStage } from '../kit/stages.ts';
import { requiredText } from './fields.ts';

/** One pattern for built-in names and ids: a union is tried part by part, at every read and again at every answer. */
const builtInOrId = <T extends string>(builtIn: readonly string[], prefix: IdPrefix) =>
  z
    .string()
    .regex(
      new RegExp(`^(?:${builtIn.join('|')}|${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25})$`),
      `Expected an id that begins with ${prefix}_`,
    ) as unknown as z.ZodType<T, T>;

/** A stage of a pipeline: a built-in one, or one that the site has made. Unique within a site. */
export const StageId = builtInOrId<BuiltInStage | IdOf<'stg'>>(builtInStages, 'stg');
export type StageId = z.infer<typeof StageId>;

export const PipelineId = builtInOrId<typeof DEFAULT_PIPELINE | IdOf<'pip'>>([DEFAULT_PIPELINE], 'pip');
export type PipelineId = z.infer<typeof PipelineId>;

/** What a stage means, whatever it is called: still being worked on, or an end. Fixed once the stage is made. */
export const StageKind = z.enum(['open', 'won', 'lost']);
export type StageKind = z.infer<typeof StageKind>;

/** What a lead needs before it may enter a stage. `reason`: whoever moves it says why. */
export const EntryRule = z.enum(['assignee', 'phone', 'company', 'attended', 'reason']);
export type EntryRule = z.infer<typeof EntryRule>;

export const MAX_STAGES = 20;
export const MAX_PIPELINES = 10;
/** Stages that one pipeline may ever have had: those that were taken away are kept, because history names them. */
export const MAX_STAGES_EVER = 100;

const stageRules = {
  /** What a lead needs to enter. */
  entry: z.array(EntryRule).max(EntryRule.options.length),
  /** The stages that a lead may go on to from here; null where it may go anywhere. */
  leadsTo: z.array(StageId).max(MAX_STAGES).nullable(),
};

export const StageView = z.object({
  id: StageId,
  /** Null for a built-in stage under its own name, which every reader sees in their language. */
  name: z.string().nullable(),
  kind: StageKind,
  ...stageRules,
});
export type StageView = z.infer<typeof StageView>;

export const PipelineView = z.object({
  id: PipelineId,
  version: z.int(),
  /** Null for the default pipeline under its own name. */
  name: z.string().nullable(),
  /** In order. */
  stages: z.array(StageView),
  /** Stages that were taken away: no lead enters them, and what happened in them keeps its name. */
  formerStages: z.array(StageView),
});
export type PipelineView = z.infer<typeof PipelineView>;

const name = requiredText(40);
const StageInput = z.strictObject({
  /** Of a stage that is there; a new one has none yet. */
  id: StageId.optional(),
  /** Null keeps a built-in stage's own name. */
  name: name.nullable(),
  kind: StageKind,
  entry: stageRules.entry.default([]),
  leadsTo: stageRules.leadsTo.default(null),
});
export type StageInput = z.output<typeof StageInput>;

const PipelineBody = z.strictObject({ name: name.nullable(), stages: z.array(StageInput).min(2).max(MAX_STAGES) });
const PipelineParams = z.strictObject({ pipelineId: PipelineId });

export const listPipelines = defineOperation({
  id: 'pipelines.list',
  method: 'GET',
  path: '/api/v1/pipelines',
  host: 'tenant',
  access: memberAccess('leads.read'),
  summary: 'The pipelines of this site with their stages, the default one first',
  response: z.object({
    items: z.array(PipelineView),
    /** Those that were removed: histories name them. */
    former: z.array(PipelineView),
  }),
});
export const createPipeline = defineOperation({
  id: 'pipelines.create',
  method: 'POST',
  path: '/api/v1/pipelines',
  host: 'tenant',
  access: memberAccess('pipelines.manage'),
  summary: 'Make a pipeline; it needs an open stage and one that is won',
  body: PipelineBody.extend({ name }),
  status: 201,
  response: PipelineView,
  errors: ['limit-reached', 'name-taken'],
});
export const updatePipeline = defineOperation({
  id: 'pipelines.update',
  method: 'PUT',
  path: '/api/v1/pipelines/:pipelineId',
  host: 'tenant',
  access: memberAccess('pipelines.manage'),
  summary: 'Rename, order, add and take away stages; a stage that holds leads stays',
  params: PipelineParams,
  body: PipelineBody.extend({ version: z.int() }),
  response: PipelineView,
  errors: ['conflict', 'name-taken', 'stage-in-use', 'limit-reached'],
});
export const removePipeline = defineOperation({
  id: 'pipelines.remove',
  method: 'DELETE',
  path: '/api/v1/pipelines/:pipelineId',
  host: 'tenant',
  access: memberAccess('pipelines.manage'),
  summary: 'Remove a pipeline without leads; the default one stays',
  params: PipelineParams,
  status: 204,
  errors: ['stage-in-use'],
});
