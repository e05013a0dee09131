import type { types } from 'mediasoup';

/**
 * One media worker with its WebRtcServer and the account of what its rooms need. Beyond its budget a worker's latency
 * jumps from 30 to 700 ms with loss for everybody on it, so it refuses instead (performance notes, "SFU").
 */
export class WorkerSlot {
  readonly worker: types.Worker;
  readonly webRtcServer: types.WebRtcServer;
  readonly #budget: number;
  readonly #demands = new Map<object, number>();
  #demand = 0;

  /** @param budget consumers that the worker takes on */
  constructor(worker: types.Worker, webRtcServer: types.WebRtcServer, budget: number) {
    this.worker = worker;
    this.webRtcServer = webRtcServer;
    this.#budget = budget;
  }

  /** Consumers that the rooms here have, or will have when their hosts send camera and microphone. */
  get demand(): number {
    return this.#demand;
  }

  /**
   * Whether the budget leaves room for what `room` would need.
   * @param consumers its whole need, not an increment; less than before always fits
   */
  fits(room: object, consumers: number): boolean {
    const before = this.#demands.get(room) ?? 0;
    return consumers <= before || this.#demand - before + consumers <= this.#budget;
  }

  /** Sets what `room` needs in all. It may be more than fits: a host is let in beyond the budget. */
  take(room: object, consumers: number): void {
    const before = this.#demands.get(room) ?? 0;
    this.#demands.set(room, consumers);
    this.#demand += consumers - before;
  }

  /** The room, or its part here, is gone. */
  release(room: object): void {
    this.#demand -= this.#demands.get(room) ?? 0;
    this.#demands.delete(room);
  }
}
