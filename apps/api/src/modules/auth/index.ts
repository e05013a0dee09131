export { createAuthModule } from './auth.module.ts';
export type { AuthService, AuthServiceDeps, StartedSession } from './auth.service.ts';
export { canCall, permissionsOf } from './permissions.policy.ts';
