import { ProblemError } from '@stageline/contracts';
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
   * Sets what `room` needs in all.
   * @param consumers the room's whole need, not an increment
   * @throws ProblemError `unavailable` when that is more than before and more than the budget leaves
   */
  require(room: object, consumers: number): void {
    const before = this.#demands.get(room) ?? 0;
    if (consumers > before && this.#demand - before + consumers > this.#budget) {
      throw new ProblemError('unavailable', { detail: 'This room is full right now.', retryAfterSeconds: 5 });
    }
    this.#set(room, before, consumers);
  }

  /** As `require`, for those without whom there is no session: a host is let in beyond the budget. */
  take(room: object, consumers: number): void {
    this.#set(room, this.#demands.get(room) ?? 0, consumers);
  }

  /** The room is gone. */
  release(room: object): void {
    this.#demand -= this.#demands.get(room) ?? 0;
    this.#demands.delete(room);
  }

  #set(room: object, before: number, consumers: number): void {
    this.#demands.set(room, consumers);
    this.#demand += consumers - before;
  }
}
