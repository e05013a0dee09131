/** Cut segments that the lag is taken over: a minute of them. */
const WINDOW = 16;

/**
 * Places what a sender's clock says on ours. The first packet's arrival is the anchor. From then on a segment is told of as
 * the next one begins, so its end has an instant on our clock, too: that lag holds what the way takes, which only ever adds,
 * and what the sender's clock gains or loses. Its least value over a minute, compared with that of the first minute, is the
 * drift alone.
 */
export class MediaClock {
  readonly #anchorMs: number;
  #first: number | undefined;
  readonly #lags: number[] = [];

  /** @param anchorMs when the packet with offset 0 came */
  constructor(anchorMs: number) {
    this.#anchorMs = anchorMs;
  }

  /** When what the sender's clock places at `offsetMs` happened. */
  at(offsetMs: number): number {
    return Math.round(this.#anchorMs + offsetMs + this.#drift);
  }

  /** What ended at `offsetMs` was told of at `toldMs`. */
  observe(offsetMs: number, toldMs: number): void {
    this.#lags.push(toldMs - this.#anchorMs - offsetMs);
    if (this.#lags.length > WINDOW) this.#lags.shift();
    if (this.#lags.length === WINDOW) this.#first ??= Math.min(...this.#lags);
  }

  get #drift(): number {
    return this.#first === undefined ? 0 : Math.min(...this.#lags) - this.#first;
  }
}
