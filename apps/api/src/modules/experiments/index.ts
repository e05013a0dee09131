export { createExperimentsModule } from './experiments.module.ts';
export type { ExperimentsService, ShownVariant } from './experiment.service.ts';
