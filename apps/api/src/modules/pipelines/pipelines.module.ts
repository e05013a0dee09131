import type { ApiModule } from '../../http/module.ts';
import { pipelineRoutes } from './pipelines.routes.ts';
import { createPipelinesService, type PipelinesService, type PipelinesServiceDeps } from './pipelines.service.ts';

/** Pipelines: the stages that leads go through, as each site defines them. */
export function createPipelinesModule(deps: PipelinesServiceDeps): ApiModule & { readonly service: PipelinesService } {
  const service = createPipelinesService(deps);
  return { name: 'pipelines', service, routes: pipelineRoutes(service) };
}
