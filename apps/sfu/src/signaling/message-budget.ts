const BURST = 100;
const PER_SECOND = 20;

/** How much one socket may say: a hundred messages at once, twenty a second from then on. A join takes four. */
export class MessageBudget {
  readonly #now: () => number;
  #tokens = BURST;
  #at: number;

  /** @param now milliseconds, monotonic */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#at = now();
  }

  /** Takes one message from the budget; false when it is spent. */
  take(): boolean {
    const now = this.#now();
    this.#tokens = Math.min(BURST, this.#tokens + ((now - this.#at) / 1000) * PER_SECOND);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
