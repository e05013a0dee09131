export type { Idempotency } from './idempotency.ts';
export { createPaymentsModule, type PaymentsModule, type PaymentsModuleDeps } from './payments.module.ts';
export { createSandboxPost } from './sandbox.delivery.ts';
export { createSandboxStore, keepNotices } from './sandbox.repository.ts';
export type { Checkouts } from './checkout.service.ts';
export type { PaymentsRepository } from './payments.repository.ts';
export type { PaymentRow } from './payments.types.ts';
export type { Refunds } from './refunds.service.ts';
