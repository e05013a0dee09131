export { createPaymentsModule, type PaymentsModule, type PaymentsModuleDeps } from './payments.module.ts';
export { createSandboxPost } from './sandbox.delivery.ts';
export { createSandboxStore } from './sandbox.repository.ts';
