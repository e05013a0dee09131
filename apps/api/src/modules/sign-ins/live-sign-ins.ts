import type { SignInId } from '@stageline/contracts';
import type { InvalidationBus } from '@stageline/platform/invalidation';
import { LRUCache } from 'lru-cache';
import type { Actor } from '../../http/route.ts';

/** One sign-in, account, membership, administrator or tenant whose sign-ins may have changed; null: any may have. */
export type ChangedKey = string | null;

const TOPIC = 'sign-in';
/** Where the module `accounts` announces that a session version has risen. */
const VERSION_TOPIC = 'session-version';

interface Held {
  /** Null for one that has ended: it never comes back. */
  readonly actor: Actor | null;
  /** Whose changes touch it, besides its own id. */
  readonly keys: readonly string[];
}

export interface LiveSignIns {
  /** From memory, or by `load`, which also names the ids whose changes touch it. */
  get(id: SignInId, load: () => Promise<Held>): Actor | null | Promise<Actor | null>;
  /** Tells every process that what is known of these sign-ins is out of date. */
  changed(key: string): Promise<void>;
  /** Called after what is out of date was forgotten. */
  onChanged(listener: (key: ChangedKey) => void): void;
}

/**
 * Who is signed in, in memory: an authenticated request costs one look-up here (goal P7). A change of a sign-in, of what its
 * member may do or of its account reaches every process by the bus, within a round trip; the time to live bounds how long a
 * lost message can keep something alive.
 */
export function createLiveSignIns(bus: InvalidationBus): LiveSignIns {
  const idsOf = new Map<string, Set<string>>();
  const held = new LRUCache<string, Held>({
    max: 50_000,
    ttl: 60_000,
    dispose: ({ keys }, id) => {
      for (const key of keys) {
        const ids = idsOf.get(key);
        ids?.delete(id);
        if (ids?.size === 0) idsOf.delete(key);
      }
    },
  });
  const listeners: ((key: ChangedKey) => void)[] = [];
  let generation = 0;

  function forget(key: ChangedKey): void {
    generation += 1;
    if (key === null) held.clear();
    else {
      held.delete(key);
      for (const id of [...(idsOf.get(key) ?? [])]) held.delete(id);
    }
    for (const listener of listeners) listener(key);
  }
  bus.on(TOPIC, forget);
  bus.on(VERSION_TOPIC, forget);

  async function fill(id: SignInId, load: () => Promise<Held>): Promise<Actor | null> {
    const before = generation;
    const found = await load();
    // Something has changed meanwhile, perhaps this: the next request asks again.
    if (generation !== before) return found.actor;
    held.set(id, found);
    for (const key of found.keys) {
      let ids = idsOf.get(key);
      if (ids === undefined) idsOf.set(key, (ids = new Set()));
      ids.add(id);
    }
    return found.actor;
  }

  return {
    get(id, load) {
      const known = held.get(id);
      return known === undefined ? fill(id, load) : known.actor;
    },
    changed: (key) => bus.publish(TOPIC, key),
    onChanged: (listener) => void listeners.push(listener),
  };
}
