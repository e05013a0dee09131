import { SURE_ENOUGH } from '@stageline/contracts';

/** Something that was said. */
export interface SaidLine {
  /** Epoch milliseconds. */
  readonly atMs: number;
  readonly text: string;
  /** From 0 to 1; null where the recogniser does not say. */
  readonly confidence: number | null;
}

/** Fewer words tell nothing to somebody who was not there. */
const LEAST_WORDS = 6;
const MOST_CHARS = 160;

/**
 * Words by which somebody who comes late can tell what was spoken of: of each part of the time so far the line with the most
 * words of which the recogniser is sure. They are somebody's own words, and none where nothing can be relied on.
 * @param lines in the order of time
 * @param most into how many parts the time is divided
 */
export function saidBefore<T extends SaidLine>(lines: readonly T[], most: number): T[] {
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined) return [];
  const partMs = Math.max(1, (last.atMs - first.atMs + 1) / most);
  const told = lines.filter((line) => wordsOf(line) >= LEAST_WORDS && (line.confidence ?? 1) >= SURE_ENOUGH);
  const parts = Map.groupBy(told, ({ atMs }) => Math.floor((atMs - first.atMs) / partMs));
  const longest = [...parts.values()].map((part) =>
    part.reduce((best, line) => (wordsOf(line) > wordsOf(best) ? line : best)),
  );
  return longest.toSorted((a, b) => a.atMs - b.atMs).map((line) => ({ ...line, text: shortened(line.text) }));
}

const wordsOf = ({ text }: SaidLine): number => text.split(/\s+/).filter(Boolean).length;

/** At the end of a word. */
function shortened(text: string): string {
  if (text.length <= MOST_CHARS) return text;
  const whole = text.slice(0, MOST_CHARS);
  return `${whole.slice(0, Math.max(whole.lastIndexOf(' '), MOST_CHARS / 2)).trimEnd()}…`;
}
