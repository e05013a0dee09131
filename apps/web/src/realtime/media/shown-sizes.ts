import { layerFor } from './encodings.ts';

/** Tiles that appear together are told together, and soon: somebody waits for a picture. */
const SOON_MS = 100;
/** What becomes smaller or goes may come back when the layout settles. */
const LATER_MS = 1_000;

/** By consumer: the best layer that is worth sending, or null for a video that nobody looks at. */
export interface ShownLayer {
  readonly consumerId: string;
  readonly spatialLayer: number | null;
}

/** Tells the server what is shown of each video and how large, in as few messages as the eye allows. */
export class ShownSizes {
  readonly #tell: (layers: ShownLayer[]) => void;
  /** What is shown, by consumer. */
  readonly #wanted = new Map<string, number | null>();
  readonly #told = new Map<string, number | null>();
  #isAway = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dueAt = Number.POSITIVE_INFINITY;

  constructor(tell: (layers: ShownLayer[]) => void) {
    this.#tell = tell;
  }

  /** @param heightPx of its tile, in physical pixels; 0 when it is not shown */
  show(consumerId: string, heightPx: number): void {
    const before = this.#wanted.get(consumerId) ?? null;
    const layer = heightPx > 0 ? layerFor(heightPx) : null;
    this.#wanted.set(consumerId, layer);
    this.#schedule((layer ?? -1) > (before ?? -1) ? SOON_MS : LATER_MS);
  }

  forget(consumerId: string): void {
    this.#wanted.delete(consumerId);
    this.#told.delete(consumerId);
  }

  /** Nobody looks at the page for now, or somebody does again. */
  setAway(isAway: boolean): void {
    if (this.#isAway === isAway) return;
    this.#isAway = isAway;
    this.#schedule(0);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#wanted.clear();
  }

  #schedule(withinMs: number): void {
    const dueAt = Date.now() + withinMs;
    if (dueAt >= this.#dueAt) return;
    clearTimeout(this.#timer);
    this.#dueAt = dueAt;
    this.#timer = setTimeout(() => this.#flush(), withinMs);
  }

  #flush(): void {
    this.#dueAt = Number.POSITIVE_INFINITY;
    const layers: ShownLayer[] = [];
    for (const [consumerId, wanted] of this.#wanted) {
      const spatialLayer = this.#isAway ? null : wanted;
      if (this.#told.get(consumerId) === spatialLayer) continue;
      this.#told.set(consumerId, spatialLayer);
      layers.push({ consumerId, spatialLayer });
    }
    if (layers.length > 0) this.#tell(layers);
  }
}
