import { ProblemError } from '@stageline/contracts';
import type { types } from 'mediasoup';
import type { MediaTransport, OpenTransport } from '../engine/media-transport.ts';
import { LocalReceiver, type Decodes, type Receiver } from '../engine/receiver.ts';
import type { WorkerSlot } from '../engine/worker-slot.ts';

/** Where some of a room's peers receive: a router of the room's own on one worker, of this process or of another. */
export interface Place {
  /** Peers that receive here, or are about to. */
  seats: number;
  /** Whether there is room for what the room would need here in all, in consumers. */
  fits(consumers: number): boolean;
  /** Says what the room needs here in all. */
  take(consumers: number): void;
  /** @throws ProblemError `unavailable` when the worker is gone */
  openReceiver(decodes: Decodes): Promise<Receiver>;
  /** Pipes a track here from the router on which it is sent. @throws what mediasoup does */
  pipe(producer: types.Producer, from: types.Router): Promise<void>;
  /** Everything here ends. Harmless when repeated. */
  close(): void;
}

/** A router on a worker of this process. */
export class LocalPlace implements Place {
  readonly slot: WorkerSlot;
  readonly router: Promise<types.Router>;
  seats = 0;
  readonly #openTransport: OpenTransport;

  constructor(slot: WorkerSlot, router: Promise<types.Router>, openTransport: OpenTransport) {
    this.slot = slot;
    this.router = router;
    this.#openTransport = openTransport;
    // Whoever waits for it hears of it.
    router.catch(() => undefined);
  }

  fits(consumers: number): boolean {
    return this.slot.fits(this, consumers);
  }

  take(consumers: number): void {
    this.slot.take(this, consumers);
  }

  /** Opens a way for what a peer sends, or receives. @throws ProblemError `unavailable` when the worker is gone */
  async open(): Promise<MediaTransport> {
    try {
      return await this.#openTransport(this.slot, await this.router);
    } catch (error) {
      if (!this.slot.worker.closed) throw error;
      throw new ProblemError('unavailable', { retryAfterSeconds: 1, cause: error });
    }
  }

  async openReceiver(decodes: Decodes): Promise<Receiver> {
    return new LocalReceiver(await this.open(), decodes);
  }

  async pipe(producer: types.Producer, from: types.Router): Promise<void> {
    // mediasoup lets pauses and the end of the producer, and requests for key frames, travel along.
    await from.pipeToRouter({ producerId: producer.id, router: await this.router, enableSctp: false });
  }

  close(): void {
    this.slot.release(this);
    this.router.then(
      (router) => router.close(),
      () => undefined,
    );
  }
}
