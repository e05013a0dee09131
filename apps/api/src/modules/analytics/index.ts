export { createAnalyticsModule, type AnalyticsModule, type AnalyticsModuleDeps } from './analytics.module.ts';
export type { VisitRecorder } from './visit-recorder.ts';
