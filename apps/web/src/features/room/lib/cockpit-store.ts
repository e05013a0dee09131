import type { CockpitViewer } from '@stageline/contracts';

/** As many as are asked for at once; the contract takes no more. */
const MOST = 50;
/** What was told is looked at again after so long, while it is still on the screen. */
const FRESH_MS = 60_000;
/** Who scrolls passes many rows: what is still there a moment later is asked for. */
const PAUSE_MS = 250;

interface CockpitStoreOptions {
  readonly clock?: () => number;
  readonly later?: (run: () => void) => void;
}

/** What the site knows of the viewers whose rows are on the screen: asked for many at once, and each not again for a minute. */
export class CockpitStore {
  readonly #load: (personIds: readonly string[]) => Promise<readonly CockpitViewer[]>;
  readonly #clock: () => number;
  readonly #later: (run: () => void) => void;
  readonly #listeners = new Set<() => void>();
  readonly #askedAt = new Map<string, number>();
  #known: ReadonlyMap<string, CockpitViewer> = new Map();
  #visible: readonly string[] = [];
  #isPlanned = false;

  constructor(
    load: (personIds: readonly string[]) => Promise<readonly CockpitViewer[]>,
    { clock = Date.now, later = (run) => void setTimeout(run, PAUSE_MS) }: CockpitStoreOptions = {},
  ) {
    this.#load = load;
    this.#clock = clock;
    this.#later = later;
  }

  /** By person; whoever is no lead of the reader's is not there. */
  readonly getSnapshot = (): ReadonlyMap<string, CockpitViewer> => this.#known;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** These are on the screen now. */
  look(personIds: readonly string[]): void {
    this.#visible = personIds;
    if (this.#isPlanned || this.#stale().length === 0) return;
    this.#isPlanned = true;
    this.#later(() => {
      this.#isPlanned = false;
      void this.#ask();
    });
  }

  #stale(): string[] {
    const before = this.#clock() - FRESH_MS;
    return this.#visible.filter((id) => (this.#askedAt.get(id) ?? Number.NEGATIVE_INFINITY) <= before);
  }

  async #ask(): Promise<void> {
    const wanted = this.#stale().slice(0, MOST);
    if (wanted.length === 0) return;
    const now = this.#clock();
    for (const id of wanted) this.#askedAt.set(id, now);
    try {
      const found = new Map((await this.#load(wanted)).map((viewer) => [viewer.personId as string, viewer]));
      const known = new Map(this.#known);
      for (const id of wanted) {
        const viewer = found.get(id);
        if (viewer === undefined) known.delete(id);
        else known.set(id, viewer);
      }
      this.#known = known;
      for (const listener of this.#listeners) listener();
    } catch {
      // The list is complete without it; whoever looks on asks again.
      for (const id of wanted) this.#askedAt.delete(id);
    }
  }
}
