import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

/** A4 in points. */
export const A4 = { width: 595.28, height: 841.89 } as const;

/**
 * Latin, Greek and Cyrillic are set in Inter; Chinese, Japanese and Korean in the Noto of their own; everything else in DejaVu. Han
 * letters beside kana or Hangul look as they do there.
 */
const IN_INTER = /^[\n\u0020-\u007e\u00a0-\u024f\u0370-\u052f\u1e00-\u1eff\u2000-\u206f\u20ac\u2122\u2212]*$/;

const { resolve } = createRequire(import.meta.url);
const fontFiles = {
  text: '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  strong: '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
  other: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
} as const;
/** Large files: each is read only where a text needs it, and only the letters that stand there are embedded. */
const largeFonts = {
  chinese: ['@embedpdf/fonts-sc', 'NotoSansHans-Regular.otf'],
  japanese: ['@embedpdf/fonts-jp', 'NotoSansJP-Regular.otf'],
  korean: ['@embedpdf/fonts-kr', 'NotoSansKR-Regular.otf'],
} as const;
type LargeFace = keyof typeof largeFonts;
type Face = keyof typeof fontFiles | LargeFace;
/** A typeface under its name: its bytes, or where they lie. */
type Font = readonly [name: Face, source: Buffer | string];

/** What these have: their own scripts, and Latin of the west. */
const IN_LARGE =
  /^[\n\u0020-\u007e\u00a0-\u00ff\u2010-\u2027\u20ac\u3000-\u312f\u4e00-\u9fa5\uac00-\ud7a3\uff01-\uff5e]*$/;
const scripts: readonly (readonly [LargeFace, RegExp])[] = [
  ['korean', /\p{Script=Hangul}/u],
  ['japanese', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['chinese', /[\p{Script=Han}\p{Script=Bopomofo}]/u],
];
let fonts: Promise<readonly Font[]> | undefined;

/** The typefaces of everything that is printed, to be embedded under their names; what every paper needs is read once. */
export const paperFonts = (): Promise<readonly Font[]> => (fonts ??= readFonts());

async function readFonts(): Promise<readonly Font[]> {
  const small = (Object.entries(fontFiles) as [keyof typeof fontFiles, string][]).map(
    async ([name, file]): Promise<Font> => [name, await readFile(resolve(file))],
  );
  const large = Object.entries(largeFonts).map(([name, [owner, file]]): Font => [
    name as LargeFace,
    path.join(path.dirname(resolve(owner)), '../fonts', file),
  ]);
  return [...(await Promise.all(small)), ...large];
}

/** The typeface that has the letters of a text. */
export const faceOf = (text: string, strong: boolean): Face => {
  if (IN_LARGE.test(text) && !IN_INTER.test(text))
    return scripts.find(([, letters]) => letters.test(text))?.[0] ?? 'other';
  if (!IN_INTER.test(text)) return 'other';
  return strong ? 'strong' : 'text';
};

/** How wide a PNG is drawn that is fitted into a box, as `image` does. A PNG begins with its size (PNG, 11.2.1). */
export function fittedWidth(png: Buffer, box: { readonly width: number; readonly height: number }): number {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  return width * Math.min(box.width / width, box.height / height);
}
