import type { PageVariant, TenantId } from '@stageline/contracts';
import type { InvalidationBus } from '@stageline/platform/invalidation';
import { runInTenant, tenantPath } from '@stageline/tenancy';
import { LRUCache } from 'lru-cache';
import { experimentRepository } from './experiment.repository.ts';

const TOPIC = 'experiment';

/** What a page needs of an experiment that runs. */
export interface RunningExperiment {
  readonly id: string;
  readonly variant: PageVariant;
  readonly salt: string;
}
const NONE = { none: true } as const;

/** Experiments in memory, and that a site has none: every landing page asks. */
export function createExperimentCache(bus: InvalidationBus) {
  // The time to live bounds how long a lost invalidation can show what has ended.
  const held = new LRUCache<string, RunningExperiment | typeof NONE>({ max: 10_000, ttl: 60_000 });
  let generation = 0;
  bus.on(TOPIC, (key) => {
    generation += 1;
    if (key === null) held.clear();
    else held.delete(key);
  });
  const keyOf = (tenantId: TenantId) => tenantPath(tenantId, 'experiment');
  return {
    async running(tenantId: TenantId): Promise<RunningExperiment | null> {
      const key = keyOf(tenantId);
      const known = held.get(key);
      if (known !== undefined) return 'none' in known ? null : known;
      const before = generation;
      const found = await runInTenant(tenantId, () => experimentRepository.find());
      const running =
        found?.state === 'running' && found.salt !== null
          ? { id: found.experimentId, variant: found.variant, salt: found.salt }
          : NONE;
      if (generation === before) held.set(key, running);
      return 'none' in running ? null : running;
    },
    changed: (tenantId: TenantId) => bus.publish(TOPIC, keyOf(tenantId)),
  };
}
export type ExperimentCache = ReturnType<typeof createExperimentCache>;
