import type { LineMark, LineNews } from './line-book.ts';

/** The lock of the tab that holds the connection, and the channel on which it tells the others. */
const NAME = 'stageline-line';
/** How often the leader says that it is there. */
const BEAT_MS = 10_000;
/** Silence after which a tab takes the lead away: the one that has it may be frozen. */
const SILENCE_MS = 35_000;

type Message =
  | { readonly kind: 'news'; readonly news: LineNews }
  | { readonly kind: 'here'; readonly mark: LineMark }
  | { readonly kind: 'who' };

export interface TabsOptions {
  /** This tab is to connect, for all of them. */
  readonly lead: () => void;
  /** Another tab connects from now on. */
  readonly follow: () => void;
  /** What the leader was told. */
  readonly hear: (news: LineNews) => void;
  /** How far the leader is. */
  readonly compare: (mark: LineMark) => void;
  readonly mark: () => LineMark;
}

/** Both need a secure context, which a site on the open web always is. */
const canShare = (): boolean =>
  typeof document !== 'undefined' && 'locks' in navigator && typeof BroadcastChannel === 'function';

/**
 * One connection for all tabs of a site (H-04). Whoever gets the lock leads; the browser hands it to the next when that tab
 * closes, and a tab that hears nothing for too long takes it. Where a browser has no locks, each tab connects by itself.
 */
export class LineTabs {
  readonly #options: TabsOptions;
  #channel: BroadcastChannel | undefined;
  #inside = false;
  #leading = false;
  #giveBack: () => void = () => undefined;
  #waiting: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: TabsOptions) {
    this.#options = options;
  }

  /** Takes part: from now on this tab leads, or hears from the one that does. */
  enter(): void {
    if (this.#inside) return;
    this.#inside = true;
    if (!canShare()) return this.#options.lead();
    this.#channel ??= this.#openChannel();
    this.#say({ kind: 'who' });
    this.#heard();
    this.#request();
  }

  /** Leads no longer and does not want to; what others tell is still heard, which costs nothing. */
  leave(): void {
    if (!this.#inside) return;
    this.#inside = false;
    clearTimeout(this.#timer);
    if (this.#channel === undefined) return this.#options.follow();
    this.#waiting?.abort();
    if (this.#leading) this.#resign();
  }

  /** Leaves for good. */
  close(): void {
    this.leave();
    this.#channel?.close();
    this.#channel = undefined;
  }

  /** Tells the other tabs, where this one leads. */
  tell(news: LineNews): void {
    if (this.#leading) this.#say({ kind: 'news', news });
  }

  #openChannel(): BroadcastChannel {
    const channel = new BroadcastChannel(NAME);
    channel.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data.kind === 'who') {
        if (this.#leading) this.#sayHere();
        return;
      }
      // Two lead for a moment where the lead was taken away from a tab that does not know it yet.
      if (this.#leading) return;
      this.#heard();
      if (data.kind === 'news') this.#options.hear(data.news);
      else this.#options.compare(data.mark);
    };
    return channel;
  }

  #say(message: Message): void {
    this.#channel?.postMessage(message);
  }

  #sayHere(): void {
    this.#say({ kind: 'here', mark: this.#options.mark() });
  }

  #request(steal = false): void {
    this.#waiting?.abort();
    const waiting = new AbortController();
    this.#waiting = waiting;
    navigator.locks
      .request(NAME, steal ? { steal } : { signal: waiting.signal }, () => this.#lead())
      .catch(() => {
        // Called off by this tab itself, or taken away by another one: then it waits in line again.
        if (this.#waiting !== waiting || waiting.signal.aborted) return;
        if (this.#leading) this.#resign();
        if (this.#inside) this.#request();
      });
  }

  /** @returns a promise that holds the lock until it is given back */
  #lead(): Promise<void> {
    if (!this.#inside) return Promise.resolve();
    this.#leading = true;
    clearTimeout(this.#timer);
    this.#options.lead();
    this.#beat();
    return new Promise((resolve) => {
      this.#giveBack = resolve;
    });
  }

  #resign(): void {
    this.#leading = false;
    clearTimeout(this.#timer);
    this.#options.follow();
    this.#giveBack();
    if (this.#inside) this.#heard();
  }

  #beat(): void {
    this.#sayHere();
    this.#timer = setTimeout(() => this.#beat(), BEAT_MS);
  }

  #heard(): void {
    if (!this.#inside) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#request(true), SILENCE_MS);
  }
}
