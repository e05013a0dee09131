import type { MembershipId } from '@stageline/contracts';
import type { ApiModule } from '../../http/module.ts';
import { createTemplateCatalogue, type TemplateCatalogueDeps } from './templates.catalogue.ts';
import { createTemplateMedia, type TemplateMediaDeps } from './templates.media.ts';
import { createTemplateParts, type TemplatePartsDeps } from './templates.parts.ts';
import { templateRoutes } from './templates.routes.ts';
import { createTemplatesService, type TemplatesService, type TemplatesServiceDeps } from './templates.service.ts';

export type TemplatesModuleDeps = Omit<TemplatesServiceDeps, 'media' | 'parts'> &
  Omit<TemplateCatalogueDeps, 'templates' | 'media' | 'parts'> &
  TemplateMediaDeps &
  TemplatePartsDeps & {
    /** The name of a member of the current tenant; null when they are gone. */
    readonly nameOf: (id: MembershipId) => Promise<string | null>;
  };

const HOUR_MS = 60 * 60_000;

/** Templates: what new sites begin with, and what later versions bring to them. */
export function createTemplatesModule(deps: TemplatesModuleDeps): ApiModule & { service: TemplatesService } {
  const media = createTemplateMedia(deps);
  const parts = createTemplateParts(deps);
  const service = createTemplatesService({ ...deps, media, parts });
  const catalogue = createTemplateCatalogue({ ...deps, media, parts, templates: service });
  return {
    name: 'templates',
    service,
    routes: templateRoutes(service, catalogue, deps.nameOf),
    schedules: [
      // At boot: a new version of the product brings its new templates.
      { name: 'template-folder', everyMs: HOUR_MS, run: async () => void (await service.publishFolder()) },
      { name: 'template-media', everyMs: HOUR_MS, run: () => media.clean() },
    ],
  };
}
