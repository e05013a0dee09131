export { createLeadExportsModule } from './lead-exports.module.ts';
