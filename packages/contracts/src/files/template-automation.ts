import { z } from 'zod';
import { automationRules } from '../http/automations.ts';
import { requiredText } from '../http/fields.ts';
import { MembershipId } from '../kit/ids.ts';
import { PartKey } from './template-pipeline.ts';

/**
 * Whom an automation of a template names. `promoter`: whoever the site belongs to. `member`: somebody of the team, whom each
 * site chooses for itself, because nobody travels from site to site.
 */
export const TemplateMember = z.enum(['promoter', 'member']);
export type TemplateMember = z.infer<typeof TemplateMember>;

const about = {
  key: PartKey,
  /** May say `{{siteName}}` and `{{promoterName}}`, as other texts of a template do. */
  name: requiredText(60),
};

/** An automation as a template carries it from site to site: keys of pipelines and stages, and roles in the place of people. */
export const TemplateAutomation = z.strictObject({
  ...about,
  ...automationRules({ pipelineId: PartKey, stage: PartKey, member: TemplateMember }).definition,
});
export type TemplateAutomation = z.infer<typeof TemplateAutomation>;

/** The same of one site, which may name people of its own. */
const SiteAutomation = z.strictObject({
  ...about,
  ...automationRules({ pipelineId: PartKey, stage: PartKey, member: z.union([TemplateMember, MembershipId]) })
    .definition,
});
export type SiteAutomation = z.infer<typeof SiteAutomation>;
