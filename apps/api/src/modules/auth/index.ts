export { createAuthModule, type AuthModuleDeps } from './auth.module.ts';
export type { AuthService, AuthServiceDeps, StartedSession } from './auth.service.ts';
export { canCall, operationsOf } from './permissions.policy.ts';
