import type { ChatChange, OfferBoard, OfferCounts, ShownOffer } from '@stageline/contracts';
import { RoomProblem } from './room-problem.ts';

export type OfferMark = 'shown' | 'dismissed';

/** The part of the room's socket that offers need. Each fails with RoomProblem, or Error when the server is silent. */
export interface OfferPort {
  mark(offerId: string, mark: OfferMark): Promise<void>;
}

export interface OfferScreen {
  /** What is on the screen of the reader: its time is not over, and they have not put it away. */
  readonly offers: readonly ShownOffer[];
  /** Opens the way through an offer; null before the room has given it. */
  readonly pass: string | null;
}

/** How soon a mark that got no answer is sent again. */
const RESEND_MS = 5_000;

/** What stands on the screens of one room, by the server's clock, and what the reader did with it. */
export class OfferStore {
  readonly #port: OfferPort;
  readonly #clock: () => number;
  readonly #listeners = new Set<() => void>();
  #board: readonly ShownOffer[] = [];
  #revision = -1;
  /** What the server's clock is ahead of ours, in milliseconds. */
  #ahead = 0;
  readonly #dismissed = new Set<string>();
  readonly #marks = new Map<
    string,
    { readonly id: string; readonly mark: OfferMark; state: 'waits' | 'sent' | 'stored' }
  >();
  #expiry: ReturnType<typeof setTimeout> | undefined;
  #resend: ReturnType<typeof setTimeout> | undefined;
  #screen: OfferScreen = { offers: [], pass: null };
  #counts: Readonly<Record<string, OfferCounts>> = {};

  /** Whether it is not known yet what the reader has put away: that comes after the screen, and nothing may flash meanwhile. */
  #awaitsOwn: boolean;

  /** @param awaitsOwn whether the room tells what is the reader's own */
  constructor(port: OfferPort, { awaitsOwn, clock = Date.now }: { awaitsOwn: boolean; clock?: () => number }) {
    this.#port = port;
    this.#awaitsOwn = awaitsOwn;
    this.#clock = clock;
  }

  /** What the server's clock is ahead of this one, in milliseconds. */
  clockAhead(): number {
    return this.#ahead;
  }

  readonly getSnapshot = (): OfferScreen => this.#screen;
  /** Rises with each change of the screen, for lists that are read elsewhere. */
  readonly getRevision = (): number => this.#revision;
  /** As a host: how many people did what, by offer; what has not changed since they came is not there. */
  readonly getCounts = (): Readonly<Record<string, OfferCounts>> => this.#counts;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The whole screen, on connect and with each change of it; an older one does not replace a newer one. */
  show(revision: number, { now, offers }: OfferBoard): void {
    if (revision < this.#revision) return;
    this.#revision = revision;
    this.#ahead = Date.parse(now) - this.#clock();
    this.#board = offers;
    this.#update();
  }

  /** Changes of the room, in whatever order they come. */
  receive(changes: readonly ChatChange[]): void {
    for (const { revision, offers } of changes) if (offers !== undefined) this.show(revision, offers);
  }

  /** The room told what is the reader's own, on connect: what got no answer before is sent again. */
  own({ pass, dismissed }: { readonly pass: string; readonly dismissed: readonly string[] }): void {
    for (const id of dismissed) this.#dismissed.add(id);
    this.#awaitsOwn = false;
    this.#update({ pass });
    this.#sendAll();
  }

  count(offers: Readonly<Record<string, OfferCounts>>): void {
    this.#counts = { ...this.#counts, ...offers };
    this.#tell();
  }

  /** Milliseconds since 1970 by the server's clock. */
  serverNow(): number {
    return this.#clock() + this.#ahead;
  }

  /** Milliseconds until an offer is over; null where it stays. */
  leftMs({ expiresAt }: ShownOffer): number | null {
    return expiresAt === null ? null : Math.max(0, Date.parse(expiresAt) - this.serverNow());
  }

  /** It stands on the reader's screen. */
  seen({ id }: ShownOffer): void {
    this.#mark(id, 'shown');
  }

  /** The reader puts it away. */
  dismiss({ id }: ShownOffer): void {
    this.#dismissed.add(id);
    this.#update();
    this.#mark(id, 'dismissed');
  }

  close(): void {
    clearTimeout(this.#expiry);
    clearTimeout(this.#resend);
  }

  #mark(id: string, mark: OfferMark): void {
    const key = `${id} ${mark}`;
    if (this.#marks.has(key)) return;
    this.#marks.set(key, { id, mark, state: 'waits' });
    void this.#send(key);
  }

  #sendAll(): void {
    for (const key of this.#marks.keys()) void this.#send(key);
  }

  async #send(key: string): Promise<void> {
    const entry = this.#marks.get(key);
    if (entry?.state !== 'waits') return;
    entry.state = 'sent';
    try {
      await this.#port.mark(entry.id, entry.mark);
      entry.state = 'stored';
    } catch (error) {
      const isRefused = error instanceof RoomProblem && !error.problem.retryable;
      entry.state = isRefused ? 'stored' : 'waits';
      if (isRefused) return;
      clearTimeout(this.#resend);
      this.#resend = setTimeout(() => this.#sendAll(), RESEND_MS);
    }
  }

  #update(fields: Partial<OfferScreen> = {}): void {
    const isShown = (offer: ShownOffer) => this.leftMs(offer) !== 0 && !this.#dismissed.has(offer.id);
    const offers = this.#awaitsOwn ? [] : this.#board.filter(isShown);
    this.#screen = { ...this.#screen, ...fields, offers };
    clearTimeout(this.#expiry);
    const next = Math.min(...offers.map((offer) => this.leftMs(offer) ?? Number.POSITIVE_INFINITY));
    if (Number.isFinite(next)) this.#expiry = setTimeout(() => this.#update(), next + 1);
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
