export { createAdminsModule, type AdminsModuleDeps } from './admins.module.ts';
export type { AdminsService } from './admins.service.ts';
