import type { ApiModule } from '../../http/module.ts';
import { pipelineRoutes } from './pipelines.routes.ts';
import { createPipelinesService, type PipelinesService, type PipelinesServiceDeps } from './pipelines.service.ts';

import { createTemplatePipelines, type TemplatePipelines } from './template-pipelines.ts';

/** Pipelines: the stages that leads go through, as each site defines them. */
export function createPipelinesModule(
  deps: PipelinesServiceDeps,
): ApiModule & { readonly service: PipelinesService; readonly templates: TemplatePipelines } {
  const service = createPipelinesService(deps);
  return { name: 'pipelines', service, templates: createTemplatePipelines(deps), routes: pipelineRoutes(service) };
}
