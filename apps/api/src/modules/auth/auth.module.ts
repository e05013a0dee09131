import type { IdentityPort } from '@stageline/integrations/identity';
import type { Logger } from '@stageline/platform';
import type { Redis } from 'ioredis';
import type { ApiModule } from '../../http/module.ts';
import { createAdminLogIn } from './admin-log-in.ts';
import { adminAuthRoutes } from './admin-auth.routes.ts';
import { authRoutes } from './auth.routes.ts';
import { createAuthService, type AuthService, type AuthServiceDeps } from './auth.service.ts';
import { createProviderLogIns } from './provider-log-ins.ts';
import { providerRedirects } from './provider.redirects.ts';
import { platformWaysIn, siteWaysIn } from './ways-in.routes.ts';

export interface AuthModuleDeps extends AuthServiceDeps {
  readonly identity: IdentityPort;
  readonly redis: Redis;
  readonly logger: Logger;
  readonly apex: string;
  readonly scheme: 'http' | 'https';
}

/** Log-in in all its ways. */
export function createAuthModule(deps: AuthModuleDeps): ApiModule & { service: AuthService } {
  const service = createAuthService(deps);
  const providers = createProviderLogIns({ ...deps, auth: service });
  const ways = { ...deps, service, providers, buttons: deps.identity.providers.map((button) => ({ ...button })) };
  return {
    name: 'auth',
    service,
    routes: [
      ...authRoutes(service),
      ...siteWaysIn(ways),
      ...platformWaysIn(ways),
      ...adminAuthRoutes({ ...deps, admins: createAdminLogIn(deps) }),
    ],
    redirects: providerRedirects(providers),
  };
}
