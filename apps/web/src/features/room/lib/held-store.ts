import type { HeldMessage } from '@stageline/contracts';

/** The part of the room's socket that what waits needs. Each fails with RoomProblem, or Error when the server is silent. */
export interface HeldPort {
  list(after: number): Promise<{ held: HeldMessage[]; revision: number; hasMore: boolean }>;
  decide(heldId: string, approve: boolean): Promise<void>;
}

const byAge = (a: HeldMessage, b: HeldMessage): number => a.heldAt.localeCompare(b.heldAt) || a.id.localeCompare(b.id);

/**
 * What attendees wrote and a host has to let through: for moderators what waits, of everybody; for an attendee their own
 * that waits or was declined.
 */
export class HeldStore {
  readonly #port: HeldPort;
  readonly #known = new Map<string, HeldMessage>();
  readonly #dismissed = new Set<string>();
  readonly #listeners = new Set<() => void>();
  readonly #onNews: () => void;
  #shown: readonly HeldMessage[] = [];
  /** Up to which revision a moderator misses nothing. */
  #revision = 0;
  #reading: Promise<void> | null = null;

  /** @param onNews hears of each that begins to wait while we are here, as a moderator */
  constructor(port: HeldPort, onNews: () => void = () => undefined) {
    this.#port = port;
    this.#onNews = onNews;
  }

  /** Oldest first. */
  readonly getSnapshot = (): readonly HeldMessage[] => this.#shown;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** One that was told. A moderator who missed one before it reads on from there. */
  receive(held: HeldMessage): void {
    const { revision } = held;
    const isNew = revision !== undefined && held.state === 'waiting' && !this.#known.has(held.id);
    this.#keep([held]);
    if (isNew) this.#onNews();
    if (revision === undefined || revision <= this.#revision) return;
    if (revision === this.#revision + 1) this.#revision = revision;
    else void this.read();
  }

  /** Reads what is not known yet: on connect, and where something was missed. */
  read(): Promise<void> {
    this.#reading ??= this.#readOn().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  /** As a moderator. The list changes once the room tells of it. */
  decide({ id }: HeldMessage, approve: boolean): Promise<void> {
    return this.#port.decide(id, approve);
  }

  /** As its author: what was declined has been read. */
  dismiss({ id }: HeldMessage): void {
    this.#dismissed.add(id);
    this.#keep([]);
  }

  async #readOn(): Promise<void> {
    try {
      for (let hasMore = true; hasMore;) {
        const page = await this.#port.list(this.#revision);
        this.#keep(page.held);
        this.#revision = Math.max(this.#revision, page.revision);
        ({ hasMore } = page);
      }
    } catch {
      // The next one that is told, or the next connection, reads again.
    }
  }

  #keep(held: readonly HeldMessage[]): void {
    // What was decided stays so, in whatever order it is heard.
    for (const one of held)
      if ((this.#known.get(one.id)?.state ?? 'waiting') === 'waiting') this.#known.set(one.id, one);
    const isShown = ({ id, state, revision }: HeldMessage) =>
      state === 'waiting' || (state === 'declined' && revision === undefined && !this.#dismissed.has(id));
    this.#shown = [...this.#known.values()].filter(isShown).sort(byAge);
    for (const listener of this.#listeners) listener();
  }
}
