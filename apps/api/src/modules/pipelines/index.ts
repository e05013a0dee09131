export { createPipelinesModule } from './pipelines.module.ts';
export { presentPipeline, stageToEnter, type EntryFacts } from './pipelines.rules.ts';
export type { PipelinesService } from './pipelines.service.ts';
export type { PipelineUndo, TemplatePipelines, TemplatePlaces } from './template-pipelines.ts';
export type { Pipeline, Stage } from './pipelines.types.ts';
