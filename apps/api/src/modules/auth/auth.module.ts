import type { ApiModule } from '../../http/module.ts';
import { authRoutes } from './auth.routes.ts';
import { createAuthService, type AuthService, type AuthServiceDeps } from './auth.service.ts';

export function createAuthModule(deps: AuthServiceDeps): ApiModule & { service: AuthService } {
  const service = createAuthService(deps);
  return { name: 'auth', service, routes: authRoutes(service) };
}
