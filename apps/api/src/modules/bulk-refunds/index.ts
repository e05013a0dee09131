export { createBulkRefundsModule, type BulkRefundsModule, type BulkRefundsModuleDeps } from './bulk-refunds.module.ts';
