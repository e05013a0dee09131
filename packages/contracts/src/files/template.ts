import { z } from 'zod';
import { paragraph, requiredText } from '../http/fields.ts';
import { MAX_AUTOMATIONS } from '../http/automations.ts';
import { MAX_PIPELINES } from '../http/pipelines.ts';
import { builtInStages, DEFAULT_PIPELINE } from '../kit/stages.ts';
import { defaultBlocks, LandingBlocks } from './landing-block.ts';
import { Picture } from './picture.ts';
import { CustomCss, TenantSettings } from './site-content.ts';
import { TemplateAutomation } from './template-automation.ts';
import { TemplatePipeline } from './template-pipeline.ts';
import { LineSettings, Theme } from './theme.ts';
import { TestimonialVideo } from './video.ts';

/** Name of a template: its folder in `tenants/`. */
export const TemplateKey = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,39}$/, 'Lower-case letters, digits and hyphens, at most 40, beginning with a letter.');
export type TemplateKey = z.infer<typeof TemplateKey>;

/**
 * What a new site begins with and what later versions may bring to it. A template says nothing about who the promoter
 * is; where its texts name them they say `{{siteName}}` and `{{promoterName}}`.
 */
export const TemplateContent = z.strictObject({
  theme: Theme,
  texts: z.strictObject({
    headline: requiredText(120),
    welcomeMessage: paragraph(600),
    benefits: z.array(requiredText(140)).max(6).default([]),
  }),
  /** Without simulated members: a site that is made of it is somebody's business (H-08). */
  line: LineSettings.omit({ simulationSettings: true }).prefault({}),
  settings: TenantSettings.prefault({}),
  videos: z.array(TestimonialVideo).max(6, 'At most six videos.').default([]),
  blocks: LandingBlocks.default(defaultBlocks),
  customCss: CustomCss.default(''),
  /** Each version keeps the files of its own pictures, and every site gets copies of them. */
  logo: Picture.nullable().default(null),
  background: Picture.nullable().default(null),
  /** Those that the template has a say in; a site may have others beside them. */
  pipelines: z
    .array(TemplatePipeline)
    .max(MAX_PIPELINES)
    .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, 'Each pipeline once.')
    .default([]),
  /** What happens by itself; it arrives switched off. */
  automations: z
    .array(TemplateAutomation)
    .max(MAX_AUTOMATIONS)
    .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, 'Each automation once.')
    .default([]),
  /** The first masterclass of a new site, on the promoter's own clock; later versions do not touch a planned one. */
  masterclass: z.strictObject({
    title: requiredText(120),
    description: paragraph(2000),
    /** Wall-clock start, `HH:MM`. */
    startsAtLocal: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    startsInDays: z.int().min(0).max(365),
    durationMinutes: z.int().min(5).max(720),
  }),
});
export type TemplateContent = z.infer<typeof TemplateContent>;

/** Every stage that automations name, as `pipeline stage`. */
function placesOf(automations: TemplateContent['automations']): string[] {
  const ofCondition = (condition: TemplateContent['automations'][number]['conditions'][number]) =>
    condition.kind === 'stage' ? condition.stages.map((stage) => ({ pipelineId: condition.pipelineId, stage })) : [];
  return automations
    .flatMap(({ trigger, conditions, actions }) => [
      ...('stage' in trigger ? [trigger] : []),
      ...conditions.flatMap(ofCondition),
      ...actions.flatMap((action) => (action.kind === 'check' ? ofCondition(action.condition) : [])),
      ...actions.flatMap((action) => (action.kind === 'move' ? [action] : [])),
    ])
    .map(({ pipelineId, stage }) => `${pipelineId} ${stage}`);
}
/** A site has its default pipeline where the template says nothing of it. */
const isThere = (place: string, pipelines: readonly TemplatePipeline[]): boolean =>
  pipelines.some(({ key, stages }) => stages.some((stage) => place === `${key} ${stage.key}`)) ||
  (pipelines.every(({ key }) => key !== DEFAULT_PIPELINE) &&
    builtInStages.some((stage) => place === `${DEFAULT_PIPELINE} ${stage}`));

/** `tenants/<key>/template.json` */
export const TemplateFile = z.strictObject({
  name: requiredText(60),
  description: requiredText(200),
  content: TemplateContent.refine(({ logo, background }) => logo === null && background === null, {
    message: 'Pictures come with a template that is published from a site.',
  }).refine(({ pipelines, automations }) => placesOf(automations).every((place) => isThere(place, pipelines)), {
    message: 'An automation names a stage that the template does not have.',
  }),
});
export type TemplateFile = z.infer<typeof TemplateFile>;
