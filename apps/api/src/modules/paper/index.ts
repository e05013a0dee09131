import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** A4 in points. */
export const A4 = { width: 595.28, height: 841.89 } as const;

/** Latin, Greek and Cyrillic are set in Inter; everything else is set in DejaVu. */
const IN_INTER = /^[\n\u0020-\u007e\u00a0-\u024f\u0370-\u052f\u1e00-\u1eff\u2000-\u206f\u20ac\u2122\u2212]*$/;

const { resolve } = createRequire(import.meta.url);
const fontFiles = {
  text: '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  strong: '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
  other: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
} as const;
type Face = keyof typeof fontFiles;
let fonts: Promise<readonly (readonly [name: Face, bytes: Buffer])[]> | undefined;

/** The typefaces of everything that is printed, to be embedded under their names; read once. */
export const paperFonts = (): Promise<readonly (readonly [name: Face, bytes: Buffer])[]> =>
  (fonts ??= Promise.all(
    (Object.entries(fontFiles) as [Face, string][]).map(
      async ([name, file]) => [name, await readFile(resolve(file))] as const,
    ),
  ));

/** The typeface that has the letters of a text. */
export const faceOf = (text: string, strong: boolean): Face => {
  if (!IN_INTER.test(text)) return 'other';
  return strong ? 'strong' : 'text';
};

/** How wide a PNG is drawn that is fitted into a box, as `image` does. A PNG begins with its size (PNG, 11.2.1). */
export function fittedWidth(png: Buffer, box: { readonly width: number; readonly height: number }): number {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  return width * Math.min(box.width / width, box.height / height);
}
