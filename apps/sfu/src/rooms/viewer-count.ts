/** Joins and leaves within this time become one message, so that a full room's arrival is not quadratic. */
const COALESCE_MS = 200;

/** Tells a room's viewer count after a change: at most five times a second, and nothing while it stays. */
export class ViewerCount {
  readonly #count: () => number;
  readonly #tell: (viewers: number) => void;
  #told = 0;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param count the present number
   * @param tell called with a number that differs from the last one
   */
  constructor(count: () => number, tell: (viewers: number) => void) {
    this.#count = count;
    this.#tell = tell;
  }

  /** Somebody came or went. */
  changed(): void {
    this.#timer ??= setTimeout(() => this.flush(), COALESCE_MS);
  }

  /** Tells a pending change now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const viewers = this.#count();
    if (viewers === this.#told) return;
    this.#told = viewers;
    this.#tell(viewers);
  }
}
