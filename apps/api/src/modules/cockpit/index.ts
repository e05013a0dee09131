export { createCockpitModule } from './cockpit.module.ts';
