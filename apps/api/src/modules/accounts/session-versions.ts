import type { AccountId, AdminId } from '@stageline/contracts';
import type { InvalidationBus } from '@stageline/platform/invalidation';
import { LRUCache } from 'lru-cache';
import { accountsRepository, type AccountStanding } from './accounts.repository.ts';

const TOPIC = 'session-version';

type Answer<T> = T | null | Promise<T | null>;

/** The present session version of a login, or null when it is gone; answered from memory once it is known. */
export interface SessionVersionCache {
  /** With what every page that somebody opens says of their account. */
  standingOf(id: AccountId): Answer<AccountStanding>;
  ofAccount(id: AccountId): Answer<number>;
  ofAdmin(id: AdminId): Answer<number>;
  /** Tells every process that this login's version has risen, or its standing has changed. */
  changed(id: AccountId | AdminId): Promise<void>;
}

/** Session versions in memory, so that an authenticated request costs no look-up (goal P7). */
export function createSessionVersions(bus: InvalidationBus): SessionVersionCache {
  // The time to live bounds how long a lost invalidation can keep a dead session alive.
  const limits = { max: 50_000, ttl: 60_000 };
  const accounts = new LRUCache<string, AccountStanding>(limits);
  const admins = new LRUCache<string, Pick<AccountStanding, 'sessionVersion'>>(limits);
  let generation = 0;
  bus.on(TOPIC, (id) => {
    generation += 1;
    for (const held of [accounts, admins])
      if (id === null) held.clear();
      else held.delete(id);
  });

  async function load<T extends object>(
    held: LRUCache<string, T>,
    id: string,
    read: () => Promise<T | null>,
  ): Promise<T | null> {
    const before = generation;
    const found = await read();
    if (found !== null && generation === before) held.set(id, found);
    return found;
  }
  const standingOf = (id: AccountId) => accounts.get(id) ?? load(accounts, id, () => accountsRepository.standing(id));
  const versionOf = (held: { readonly sessionVersion: number } | null) => held?.sessionVersion ?? null;
  const adminOf = (id: AdminId) => admins.get(id) ?? load(admins, id, () => accountsRepository.adminSession(id));
  /** Without a promise where it is known: it is asked for with every request. */
  const now = (found: Answer<{ readonly sessionVersion: number }>): Answer<number> =>
    found instanceof Promise ? found.then(versionOf) : versionOf(found);

  return {
    standingOf,
    ofAccount: (id) => now(standingOf(id)),
    ofAdmin: (id) => now(adminOf(id)),
    changed: (id) => bus.publish(TOPIC, id),
  };
}
