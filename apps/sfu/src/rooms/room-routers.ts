import { ProblemError } from '@stageline/contracts';
import type { types } from 'mediasoup';
import type { OpenTransport } from '../engine/media-transport.ts';
import type { WorkerPool } from '../engine/worker-pool.ts';
import type { WorkerSlot } from '../engine/worker-slot.ts';
import { LocalPlace, type Place } from './place.ts';

/** A session has a camera and a microphone sooner or later: every peer is accounted for at least these two. */
const EXPECTED_TRACKS = 2;

/**
 * Opens a place in another process for a room that fills all workers of this one.
 * @param tracks that each peer there will receive
 * @param onLost told when that process, or its worker, is gone
 * @throws ProblemError `unavailable` when all are full
 */
export type OpenRemotePlace = (tracks: number, onLost: () => void) => Promise<Place>;

export interface RoomRoutersDeps {
  readonly pool: Pick<WorkerPool, 'spare'>;
  readonly createRouter: (slot: WorkerSlot) => Promise<types.Router>;
  readonly openTransport: OpenTransport;
  /** Absent where there is one process only. */
  readonly openRemotePlace?: OpenRemotePlace | undefined;
  readonly slot: WorkerSlot;
  /** On `slot`. */
  readonly router: types.Router;
  /** How many tracks are sent in the room. */
  readonly tracks: () => number;
  /** Told when a place is gone that is not at home. */
  readonly onLost: (place: Place) => void;
}

/**
 * Where the peers of a room send and receive (C-02). All that is sent is sent at home, on one worker; when that is at its
 * budget, further peers receive on others, and then in other processes. Each track is piped there once, when the first of
 * them needs it.
 */
export class RoomRouters {
  readonly #deps: RoomRoutersDeps;
  readonly home: LocalPlace;
  readonly #further = new Set<Place>();
  /** What was piped, by place and producer. */
  readonly #piped = new Map<Place, Map<string, Promise<void>>>();
  #opening: Promise<void> | undefined;
  #closed = false;

  constructor(deps: RoomRoutersDeps) {
    this.#deps = deps;
    this.home = new LocalPlace(deps.slot, Promise.resolve(deps.router), deps.openTransport);
  }

  /**
   * Takes a seat for one more peer.
   * @param always whether it is let in at home beyond the budget: without it there is no session
   * @throws RoomFull when all workers are
   */
  async seat(always: boolean): Promise<Place> {
    while (!this.#closed) {
      const place = always ? this.home : this.#spare();
      if (place !== undefined) {
        place.seats += 1;
        this.account();
        return place;
      }
      this.#opening ??= this.#openRemote().finally(() => (this.#opening = undefined));
      await this.#opening;
    }
    throw new ProblemError('unavailable', { retryAfterSeconds: 1 });
  }

  /** Whether one more peer would find a seat in this process. */
  get hasSpareSeat(): boolean {
    const { pool } = this.#deps;
    return (
      !this.#closed && (this.#withSpareSeat() !== undefined || pool.spare(this.#slots(), this.#tracks()) !== undefined)
    );
  }

  /** Gives a seat back; a place that nobody receives at is gone, and its pipes with it. */
  free(place: Place): void {
    place.seats -= 1;
    if (place !== this.home && place.seats === 0) this.#drop(place);
    if (!this.#closed) this.account();
  }

  /** @throws ProblemError `unavailable` when some worker has no room for one more track */
  admitTrack(): void {
    const tracks = Math.max(EXPECTED_TRACKS, this.#deps.tracks() + 1);
    const fits = this.#places().every((place) => place.fits(this.#demand(place, place.seats, tracks)));
    if (!fits) throw new RoomFull();
  }

  /** Tells the workers what their part of the room needs; called when peers or tracks have changed. */
  account(): void {
    for (const place of this.#places()) place.take(this.#demand(place));
  }

  /**
   * Makes a track available at a place; once, however many ask for it at the same time.
   * @returns false when it, or the place, is gone meanwhile
   */
  async bring(producer: types.Producer, place: Place): Promise<boolean> {
    if (place === this.home) return true;
    const piped = this.#piped.get(place);
    if (piped === undefined) return false;
    let pipe = piped.get(producer.id);
    if (pipe === undefined) {
      pipe = place.pipe(producer, this.#deps.router);
      piped.set(producer.id, pipe);
      const forget = () => void (piped.get(producer.id) === pipe && piped.delete(producer.id));
      pipe.catch(forget);
      producer.observer.once('close', forget);
    }
    try {
      await pipe;
      return true;
    } catch (error) {
      if (producer.closed || !this.#further.has(place)) return false;
      throw error;
    }
  }

  close(): void {
    this.#closed = true;
    for (const place of this.#further) this.#drop(place);
    this.home.close();
  }

  #drop(place: Place): void {
    this.#further.delete(place);
    this.#piped.delete(place);
    place.close();
  }

  #withSpareSeat(): Place | undefined {
    return this.#places().find((place) => place.fits(this.#demand(place, place.seats + 1)));
  }

  #spare(): Place | undefined {
    return this.#withSpareSeat() ?? this.#openLocal();
  }

  /** The workers of this process that the room has a part of. */
  #slots(): Set<WorkerSlot> {
    return new Set(this.#places().flatMap((place) => (place instanceof LocalPlace ? [place.slot] : [])));
  }

  #openLocal(): Place | undefined {
    const { pool, createRouter, openTransport } = this.#deps;
    const slot = pool.spare(this.#slots(), this.#tracks());
    return slot === undefined ? undefined : this.#enter(new LocalPlace(slot, createRouter(slot), openTransport));
  }

  async #openRemote(): Promise<void> {
    const { openRemotePlace } = this.#deps;
    if (openRemotePlace === undefined) throw new RoomFull();
    let isLost = false;
    let place: Place | undefined;
    const onLost = () => {
      isLost = true;
      if (place !== undefined && this.#further.has(place)) this.#deps.onLost(place);
    };
    try {
      place = await openRemotePlace(this.#tracks(), onLost);
    } catch (error) {
      throw new RoomFull(error);
    }
    if (this.#closed || isLost) place.close();
    else this.#enter(place);
  }

  #enter(place: Place): Place {
    this.#further.add(place);
    this.#piped.set(place, new Map());
    return place;
  }

  #places(): Place[] {
    return [this.home, ...this.#further];
  }

  #tracks(): number {
    return Math.max(EXPECTED_TRACKS, this.#deps.tracks());
  }

  /** In consumers; a pipe costs its origin what a consumer does. */
  #demand(place: Place, seats = place.seats, tracks = this.#tracks()): number {
    return (seats + (place === this.home ? this.#further.size : 0)) * tracks;
  }
}

/** Nobody else can receive in this room for now. */
export class RoomFull extends ProblemError {
  constructor(cause?: unknown) {
    super('unavailable', { detail: 'This room is full right now.', retryAfterSeconds: 5, cause });
  }
}
