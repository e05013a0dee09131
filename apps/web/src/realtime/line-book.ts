import type { LineDelta, LineEntry, LineSnapshot } from '@stageline/contracts';

/** What is new to the page, in order: the same for the page itself and for the other tabs of the site. */
export type LineNews =
  | { readonly kind: 'joined' | 'changed'; readonly delta: LineDelta }
  | { readonly kind: 'reset'; readonly snapshot: LineSnapshot };

/** Up to where the line is known. */
export interface LineMark {
  readonly cursor: number;
  readonly revision: number;
}

/**
 * What a page knows of its line, wherever it hears it from: each position once, in order, and no gap. Whoever brings a delta
 * that does not follow is told so, and asks for what is missing.
 */
export class LineBook {
  cursor: number;
  revision: number;
  readonly #tell: (news: LineNews) => void;

  constructor({ cursor, revision }: LineMark, tell: (news: LineNews) => void) {
    this.cursor = cursor;
    this.revision = revision;
    this.#tell = tell;
  }

  /** @returns whether nothing is missing between what is known and this */
  joined({ from, to, total, entries }: LineDelta): boolean {
    if (from > this.cursor) return false;
    this.#join(entries, to, total);
    return true;
  }

  /** The same for entries that are shown in another way from now on. */
  changed({ from, to, total, entries }: LineDelta): boolean {
    if (from > this.revision) return false;
    this.#change(entries, to, total);
    return true;
  }

  /** The answer to the question for everything after the present mark. */
  accept(snapshot: LineSnapshot): void {
    const { entries, changes, cursor, revision, total } = snapshot;
    if (snapshot.truncated) this.#reset(snapshot);
    else {
      this.#join(entries, cursor, total);
      this.#change(changes, revision, total);
    }
  }

  /** @returns whether nothing is missing before it */
  take(news: LineNews): boolean {
    if (news.kind === 'reset') this.#reset(news.snapshot);
    else return news.kind === 'joined' ? this.joined(news.delta) : this.changed(news.delta);
    return true;
  }

  #join(entries: readonly LineEntry[], to: number, total: number): void {
    const from = this.cursor;
    if (to <= from) return;
    this.cursor = to;
    this.#tell({
      kind: 'joined',
      delta: { from, to, total, entries: entries.filter(({ position }) => position > from) },
    });
  }

  #change(entries: LineEntry[], to: number, total: number): void {
    const from = this.revision;
    if (to <= from) return;
    this.revision = to;
    this.#tell({ kind: 'changed', delta: { from, to, total, entries } });
  }

  #reset(snapshot: LineSnapshot): void {
    this.cursor = snapshot.cursor;
    this.revision = snapshot.revision;
    this.#tell({ kind: 'reset', snapshot });
  }
}

/** One way to hear of the line. */
export interface Channel {
  close(): void;
}

export interface ChannelOptions {
  /** `https://host` of the site. */
  readonly origin: string;
  readonly book: LineBook;
  /** It tells everything from now on. */
  readonly up: () => void;
  /** It has ended by itself, after `up` or without. */
  readonly down: () => void;
}

/** Asks over HTTP for what came after a mark. @throws where there is no answer, or a problem */
export async function fetchLine(origin: string, { cursor, revision }: LineMark): Promise<LineSnapshot> {
  const response = await fetch(`${origin}/api/v1/line?after=${cursor}&revision=${revision}`, {
    headers: { accept: 'application/json' },
  });
  if (!response.ok) throw new Error(`The line answered ${response.status}.`);
  return (await response.json()) as LineSnapshot;
}
