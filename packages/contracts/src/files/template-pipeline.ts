import { z } from 'zod';
import { requiredText } from '../http/fields.ts';
import { EntryRule, MAX_STAGES, StageKind } from '../http/pipelines.ts';
import { ARRIVAL_STAGE, builtInStages, DEFAULT_PIPELINE } from '../kit/stages.ts';

/** What a part of a template is called there, whatever its names become: a built-in name, or one that the template made. */
export const PartKey = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,39}$/, 'Lower-case letters, digits, hyphens and underscores, at most 40.');
const isBuiltIn = (key: string) => builtInStages.some((stage) => stage === key);

const TemplateStage = z.strictObject({
  key: PartKey,
  /** Null keeps a built-in stage's own name. */
  name: requiredText(40).nullable(),
  kind: StageKind,
  entry: z.array(EntryRule).default([]),
  /** Keys; null where a lead may go anywhere. */
  leadsTo: z.array(PartKey).nullable().default(null),
});

/** A pipeline as a template carries it from site to site: keys in the place of ids. */
export const TemplatePipeline = z
  .strictObject({
    /** `default` for the one that every site has. */
    key: PartKey,
    name: requiredText(40).nullable(),
    stages: z.array(TemplateStage).min(2).max(MAX_STAGES),
  })
  .refine(({ key, name }) => name !== null || key === DEFAULT_PIPELINE, 'Please give the pipeline a name.')
  .refine(
    ({ stages }) => stages.every(({ name, key }) => name !== null || isBuiltIn(key)),
    'Please give the stage a name.',
  )
  .refine(({ stages }) => new Set(stages.map(({ key }) => key)).size === stages.length, 'This stage is there twice.')
  .refine(
    ({ stages }) => stages.every(({ leadsTo }) => leadsTo?.every((to) => stages.some(({ key }) => key === to)) ?? true),
    'It leads to a stage that is not there.',
  )
  .refine(
    ({ stages }) => ['open', 'won'].every((kind) => stages.some((stage) => stage.kind === kind)),
    'A pipeline needs a stage for leads that are worked on.',
  )
  .refine(
    ({ key, stages }) => key !== DEFAULT_PIPELINE || stages.some((stage) => stage.key === ARRIVAL_STAGE),
    'Registrations arrive in its first stage, which has to stay. You can rename it.',
  );
export type TemplatePipeline = z.infer<typeof TemplatePipeline>;
