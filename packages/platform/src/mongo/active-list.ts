import type { Connection } from 'mongoose';

/** What the driver asks of the sets in which it keeps the sessions and cursors that are open. */
interface Kept<T> extends Iterable<T> {
  add(item: T): unknown;
  delete(item: T): boolean;
  clear(): void;
}

/** A set of few, in an array. The order is not kept: nobody asks for it. */
export class ActiveList<T> implements Kept<T> {
  readonly #items: T[];

  constructor(items: Iterable<T>) {
    this.#items = [...items];
  }
  add(item: T): void {
    if (!this.#items.includes(item)) this.#items.push(item);
  }
  delete(item: T): boolean {
    const index = this.#items.indexOf(item);
    if (index === -1) return false;
    const last = this.#items.pop() as T;
    if (index < this.#items.length) this.#items[index] = last;
    return true;
  }
  clear(): void {
    this.#items.length = 0;
  }
  /** Over those of this moment: what is closed on the way leaves the list. */
  [Symbol.iterator](): Iterator<T> {
    return [...this.#items].values();
  }
}

/**
 * Gives the driver arrays in place of the two sets in which it keeps what is open. A `Set` of V8 that has been written often
 * moves to a new table, and the old table refers to the new one. Once one old table has outlived two young collections, all
 * that follow outlive them as well, each with the sessions and cursors that were open then, and with them their answers: some
 * 10 kB of garbage per operation that only a major collection frees, as soon as several operations are under way.
 */
export function keepActiveInLists(connection: Connection): void {
  // oxlint-disable-next-line stageline/no-raw-collection -- how the driver keeps its lists, not what it reads
  const { s } = connection.getClient() as unknown as {
    s: { activeSessions: Kept<unknown>; activeCursors: Kept<unknown> };
  };
  s.activeSessions = new ActiveList(s.activeSessions);
  s.activeCursors = new ActiveList(s.activeCursors);
}
