import { ProblemError } from '@stageline/contracts';
import type { types } from 'mediasoup';
import type { MediaTransport, OpenTransport } from '../engine/media-transport.ts';
import type { WorkerPool } from '../engine/worker-pool.ts';
import type { WorkerSlot } from '../engine/worker-slot.ts';

/** A session has a camera and a microphone sooner or later: every peer is accounted for at least these two. */
const EXPECTED_TRACKS = 2;

/** A router of a room, on one worker, with the peers that receive there. */
export class Place {
  readonly slot: WorkerSlot;
  readonly router: Promise<types.Router>;
  /** Peers that receive here, or are about to. */
  seats = 0;
  /** What is brought here from where it is sent, by producer. */
  readonly brought = new Map<string, Promise<unknown>>();

  constructor(slot: WorkerSlot, router: Promise<types.Router>) {
    this.slot = slot;
    this.router = router;
    // Whoever waits for it hears of it.
    router.catch(() => undefined);
  }

  /** @throws ProblemError `unavailable` when the worker is gone */
  async open(openTransport: OpenTransport): Promise<MediaTransport> {
    try {
      return await openTransport(this.slot, await this.router);
    } catch (error) {
      if (!this.slot.worker.closed) throw error;
      throw new ProblemError('unavailable', { retryAfterSeconds: 1, cause: error });
    }
  }

  close(): void {
    this.slot.release(this);
    this.router.then(
      (router) => router.close(),
      () => undefined,
    );
  }
}

export interface RoomRoutersDeps {
  readonly pool: Pick<WorkerPool, 'spare'>;
  readonly createRouter: (slot: WorkerSlot) => Promise<types.Router>;
  readonly openTransport: OpenTransport;
  readonly slot: WorkerSlot;
  /** On `slot`. */
  readonly router: types.Router;
  /** How many tracks are sent in the room. */
  readonly tracks: () => number;
}

/**
 * Where the peers of a room send and receive (C-02). All that is sent is sent at home, on one worker; when that is at its
 * budget, further peers receive on others, to which each track is piped once, when the first of them needs it.
 */
export class RoomRouters {
  readonly #deps: RoomRoutersDeps;
  readonly #home: Place;
  readonly #further = new Map<WorkerSlot, Place>();

  constructor(deps: RoomRoutersDeps) {
    this.#deps = deps;
    this.#home = new Place(deps.slot, Promise.resolve(deps.router));
  }

  get home(): Place {
    return this.#home;
  }

  /**
   * Takes a seat for one more peer.
   * @param always whether it is let in at home beyond the budget: without it there is no session
   * @throws ProblemError `unavailable` when all workers are full
   */
  seat(always: boolean): Place {
    const place = always ? this.#home : (this.#withSpareSeat() ?? this.#openFurther());
    place.seats += 1;
    this.account();
    return place;
  }

  /** Gives a seat back; a place that nobody receives at is gone, and its pipes with it. */
  free(place: Place): void {
    place.seats -= 1;
    if (place !== this.#home && place.seats === 0 && this.#further.delete(place.slot)) place.close();
    this.account();
  }

  /** @throws ProblemError `unavailable` when some worker has no room for one more track */
  admitTrack(): void {
    const tracks = Math.max(EXPECTED_TRACKS, this.#deps.tracks() + 1);
    const fits = this.#places().every((place) => place.slot.fits(place, this.#demand(place, place.seats, tracks)));
    if (!fits) throw fullProblem();
  }

  /** Tells the workers what their part of the room needs; called when peers or tracks have changed. */
  account(): void {
    for (const place of this.#places()) place.slot.take(place, this.#demand(place));
  }

  /** Opens a way for what a peer sends. @throws ProblemError `unavailable` */
  openSend(): Promise<MediaTransport> {
    return this.#home.open(this.#deps.openTransport);
  }

  /** Opens a way for what a peer receives at its place. @throws ProblemError `unavailable` */
  openReceive(place: Place): Promise<MediaTransport> {
    return place.open(this.#deps.openTransport);
  }

  /** Makes a track available at a place; once, however many ask for it at the same time. @throws what mediasoup does */
  async bring(producer: types.Producer, place: Place): Promise<void> {
    if (place === this.#home) return;
    let pipe = place.brought.get(producer.id);
    if (pipe === undefined) {
      pipe = this.#pipe(producer, place);
      place.brought.set(producer.id, pipe);
      const forget = () => void (place.brought.get(producer.id) === pipe && place.brought.delete(producer.id));
      pipe.catch(forget);
      producer.observer.once('close', forget);
    }
    await pipe;
  }

  close(): void {
    for (const place of this.#places()) place.close();
    this.#further.clear();
  }

  async #pipe(producer: types.Producer, { router }: Place): Promise<void> {
    // mediasoup lets pauses and the end of the producer, and requests for key frames, travel along.
    await this.#deps.router.pipeToRouter({ producerId: producer.id, router: await router, enableSctp: false });
  }

  #withSpareSeat(): Place | undefined {
    return this.#places().find((place) => place.slot.fits(place, this.#demand(place, place.seats + 1)));
  }

  #openFurther(): Place {
    const { pool, createRouter } = this.#deps;
    const taken = new Set(this.#places().map(({ slot }) => slot));
    const slot = pool.spare(taken, this.#tracks());
    if (slot === undefined) throw fullProblem();
    const place = new Place(slot, createRouter(slot));
    this.#further.set(slot, place);
    return place;
  }

  #places(): Place[] {
    return [this.#home, ...this.#further.values()];
  }

  #tracks(): number {
    return Math.max(EXPECTED_TRACKS, this.#deps.tracks());
  }

  /** In consumers; a pipe costs its origin what a consumer does. */
  #demand(place: Place, seats = place.seats, tracks = this.#tracks()): number {
    return (seats + (place === this.#home ? this.#further.size : 0)) * tracks;
  }
}

const fullProblem = () =>
  new ProblemError('unavailable', { detail: 'This room is full right now.', retryAfterSeconds: 5 });
