import type { LineEntry, LineSnapshot } from '@stageline/contracts';
import { fetchLine, LineBook, type LineMark, type LineNews } from './line-book.ts';
import { LineLink } from './line-link.ts';
import { LineTabs } from './line-tabs.ts';

/** A page that nobody looks at gives its connection back after this time. */
const HIDDEN_GRACE_MS = 60_000;
/** What arrives within this time is shown at once: a line that moves more often is a flicker (H-05). */
const PAINT_MS = 500;
const RETRY_MS = 5000;

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
 * Follows the line of a site without loss or doubles, over one connection for all tabs of a visitor. All calls of one paint
 * come in the same task, and two paints never sooner than half a second after each other.
 */
export class LineClient {
  readonly #options: LineClientOptions;
  readonly #book: LineBook;
  readonly #link: LineLink;
  readonly #tabs: LineTabs;
  readonly #random: () => number;
  #running = false;
  #hiddenTimer: Timer | undefined;
  #asking = false;
  #askAgain = false;
  #askTimer: Timer | undefined;
  #unpainted: LineNews[] = [];
  #paintTimer: Timer | undefined;
  #paintedAt = -PAINT_MS;

  constructor(options: LineClientOptions) {
    const { origin, random = Math.random } = options;
    this.#options = options;
    this.#random = random;
    this.#book = new LineBook(options, (news) => this.#onNews(news));
    this.#link = new LineLink({ origin, book: this.#book, random });
    this.#tabs = new LineTabs({
      lead: () => this.#link.open(),
      follow: () => this.#link.close(),
      hear: (news) => this.#book.take(news) || void this.#ask(),
      compare: ({ cursor, revision }) => {
        if (cursor > this.#book.cursor || revision > this.#book.revision) void this.#ask();
      },
      mark: (): LineMark => ({ cursor: this.#book.cursor, revision: this.#book.revision }),
    });
  }

  /** The highest position delivered so far. */
  get cursor(): number {
    return this.#book.cursor;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#watch('addEventListener');
    if (!isHidden()) this.#tabs.enter();
  }

  /** Ends for good; safe to call twice. */
  stop(): void {
    this.#running = false;
    this.#watch('removeEventListener');
    for (const timer of [this.#hiddenTimer, this.#askTimer, this.#paintTimer]) clearTimeout(timer);
    this.#tabs.close();
  }

  #onNews(news: LineNews): void {
    if (!this.#running) return;
    this.#tabs.tell(news);
    this.#unpainted.push(news);
    if (this.#paintTimer !== undefined) return;
    const wait = this.#paintedAt + PAINT_MS - performance.now();
    if (wait <= 0) this.#paint();
    else this.#paintTimer = setTimeout(() => this.#paint(), wait);
  }

  #paint(): void {
    this.#paintTimer = undefined;
    this.#paintedAt = performance.now();
    const { onEntries, onChanged, onReset } = this.#options;
    for (const news of this.#unpainted.splice(0)) {
      if (news.kind === 'reset') onReset(news.snapshot);
      else if (news.kind === 'joined') onEntries(news.delta.entries, news.delta.total);
      else onChanged(news.delta.entries, news.delta.total);
    }
  }

  /** Asks over HTTP for what this tab has missed of what the leading one tells. */
  async #ask(): Promise<void> {
    this.#askAgain = this.#asking;
    if (this.#asking) return;
    this.#asking = true;
    const snapshot = await fetchLine(this.#options.origin, this.#book).catch(() => undefined);
    this.#asking = false;
    if (!this.#running) return;
    clearTimeout(this.#askTimer);
    if (snapshot !== undefined) this.#book.accept(snapshot);
    else this.#askTimer = setTimeout(() => void this.#ask(), RETRY_MS * (0.5 + this.#random()));
    if (snapshot !== undefined && this.#askAgain) void this.#ask();
  }

  readonly #leave = (): void => this.#tabs.leave();

  readonly #wake = (): void => {
    if (isHidden()) return;
    this.#tabs.enter();
  };

  readonly #goAway = (): void => this.#tabs.close();
  readonly #onOnline = (): void => this.#link.wake();

  readonly #onVisibility = (): void => {
    clearTimeout(this.#hiddenTimer);
    if (isHidden()) this.#hiddenTimer = setTimeout(this.#leave, HIDDEN_GRACE_MS);
    else this.#wake();
  };

  #watch(on: 'addEventListener' | 'removeEventListener'): void {
    if (typeof document === 'undefined') return;
    document[on]('visibilitychange', this.#onVisibility);
    window[on]('online', this.#onOnline);
    // An open socket, and a lock or a channel, would keep the page out of the back-forward cache.
    window[on]('pagehide', this.#goAway);
    window[on]('pageshow', this.#wake);
    document[on]('freeze', this.#leave);
    document[on]('resume', this.#wake);
  }
}
