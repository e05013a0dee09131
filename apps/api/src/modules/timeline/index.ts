export { createTimelineModule } from './timeline.module.ts';
