import type { RoomPerson } from '@stageline/contracts';
import type { Peer } from './peer.ts';

/** Changes within this time become one message: an audience that arrives at once does not drown its host. */
const COALESCE_MS = 200;

/** Tells the hosts who watch how the people in the room change. Costs nothing where nobody watches. */
export class PeopleWatch {
  readonly #describe: (identity: string) => RoomPerson | null;
  readonly #watchers = new Set<Peer>();
  readonly #pending = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  /** @param describe somebody as they are now; null when they are gone */
  constructor(describe: (identity: string) => RoomPerson | null) {
    this.#describe = describe;
  }

  add(peer: Peer): void {
    this.#watchers.add(peer);
  }

  delete(peer: Peer): void {
    this.#watchers.delete(peer);
  }

  /** Somebody came, went, or stands elsewhere. */
  changed(identity: string): void {
    if (this.#watchers.size === 0) return;
    this.#pending.add(identity);
    this.#timer ??= setTimeout(() => this.#flush(), COALESCE_MS);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#watchers.clear();
  }

  #flush(): void {
    this.#timer = undefined;
    const changed: RoomPerson[] = [];
    const gone: string[] = [];
    for (const identity of this.#pending) {
      const person = this.#describe(identity);
      if (person === null) gone.push(identity);
      else changed.push(person);
    }
    this.#pending.clear();
    for (const watcher of this.#watchers) watcher.link.tell('people:changed', { changed, gone });
  }
}
