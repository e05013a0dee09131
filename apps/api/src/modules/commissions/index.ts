export { mergingCommissionEntries, mergingCommissions } from './commissions.merging.repository.ts';
export { createCommissionsModule } from './commissions.module.ts';
