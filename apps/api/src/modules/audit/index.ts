export { createAuditModule, type AuditModuleDeps } from './audit.module.ts';
export type { AuditActor, AuditLog, AuditRecord } from './audit.service.ts';
export { verifyChains, type ChainReport } from './audit.verify.ts';
