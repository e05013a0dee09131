export { createAuthModule, type AuthModuleDeps } from './auth.module.ts';
export type { AuthService, AuthServiceDeps, StartedSession } from './auth.service.ts';
export { adminOperationsOf } from './admin-log-in.ts';
export { canCall, operationsOf } from './permissions.policy.ts';
