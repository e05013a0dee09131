import type { TenantId } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import { currentTenantId, runInTenant } from '@stageline/tenancy';
import { LRUCache } from 'lru-cache';
import type { SessionsRepository } from './sessions.repository.ts';
import type { SessionRow } from './sessions.types.ts';

/** How long another process may show the state before a change. */
const MAX_AGE_MS = 1000;
/** More than are asked for within that age; the rest would only lie there. */
const MAX_TENANTS = 1000;

/**
 * The next session of each tenant, from memory: every landing page and every registration asks for it. A change in this
 * process shows at once, one in another process within a second.
 */
export function createNextSession(repository: SessionsRepository, clock: Clock) {
  const cache = new LRUCache<TenantId, { row: SessionRow | null }>({ max: MAX_TENANTS, ttl: MAX_AGE_MS });
  return {
    async of(tenantId: TenantId): Promise<SessionRow | null> {
      const held = cache.get(tenantId);
      if (held !== undefined) return held.row;
      const row = await runInTenant(tenantId, () => repository.findNext(clock.now()));
      cache.set(tenantId, { row });
      return row;
    },
    /** Forgets what is known of the current tenant. */
    forget(): void {
      cache.delete(currentTenantId());
    },
  };
}
export type NextSession = ReturnType<typeof createNextSession>;
