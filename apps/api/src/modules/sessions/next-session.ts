import type { TenantId } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import { currentTenantId, runInTenant } from '@stageline/tenancy';
import { LRUCache } from 'lru-cache';
import type { SessionViews } from './session-views.ts';
import type { KnownSession } from './sessions.presenter.ts';
import type { SessionsRepository } from './sessions.repository.ts';

/** How long another process may show the state before a change. */
const MAX_AGE_MS = 1000;
/** More than are asked for within that age; the rest would only lie there. */
const MAX_TENANTS = 1000;

/** What a site announces. */
export interface Announced {
  readonly next: KnownSession | null;
  /** What it says where nothing is next: what was called off, or is over. */
  readonly past: KnownSession | null;
}

/**
 * The next session of each tenant, from memory: every landing page and every registration asks for it. A change in this
 * process shows at once, one in another process within a second.
 */
export function createNextSession(
  repository: Pick<SessionsRepository, 'findNext' | 'findPast'>,
  views: Pick<SessionViews, 'know'>,
  clock: Clock,
) {
  // The reading itself is kept, so all who ask meanwhile wait for the same one; one that began before a change is forgotten too.
  const cache = new LRUCache<TenantId, Promise<Announced>>({ max: MAX_TENANTS, ttl: MAX_AGE_MS });

  async function read(): Promise<Announced> {
    const row = await repository.findNext(clock.now());
    const past = row === null ? await repository.findPast(clock.now()) : null;
    const [known = null] = await views.know([row ?? past ?? []].flat());
    return row === null ? { next: null, past: known } : { next: known, past: null };
  }

  return {
    async of(tenantId: TenantId): Promise<Announced> {
      const held = cache.get(tenantId);
      if (held !== undefined) return held;
      const reading = runInTenant(tenantId, read);
      cache.set(tenantId, reading);
      try {
        return await reading;
      } catch (error) {
        if (cache.peek(tenantId) === reading) cache.delete(tenantId);
        throw error;
      }
    },
    /** Forgets what is known of the current tenant. */
    forget(): void {
      cache.delete(currentTenantId());
    },
  };
}
export type NextSession = ReturnType<typeof createNextSession>;
