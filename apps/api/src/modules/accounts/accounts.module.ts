import type { Clock } from '@stageline/platform';
import type { InvalidationBus } from '@stageline/platform/invalidation';
import type { Redis } from 'ioredis';
import type { ApiModule } from '../../http/module.ts';
import { createAccountsService, type AccountsService, type AccountsServiceDeps } from './accounts.service.ts';
import { createAttempts, type Attempts } from './attempts.ts';
import { createPasswordHasher, type PasswordHasherOptions } from './password-hasher.ts';
import { createSessionVersions, type SessionVersionCache } from './session-versions.ts';

export interface AccountsModuleDeps extends Pick<AccountsServiceDeps, 'unitOfWork' | 'endSignIns'> {
  readonly bus: InvalidationBus;
  readonly clock: Clock;
  readonly redis: Redis;
  readonly hashing?: PasswordHasherOptions;
}

/** Accounts have no routes of their own: log-in is the business of `auth` and `admin`. */
export function createAccountsModule(
  deps: AccountsModuleDeps,
): ApiModule & { service: AccountsService; sessionVersions: SessionVersionCache; attempts: Attempts } {
  const sessionVersions = createSessionVersions(deps.bus);
  const attempts = createAttempts(deps);
  const hasher = createPasswordHasher(deps.hashing);
  const service = createAccountsService({ ...deps, hasher, versions: sessionVersions, attempts });
  return { name: 'accounts', service, sessionVersions, attempts };
}
