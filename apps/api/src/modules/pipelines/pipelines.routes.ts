import { pipelines } from '@stageline/contracts';
import { route } from '../../http/route.ts';
import type { PipelinesService } from './pipelines.service.ts';

export const pipelineRoutes = (service: PipelinesService) => [
  route(pipelines.listPipelines, () => service.list()),
  route(pipelines.createPipeline, ({ body }) => service.create(body)),
  route(pipelines.updatePipeline, ({ params, body: { version, ...change } }) =>
    service.update(params.pipelineId, version, change),
  ),
  route(pipelines.removePipeline, ({ params }) => service.remove(params.pipelineId)),
];
