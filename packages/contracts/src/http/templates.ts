import { z } from 'zod';
import { TemplateKey } from '../files/template.ts';
import { adminAccess, defineOperation, Instant, memberAccess, publicAccess } from '../kit/operation.ts';
import { TenantId } from '../kit/ids.ts';
import { requiredText } from './fields.ts';

/** A template that a new site may begin with. */
export const TemplateChoice = z.object({ key: TemplateKey, name: z.string(), description: z.string() });
export type TemplateChoice = z.infer<typeof TemplateChoice>;

export const listTemplateChoices = defineOperation({
  id: 'templates.choices',
  method: 'GET',
  path: '/api/v1/templates',
  host: 'platform',
  access: publicAccess,
  summary: 'What a new site can begin with',
  response: z.object({ items: z.array(TemplateChoice) }),
});

/** One part of the site that a new version concerns; what is not there is null. */
export const TemplateBlock = z.object({
  /** Its place in the content: `profile.headline`. */
  field: z.string(),
  /** `updated`: not edited here, takes the new value. `kept`: edited here, unchanged in the template. `conflict`: both. */
  state: z.enum(['updated', 'kept', 'conflict']),
  base: z.unknown(),
  theirs: z.unknown(),
  ours: z.unknown(),
});
export type TemplateBlock = z.infer<typeof TemplateBlock>;

/** Where a site stands with its template. */
export const TemplateState = z.object({
  /** Null for a site that was made without one. */
  current: z.object({ key: TemplateKey, name: z.string(), version: z.int() }).nullable(),
  /** A newer version, compared with the draft; null when there is none. */
  offer: z
    .object({
      version: z.int(),
      note: z.string(),
      publishedAt: Instant,
      /** The draft's revision that was compared. */
      revision: z.int(),
      /** Whether the version that the site began with is gone: then every difference is for the owner to decide. */
      baseMissing: z.boolean(),
      blocks: z.array(TemplateBlock),
    })
    .nullable(),
  /** Whether the last update can be taken back. */
  canUndo: z.boolean(),
});
export type TemplateState = z.infer<typeof TemplateState>;

export const getTemplateState = defineOperation({
  id: 'templates.state',
  method: 'GET',
  path: '/api/v1/site/template',
  host: 'tenant',
  access: memberAccess('site.edit'),
  summary: 'The template of this site, and what a newer version would change in the draft',
  response: TemplateState,
});
export const applyTemplate = defineOperation({
  id: 'templates.apply',
  method: 'POST',
  path: '/api/v1/site/template',
  host: 'tenant',
  access: memberAccess('site.edit'),
  summary:
    'Bring a newer version into the draft; every conflict needs a choice, nothing edited here changes without one',
  body: z.strictObject({
    version: z.int().min(1),
    revision: z.int().min(0),
    choices: z.record(z.string().max(60), z.enum(['ours', 'theirs'])).default({}),
  }),
  response: TemplateState,
  errors: ['conflict', 'stage-in-use', 'name-taken', 'limit-reached'],
});
export const undoTemplate = defineOperation({
  id: 'templates.undo',
  method: 'POST',
  path: '/api/v1/site/template/undo',
  host: 'tenant',
  access: memberAccess('site.edit'),
  summary: 'Give the draft the content it had before the last update; possible while nobody edited it since',
  response: TemplateState,
  errors: ['conflict', 'illegal-transition', 'stage-in-use'],
});

/** One version of a template, with how many sites are on it. */
export const TemplateVersion = z.object({
  version: z.int(),
  note: z.string(),
  /** Where it came from. */
  source: z.enum(['folder', 'site']),
  publishedAt: Instant,
  sites: z.int(),
});
export const TemplateSummary = TemplateChoice.extend({ versions: z.array(TemplateVersion) });
export type TemplateSummary = z.infer<typeof TemplateSummary>;
const TemplateList = z.object({ items: z.array(TemplateSummary) });

export const listTemplates = defineOperation({
  id: 'admin.list-templates',
  method: 'GET',
  path: '/api/v1/templates',
  host: 'admin',
  access: adminAccess('templates.read'),
  summary: 'All templates with their versions, newest first, and how many sites are on each',
  response: TemplateList,
});
export const listTemplateSites = defineOperation({
  id: 'admin.list-template-sites',
  method: 'GET',
  path: '/api/v1/templates/:key/sites',
  host: 'admin',
  access: adminAccess('templates.read'),
  summary: 'Which site is on which version of a template; the first 500',
  params: z.strictObject({ key: TemplateKey }),
  response: z.object({
    items: z.array(z.object({ tenantId: TenantId, name: z.string(), slug: z.string(), version: z.int() })),
  }),
});
export const publishTemplate = defineOperation({
  id: 'admin.publish-template',
  method: 'POST',
  path: '/api/v1/templates',
  host: 'admin',
  access: adminAccess('templates.publish'),
  stepUp: true,
  summary: "Publish a site's present draft as a new version of a template; its promoter's names become placeholders",
  body: z.strictObject({
    key: TemplateKey,
    name: requiredText(60),
    description: requiredText(200),
    /** What is new, for the owners to whom it is offered. */
    note: requiredText(300),
    /** The address of the site. */
    slug: z.string().max(63),
  }),
  response: TemplateList,
});
export const publishTemplateFolder = defineOperation({
  id: 'admin.publish-template-folder',
  method: 'POST',
  path: '/api/v1/templates/folder',
  host: 'admin',
  access: adminAccess('templates.publish'),
  stepUp: true,
  summary: 'Publish what has changed in the folder of templates; what has not changes nothing',
  response: TemplateList,
});
