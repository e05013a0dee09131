import type { Reaction, ReactionCounts } from '@stageline/contracts';

/** The part of the room's socket that reactions need. Fails with RoomProblem, or Error when the server is silent. */
export interface ReactionPort {
  react(reaction: Reaction): Promise<void>;
}

/** One that rises over the stage. */
export interface Rising {
  readonly id: number;
  readonly reaction: Reaction;
  /** Where, from 0 to 1; the same for everybody who looks twice. */
  readonly place: number;
}

export interface ReactionView {
  readonly counts: ReactionCounts;
  readonly rising: readonly Rising[];
}

/** As many rise at once at most: more are counted, and would hide who speaks. */
const MOST_RISING = 20;
const MOST_OF_ONE = 4;
/** The animation is over by then. */
export const RISES_MS = 2_600;

/** The reactions of one room: how many there are as the server counted them, and those of this moment. */
export class ReactionStore {
  readonly #port: ReactionPort;
  readonly #listeners = new Set<() => void>();
  #view: ReactionView = { counts: {}, rising: [] };
  #made = 0;

  constructor(port: ReactionPort) {
    this.#port = port;
  }

  readonly getSnapshot = (): ReactionView => this.#view;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The room told how many there are, on connect: what came while we were away does not rise now. */
  enter(counts: ReactionCounts): void {
    this.#show({ counts: { ...this.#view.counts, ...counts } });
  }

  /** Some came. Of two counts the higher is the newer. */
  receive(counts: ReactionCounts): void {
    const known = this.#view.counts;
    const more = (Object.entries(counts) as [Reaction, number][]).filter(([name, n]) => n > (known[name] ?? 0));
    if (more.length === 0) return;
    const fresh = more.flatMap(([reaction, count]) => {
      const amount = Math.min(count - (known[reaction] ?? 0), MOST_OF_ONE);
      return Array.from({ length: amount }, () => this.#rise(reaction));
    });
    const rising = [...this.#view.rising, ...fresh.slice(0, Math.max(0, MOST_RISING - this.#view.rising.length))];
    this.#show({ counts: { ...known, ...Object.fromEntries(more) }, rising });
    const gone = new Set(fresh.map(({ id }) => id));
    setTimeout(() => this.#show({ rising: this.#view.rising.filter(({ id }) => !gone.has(id)) }), RISES_MS);
  }

  /** It is shown once the room has counted it. */
  react(reaction: Reaction): Promise<void> {
    return this.#port.react(reaction);
  }

  #rise(reaction: Reaction): Rising {
    this.#made += 1;
    // The golden ratio spreads them evenly, however many there are.
    return { id: this.#made, reaction, place: (this.#made * 0.618_034) % 1 };
  }

  #show(fields: Partial<ReactionView>): void {
    this.#view = { ...this.#view, ...fields };
    for (const listener of this.#listeners) listener();
  }
}
