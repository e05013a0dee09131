import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

/**
 * Texts as outlines of our own typefaces: a server need not have any installed, and the picture is the same on every machine.
 * Latin, Greek and Cyrillic are set in Inter, Arabic, Hebrew and the rest of what DejaVu has in DejaVu; a character that
 * neither has, such as an emoji, is left out.
 */
const { resolve } = createRequire(import.meta.url);
// Neither of the files is a collection.
const load = (file: string): Font => create(readFileSync(resolve(file))) as Font;
const other = load('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
const faces = {
  text: [load('@expo-google-fonts/inter/500Medium/Inter_500Medium.ttf'), other],
  strong: [
    load('@expo-google-fonts/inter/700Bold/Inter_700Bold.ttf'),
    load('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
  ],
} as const;
export type Weight = keyof typeof faces;

/** The first letter that has a direction says which one a text has, as `dir="auto"` does. */
export const isRightToLeft = (text: string): boolean =>
  /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(text);

interface Run {
  readonly font: Font;
  readonly text: string;
}

/** A word cut into runs of one typeface each. */
function runsOf(word: string, weight: Weight): Run[] {
  const runs: { font: Font; text: string }[] = [];
  for (const character of word) {
    const code = character.codePointAt(0) ?? 0;
    const before = runs.at(-1);
    // A mark stays with the letter that it stands on.
    const font =
      before !== undefined && /\p{M}/u.test(character) && before.font.hasGlyphForCodePoint(code)
        ? before.font
        : faces[weight].find((face) => face.hasGlyphForCodePoint(code));
    if (font === undefined || /[\p{Cf}\ufe00-\ufe0f]/u.test(character)) continue;
    if (before?.font === font) before.text += character;
    else runs.push({ font, text: character });
  }
  return runs;
}

interface Word {
  /** Outlines from the word's own left end on the base line. */
  readonly paths: readonly { readonly d: string; readonly x: number; readonly y: number; readonly scale: number }[];
  readonly width: number;
}

function setWord(word: string, weight: Weight, size: number): Word {
  const paths: { d: string; x: number; y: number; scale: number }[] = [];
  let width = 0;
  const runs = runsOf(word, weight);
  for (const { font, text } of isRightToLeft(word) ? runs.reverse() : runs) {
    const scale = size / font.unitsPerEm;
    const { glyphs, positions } = font.layout(text);
    for (const [index, glyph] of glyphs.entries()) {
      const at = positions[index]!;
      const d = glyph.path.toSVG();
      if (d !== '') paths.push({ d, x: width + at.xOffset * scale, y: -at.yOffset * scale, scale });
      width += at.xAdvance * scale;
    }
  }
  return { paths, width };
}

/** A text in lines, ready to be drawn. */
export interface SetText {
  readonly lines: readonly (readonly Word[])[];
  readonly size: number;
  readonly isRightToLeft: boolean;
}

const gapOf = (size: number): number => size * 0.26;
const widthOf = (words: readonly Word[], size: number): number =>
  words.reduce((sum, word) => sum + word.width, Math.max(0, words.length - 1) * gapOf(size));

/**
 * Breaks a text into lines of at most `width` pixels, in the largest of these sizes in which it needs no more than `most`;
 * in the smallest, what does not fit is cut with dots.
 */
export function setText(
  text: string,
  { weight, sizes, width, most }: { weight: Weight; sizes: readonly number[]; width: number; most: number },
): SetText {
  const direction = isRightToLeft(text);
  let lines: Word[][] = [];
  let size = sizes[0] ?? 16;
  for (size of sizes) {
    lines = broken(text, weight, size, width);
    if (lines.length <= most) break;
  }
  if (lines.length > most) {
    const dots = setWord('…', weight, size);
    const last = lines[most - 1] ?? [];
    while (last.length > 1 && widthOf([...last, dots], size) > width) last.pop();
    lines = [...lines.slice(0, most - 1), [...last, dots]];
  }
  return { lines, size, isRightToLeft: direction };
}

function broken(text: string, weight: Weight, size: number, width: number): Word[][] {
  const lines: Word[][] = [];
  for (const part of text.split(/\s+/)) {
    for (const piece of fitting(part, weight, size, width)) {
      if (piece.paths.length === 0) continue;
      const line = lines.at(-1);
      if (line !== undefined && widthOf([...line, piece], size) <= width) line.push(piece);
      else lines.push([piece]);
    }
  }
  return lines;
}

/** A word that is longer than a line, in pieces that are not. */
function fitting(word: string, weight: Weight, size: number, width: number): Word[] {
  const whole = setWord(word, weight, size);
  if (whole.width <= width || word.length < 2) return [whole];
  const letters = [...word];
  const half = Math.ceil(letters.length / 2);
  return [letters.slice(0, half), letters.slice(half)].flatMap((part) => fitting(part.join(''), weight, size, width));
}

/**
 * SVG of a text that was set.
 * @param box where its first base line is, and how wide the column is: a text that is read from the right stands at its right
 */
export function drawText(text: SetText, box: { x: number; y: number; width: number; leading: number }): string {
  return text.lines
    .map((words, index) => {
      const y = box.y + index * text.size * box.leading;
      const gap = gapOf(text.size);
      const ordered = text.isRightToLeft ? [...words].reverse() : words;
      let x = text.isRightToLeft ? box.x + box.width - widthOf(words, text.size) : box.x;
      return ordered
        .map((word) => {
          const glyphs = word.paths.map(
            ({ d, x: dx, y: dy, scale }) =>
              `<path transform="translate(${(x + dx).toFixed(2)} ${(y + dy).toFixed(2)}) scale(${scale.toFixed(6)} ${(-scale).toFixed(6)})" d="${d}"/>`,
          );
          x += word.width + gap;
          return glyphs.join('');
        })
        .join('');
    })
    .join('');
}
