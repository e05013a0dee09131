export type { Idempotency } from './idempotency.ts';
export { createPaymentsModule, type PaymentsModule, type PaymentsModuleDeps } from './payments.module.ts';
export { createSandboxPost } from './sandbox.delivery.ts';
export { createSandboxStore, keepNotices } from './sandbox.repository.ts';
