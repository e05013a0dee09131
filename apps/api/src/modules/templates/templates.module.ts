import type { MembershipId } from '@stageline/contracts';
import type { ApiModule } from '../../http/module.ts';
import { createTemplateCatalogue, type TemplateCatalogueDeps } from './templates.catalogue.ts';
import { templateRoutes } from './templates.routes.ts';
import { createTemplatesService, type TemplatesService, type TemplatesServiceDeps } from './templates.service.ts';

export type TemplatesModuleDeps = TemplatesServiceDeps &
  Omit<TemplateCatalogueDeps, 'templates'> & {
    /** The name of a member of the current tenant; null when they are gone. */
    readonly nameOf: (id: MembershipId) => Promise<string | null>;
  };

const FOLDER_MS = 60 * 60_000;

/** Templates: what new sites begin with, and what later versions bring to them. */
export function createTemplatesModule(deps: TemplatesModuleDeps): ApiModule & { service: TemplatesService } {
  const service = createTemplatesService(deps);
  const catalogue = createTemplateCatalogue({ ...deps, templates: service });
  return {
    name: 'templates',
    service,
    routes: templateRoutes(service, catalogue, deps.nameOf),
    // At boot: a new version of the product brings its new templates.
    schedules: [{ name: 'template-folder', everyMs: FOLDER_MS, run: async () => void (await service.publishFolder()) }],
  };
}
