export { createCanaryModule } from './canary.module.ts';
export { createCanaryTransport } from './canary.transport.ts';
export { leakMail } from './canary.mail.ts';
export type { CanaryService, CanaryServiceDeps } from './canary.service.ts';
