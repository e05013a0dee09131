import type { TenantId } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { InvalidationBus } from '@stageline/platform/invalidation';
import { tenantsRepository } from './tenants.repository.ts';

const TOPIC = 'paused-tenants';
/** Bounds how long a lost invalidation can let a suspended tenant's work go on, or keep an active one's waiting. */
const TTL_MS = 15_000;

/** Which tenants' work waits. */
export interface PausedTenants {
  /** From memory nearly always: the workers ask it for every job. */
  isPaused(tenantId: TenantId): boolean | Promise<boolean>;
  /** Has every process look again. */
  changed(): Promise<void>;
}

/** The suspended and closing tenants in memory: there are few of them, however many tenants there are. */
export function createPausedTenants({ bus, clock }: { bus: InvalidationBus; clock: Clock }): PausedTenants {
  let held: { readonly ids: ReadonlySet<TenantId>; readonly until: number } | undefined;
  let loading: Promise<ReadonlySet<TenantId>> | undefined;
  let generation = 0;
  bus.on(TOPIC, () => {
    generation += 1;
    held = undefined;
    loading = undefined;
  });

  async function read(): Promise<ReadonlySet<TenantId>> {
    const before = generation;
    const ids = new Set(await tenantsRepository.pausedIds());
    // Something changed while we read: the answer serves whoever waits for it and is not kept.
    if (generation === before) held = { ids, until: clock.now().getTime() + TTL_MS };
    return ids;
  }

  function load(): Promise<ReadonlySet<TenantId>> {
    const started = (loading ??= read().finally(() => {
      if (loading === started) loading = undefined;
    }));
    return started;
  }

  return {
    isPaused(tenantId) {
      if (held !== undefined && held.until > clock.now().getTime()) return held.ids.has(tenantId);
      return load().then((ids) => ids.has(tenantId));
    },
    changed: () => bus.publish(TOPIC, 'all'),
  };
}
