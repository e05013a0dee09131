import type { LineEntry, LineSnapshot } from '@stageline/contracts';
import { connectFrame, packetOf, PONG, resumeFrame, type Joined } from './line-protocol.ts';

const FIRST_RETRY_MS = 500;
const MOST_RETRY_MS = 30_000;
/** A page that nobody looks at gives its connection back after this time. */
const HIDDEN_GRACE_MS = 60_000;
const POLL_MS = 5000;
/** Attempts without one success after which the page polls: some networks let no WebSocket through. */
const ATTEMPTS_BEFORE_POLLING = 2;
const RESUME_TIMEOUT_MS = 10_000;
/** Silence that means a dead connection until the server has told its own interval. */
const FIRST_SILENCE_MS = 45_000;

type Timer = ReturnType<typeof setTimeout>;

export interface LineClientOptions {
  /** `https://host` of the site. */
  readonly origin: string;
  /** The highest position that the page already shows. */
  readonly cursor: number;
  /** The number of the last change to an entry that it has seen. */
  readonly revision: number;
  /** New members, newest first, each position once and in order of arrival over all calls. */
  readonly onEntries: (entries: readonly LineEntry[], total: number) => void;
  /** Entries as they are shown from now on: a name was taken back, or a place is empty. */
  readonly onChanged: (entries: readonly LineEntry[], total: number) => void;
  /** Too much was missed: show this instead of what was there. */
  readonly onReset: (snapshot: LineSnapshot) => void;
  /** Replaces chance in the waits, for tests; 0 to 1. */
  readonly random?: () => number;
}

const isHidden = (): boolean => typeof document !== 'undefined' && document.visibilityState === 'hidden';

/**
 * Follows the line of a site: live over a WebSocket, by polling where none gets through, without loss or doubles.
 * About a kilobyte, because the landing page may not carry socket.io-client (12 KB).
 */
export class LineClient {
  readonly #options: LineClientOptions;
  readonly #random: () => number;
  #cursor: number;
  #revision: number;
  #running = false;
  #socket: WebSocket | undefined;
  /** Connections tried since one succeeded. */
  #attempts = 0;
  #ackId = 0;
  #resuming: { readonly id: number; readonly timer: Timer; again: boolean } | undefined;
  #silenceMs = FIRST_SILENCE_MS;
  #retryTimer: Timer | undefined;
  #hiddenTimer: Timer | undefined;
  #silenceTimer: Timer | undefined;
  #pollTimer: Timer | undefined;

  constructor(options: LineClientOptions) {
    this.#options = options;
    this.#random = options.random ?? Math.random;
    this.#cursor = options.cursor;
    this.#revision = options.revision;
  }

  /** The highest position delivered so far. */
  get cursor(): number {
    return this.#cursor;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#watch('addEventListener');
    this.#open();
  }

  /** Ends for good; safe to call twice. */
  stop(): void {
    this.#running = false;
    this.#watch('removeEventListener');
    clearTimeout(this.#hiddenTimer);
    this.#hangUp();
  }

  #deliver(entries: readonly LineEntry[], to: number, total: number): void {
    if (to <= this.#cursor) return;
    const news = entries.filter((entry) => entry.position > this.#cursor);
    this.#cursor = to;
    this.#options.onEntries(news, total);
  }

  #change(entries: readonly LineEntry[], to: number, total: number): void {
    if (to <= this.#revision) return;
    this.#revision = to;
    this.#options.onChanged(entries, total);
  }

  #accept(snapshot: LineSnapshot): void {
    if (snapshot.truncated) void this.#refresh();
    else {
      this.#deliver(snapshot.entries, snapshot.cursor, snapshot.total);
      this.#change(snapshot.changes, snapshot.revision, snapshot.total);
    }
  }

  async #refresh(): Promise<void> {
    const snapshot = await this.#fetchLine('').catch(() => undefined);
    if (snapshot === undefined || !this.#running) return;
    this.#cursor = Math.max(this.#cursor, snapshot.cursor);
    this.#revision = snapshot.revision;
    this.#options.onReset(snapshot);
  }

  async #fetchLine(search: string): Promise<LineSnapshot> {
    const response = await fetch(`${this.#options.origin}/api/v1/line${search}`, {
      headers: { accept: 'application/json' },
    });
    if (!response.ok) throw new Error(`The line answered ${response.status}.`);
    return (await response.json()) as LineSnapshot;
  }

  /** Asks for what came after the cursor; a question at a time, asked again when more was missed meanwhile. */
  #resume(): void {
    if (this.#resuming !== undefined) {
      this.#resuming.again = true;
      return;
    }
    const id = this.#ackId++;
    this.#resuming = { id, again: false, timer: setTimeout(() => this.#socket?.close(), RESUME_TIMEOUT_MS) };
    this.#socket?.send(resumeFrame(id, this.#cursor, this.#revision));
  }

  #onResumed(id: number, snapshot: LineSnapshot | undefined): void {
    if (this.#resuming?.id !== id) return;
    const { again, timer } = this.#resuming;
    clearTimeout(timer);
    this.#resuming = undefined;
    if (snapshot !== undefined) this.#accept(snapshot);
    if (again) this.#resume();
  }

  #onJoined(delta: Joined): void {
    // Something between what we have and what this covers is missing: ask for it, the answer covers this too.
    if (delta.from > this.#cursor || this.#resuming !== undefined) this.#resume();
    else this.#deliver(delta.entries, delta.to, delta.total);
  }

  #onChanged(delta: Joined): void {
    if (delta.from > this.#revision || this.#resuming !== undefined) this.#resume();
    else this.#change(delta.entries, delta.to, delta.total);
  }

  #onFrame(socket: WebSocket, frame: string): void {
    const packet = packetOf(frame);
    if (packet.kind === 'open') {
      this.#silenceMs = packet.silenceMs;
      socket.send(connectFrame);
    } else if (packet.kind === 'ping') socket.send(PONG);
    else if (packet.kind === 'connected') {
      this.#attempts = 0;
      clearTimeout(this.#pollTimer);
      this.#resume();
    } else if (packet.kind === 'joined') this.#onJoined(packet.delta);
    else if (packet.kind === 'changed') this.#onChanged(packet.delta);
    else if (packet.kind === 'resumed') this.#onResumed(packet.id, packet.snapshot);
    else if (packet.kind === 'closed') socket.close();
    this.#heard();
  }

  /** Silence for longer than the server's own interval means that the connection is dead, whatever TCP believes. */
  #heard(): void {
    clearTimeout(this.#silenceTimer);
    this.#silenceTimer = setTimeout(() => this.#socket?.close(), this.#silenceMs);
  }

  #open(): void {
    if (!this.#running || this.#socket !== undefined) return;
    clearTimeout(this.#retryTimer);
    this.#attempts += 1;
    const socket = new WebSocket(`${this.#options.origin.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`);
    this.#socket = socket;
    this.#heard();
    socket.onmessage = (event) => {
      if (this.#socket === socket) this.#onFrame(socket, String(event.data));
    };
    socket.onclose = () => {
      if (this.#socket === socket) this.#onClosed();
    };
  }

  #onClosed(): void {
    this.#forget();
    if (!this.#running || isHidden()) return;
    if (this.#attempts === ATTEMPTS_BEFORE_POLLING) this.#poll(0);
    const most = Math.min(MOST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#attempts);
    // Jitter: after a restart a whole audience must not come back in one moment.
    this.#retryTimer = setTimeout(() => this.#open(), most * (0.2 + 0.8 * this.#random()));
  }

  #poll(afterMs: number): void {
    clearTimeout(this.#pollTimer);
    this.#pollTimer = setTimeout(() => void this.#pollOnce(), afterMs * (0.8 + 0.4 * this.#random()));
  }

  async #pollOnce(): Promise<void> {
    if (!this.#running || isHidden()) return;
    const snapshot = await this.#fetchLine(`?after=${this.#cursor}&revision=${this.#revision}`).catch(() => undefined);
    if (!this.#running) return;
    if (snapshot !== undefined) this.#accept(snapshot);
    if (this.#attempts > 0) this.#poll(POLL_MS);
  }

  #forget(): void {
    clearTimeout(this.#silenceTimer);
    clearTimeout(this.#resuming?.timer);
    this.#resuming = undefined;
    this.#socket = undefined;
  }

  readonly #hangUp = (): void => {
    const socket = this.#socket;
    this.#forget();
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#pollTimer);
    socket?.close();
  };

  readonly #wake = (): void => {
    if (this.#socket !== undefined) return;
    this.#attempts = 0;
    this.#open();
  };

  readonly #onVisibility = (): void => {
    clearTimeout(this.#hiddenTimer);
    if (isHidden()) this.#hiddenTimer = setTimeout(this.#hangUp, HIDDEN_GRACE_MS);
    else this.#wake();
  };

  #watch(on: 'addEventListener' | 'removeEventListener'): void {
    if (typeof document === 'undefined') return;
    document[on]('visibilitychange', this.#onVisibility);
    window[on]('online', this.#wake);
    // An open socket would keep the page out of the back-forward cache.
    window[on]('pagehide', this.#hangUp);
    window[on]('pageshow', this.#wake);
  }
}
