import { fetchLine, type Channel, type ChannelOptions, type LineBook } from './line-book.ts';
import { openEvents } from './line-events.ts';
import { openSocket } from './line-socket.ts';

type Timer = ReturnType<typeof setTimeout>;

const FIRST_RETRY_MS = 500;
const MOST_RETRY_MS = 30_000;
/** Where another way serves well, a WebSocket is tried this seldom. */
const SERVED_RETRY_MS = 300_000;
/** WebSockets that fail in a row before another way is taken: some networks let none through. */
const ATTEMPTS_BEFORE_ANOTHER_WAY = 2;
const POLL_MS = 5000;
/** Polls until a stream of events is tried again. */
const POLLS = 12;

export interface LinkOptions {
  readonly origin: string;
  readonly book: LineBook;
  /** Chance in the waits; 0 to 1. */
  readonly random: () => number;
}

/**
 * The page's own way to the line. A WebSocket where one can be had; until then server-sent events, and where these do not
 * get through either, polling. It comes back by itself, with jitter: after a restart an audience must not return in one moment.
 */
export class LineLink {
  readonly #options: LinkOptions;
  #socket: Channel | undefined;
  /** What serves while there is no socket. */
  #another: Channel | undefined;
  #isServed = false;
  #isOpen = false;
  #attempts = 0;
  #timer: Timer | undefined;

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  open(): void {
    this.#isOpen = true;
    this.#attempts = 0;
    this.#try();
  }

  /** Tries at once: what failed while there was no network says nothing any more. */
  wake(): void {
    if (this.#isOpen) this.open();
  }

  #try(): void {
    if (this.#socket !== undefined) return;
    clearTimeout(this.#timer);
    this.#attempts += 1;
    const { origin, book } = this.#options;
    this.#socket = openSocket({ origin, book, up: this.#onUp, down: this.#onDown });
  }

  close(): void {
    this.#isOpen = false;
    clearTimeout(this.#timer);
    this.#socket?.close();
    this.#socket = undefined;
    this.#closeAnother();
  }

  readonly #onUp = (): void => {
    this.#attempts = 0;
    this.#closeAnother();
  };

  readonly #onDown = (): void => {
    this.#socket = undefined;
    if (this.#attempts >= ATTEMPTS_BEFORE_ANOTHER_WAY) this.#another ??= openAnother(this.#options, this.#setServed);
    const most = Math.min(this.#isServed ? SERVED_RETRY_MS : MOST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#attempts);
    this.#timer = setTimeout(() => this.#try(), most * (0.2 + 0.8 * this.#options.random()));
  };

  readonly #setServed = (served: boolean): void => {
    this.#isServed = served;
  };

  #closeAnother(): void {
    this.#another?.close();
    this.#another = undefined;
    this.#isServed = false;
  }
}

/**
 * Server-sent events as long as they last, and polling for a while where they do not.
 * @param serve is told whether events arrive
 */
function openAnother({ origin, book, random }: LinkOptions, serve: (served: boolean) => void): Channel {
  let current: Channel;
  const follow = (): void => {
    let wasUp = false;
    current = openEvents({
      origin,
      book,
      up() {
        wasUp = true;
        serve(true);
      },
      down() {
        serve(false);
        // One that worked has been cut, which happens to all of them: the next follows on, when not all come at once.
        current = wasUp ? pause(FIRST_RETRY_MS * (0.2 + 3.8 * random()), follow) : poll();
      },
    });
  };
  const poll = (): Channel => openPolling({ origin, book, random, up: () => undefined, down: () => follow() });
  follow();
  return { close: () => current.close() };
}

function pause(ms: number, then: () => void): Channel {
  const timer = setTimeout(then, ms);
  return { close: () => clearTimeout(timer) };
}

/** Asks at an interval, so many times. */
function openPolling({ origin, book, random, down }: ChannelOptions & { readonly random: () => number }): Channel {
  let closed = false;
  let timer: Timer | undefined;
  async function poll(left: number): Promise<void> {
    const snapshot = await fetchLine(origin, book).catch(() => undefined);
    if (closed) return;
    if (snapshot !== undefined) book.accept(snapshot);
    if (left === 0) down();
    else timer = setTimeout(() => void poll(left - 1), POLL_MS * (0.8 + 0.4 * random()));
  }
  void poll(POLLS);
  return {
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
