import { SURE_ENOUGH, type CaptionLine, type CaptionState } from '@stageline/contracts';
import { keptChoice } from './kept-choice.ts';
import { splitCaption } from './split-caption.ts';

/** As much of a line as is read at once. */
export interface CaptionPiece {
  readonly id: string;
  readonly speaker: string;
  /** Somebody else spoke before. */
  readonly isNewSpeaker: boolean;
  readonly text: string;
  readonly isUnsure: boolean;
}

export interface CaptionView extends CaptionState {
  /** Whether this viewer wants to see them. */
  readonly isShown: boolean;
  /** The last ones, in their order. */
  readonly lines: readonly CaptionLine[];
  /** What is on the screen now. */
  readonly pieces: readonly CaptionPiece[];
}

const MOST_LINES = 200;
const MOST_PIECES = 3;
/** How long one stays before the next pushes it up: as people read, about 20 characters a second. */
const READ_MS_PER_CHAR = 50;
const [LEAST_READ_MS, MOST_READ_MS] = [900, 4_000];
/** So many wait at most: what is said later must not come later and later. */
const MOST_WAITING = 4;
/** After that nobody relates the words to what is said. */
export const GONE_AFTER_MS = 10_000;

/** Live captions of one room, for one viewer: what was said, and what of it is read at this moment. */
export class CaptionStore {
  readonly #listeners = new Set<() => void>();
  readonly #waiting: CaptionPiece[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #speaker: string | null = null;
  #view: CaptionView = {
    isOn: false,
    unavailable: null,
    trouble: null,
    isShown: keptChoice('captions').read(),
    lines: [],
    pieces: [],
  };

  readonly getSnapshot = (): CaptionView => this.#view;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** How it is about them; on connect with the last lines, which were said before. */
  enter({
    isOn,
    unavailable,
    trouble,
    lines = [],
  }: CaptionState & { readonly lines?: readonly CaptionLine[] | undefined }): void {
    this.#show({ isOn, unavailable, trouble, lines: this.#with(lines) });
    if (!isOn) this.#clear();
  }

  /** Lines of this moment. */
  receive(lines: readonly CaptionLine[]): void {
    const last = this.#view.lines.at(-1)?.number ?? 0;
    const fresh = lines.filter(({ number }) => number > last);
    if (fresh.length === 0) return;
    this.#show({ lines: this.#with(fresh) });
    this.#waiting.push(...fresh.flatMap((line) => this.#piecesOf(line)));
    if (this.#waiting.length > MOST_WAITING) this.#put(this.#waiting.splice(0, this.#waiting.length - MOST_WAITING));
    if (this.#timer === undefined || this.#view.pieces.length === 0) this.#next();
  }

  /** Shows or hides them for this viewer, who is asked once. */
  show(isShown: boolean): void {
    keptChoice('captions').write(isShown);
    this.#show({ isShown });
  }

  /** Nothing comes any more. */
  close(): void {
    clearTimeout(this.#timer);
  }

  #with(lines: readonly CaptionLine[]): CaptionLine[] {
    const known = new Map([...this.#view.lines, ...lines].map((line) => [line.number, line]));
    return [...known.values()].toSorted((a, b) => a.number - b.number).slice(-MOST_LINES);
  }

  #piecesOf({ number, speaker, text, confidence }: CaptionLine): CaptionPiece[] {
    const isUnsure = confidence !== null && confidence < SURE_ENOUGH;
    return splitCaption(text).map((part, index) => {
      const isNewSpeaker = speaker !== this.#speaker;
      this.#speaker = speaker;
      return { id: `${number}.${index}`, speaker, isNewSpeaker, text: part, isUnsure };
    });
  }

  /** The next that waits, for as long as it takes to read it; after the last the screen is empty again. */
  #next(): void {
    clearTimeout(this.#timer);
    const piece = this.#waiting.shift();
    if (piece === undefined) {
      this.#timer = setTimeout(() => this.#clear(), GONE_AFTER_MS);
      return;
    }
    this.#put([piece]);
    const readMs = Math.min(MOST_READ_MS, Math.max(LEAST_READ_MS, piece.text.length * READ_MS_PER_CHAR));
    this.#timer = setTimeout(() => this.#next(), readMs);
  }

  #put(pieces: readonly CaptionPiece[]): void {
    this.#show({ pieces: [...this.#view.pieces, ...pieces].slice(-MOST_PIECES) });
  }

  #clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting.length = 0;
    this.#speaker = null;
    if (this.#view.pieces.length > 0) this.#show({ pieces: [] });
  }

  #show(fields: Partial<CaptionView>): void {
    this.#view = { ...this.#view, ...fields };
    for (const listener of this.#listeners) listener();
  }
}
