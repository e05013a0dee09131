import type { ApiModule } from '../../http/module.ts';
import { createAuditReader, type AuditReader, type AuditReaderDeps } from './audit.reader.ts';
import { auditRoutes } from './audit.routes.ts';
import { createAuditLog, type AuditLog, type AuditLogDeps } from './audit.service.ts';

export interface AuditModuleDeps extends AuditLogDeps, AuditReaderDeps {}

export function createAuditModule(deps: AuditModuleDeps): ApiModule & { log: AuditLog; reader: AuditReader } {
  const log = createAuditLog(deps);
  const reader = createAuditReader(deps);
  return { name: 'audit', log, reader, routes: auditRoutes(reader, log) };
}
