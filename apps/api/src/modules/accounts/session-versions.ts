import type { AccountId, AdminId } from '@stageline/contracts';
import type { InvalidationBus } from '@stageline/platform/invalidation';
import { LRUCache } from 'lru-cache';
import { accountsRepository } from './accounts.repository.ts';

const TOPIC = 'session-version';

/** The present session version of a login, or null when it is gone; answered from memory once it is known. */
export interface SessionVersionCache {
  ofAccount(id: AccountId): number | null | Promise<number | null>;
  ofAdmin(id: AdminId): number | null | Promise<number | null>;
  /** Tells every process that this login's version has risen. */
  changed(id: AccountId | AdminId): Promise<void>;
}

/** Session versions in memory, so that an authenticated request costs no look-up (goal P7). */
export function createSessionVersions(bus: InvalidationBus): SessionVersionCache {
  // The time to live bounds how long a lost invalidation can keep a dead session alive.
  const held = new LRUCache<string, number>({ max: 50_000, ttl: 60_000 });
  let generation = 0;
  bus.on(TOPIC, (id) => {
    generation += 1;
    if (id === null) held.clear();
    else held.delete(id);
  });

  async function load(id: string, read: () => Promise<number | null>): Promise<number | null> {
    const before = generation;
    const version = await read();
    if (version !== null && generation === before) held.set(id, version);
    return version;
  }

  return {
    ofAccount: (id) => held.get(id) ?? load(id, () => accountsRepository.sessionVersion(id)),
    ofAdmin: (id) => held.get(id) ?? load(id, () => accountsRepository.adminSessionVersion(id)),
    changed: (id) => bus.publish(TOPIC, id),
  };
}
