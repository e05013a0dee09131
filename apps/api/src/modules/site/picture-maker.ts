import { createHash } from 'node:crypto';
import { PICTURE_FORMATS, type Picture, type PictureKind } from '@stageline/contracts';
import sharp, { type Metadata, type Sharp } from 'sharp';

/** One file of a picture, to be stored under its name. */
export interface PictureFile {
  readonly name: string;
  readonly bytes: Buffer;
}
export interface MadePicture {
  readonly picture: Picture;
  readonly files: readonly PictureFile[];
}

/** An upload that is no picture that we take; the message is for whoever chose the file. */
export class PictureRefused extends Error {
  override readonly name = 'PictureRefused';
}

/** Raised when the files that are made of one upload change, so that they get another name. */
const RECIPE = 1;
/** Four bytes each while it is decoded: 128 MB. */
const MAX_PIXELS = 32_000_000;
const MAX_SVG_BYTES = 256 * 1024;
const ICON_SIDE = 64;
const WIDTHS = { logo: [128, 256, 512], background: [640, 1280, 1920] } as const satisfies Record<
  PictureKind,
  readonly number[]
>;
const MAX_HEIGHT = { logo: 512, background: 1440 } as const satisfies Record<PictureKind, number>;
/** Narrower ones would be drawn larger than they are. */
const MIN_WIDTH = { logo: 1, background: 320 } as const satisfies Record<PictureKind, number>;

/**
 * Makes the files of a picture out of whatever was uploaded: decoded for real, turned upright, made smaller, and encoded anew
 * without metadata. What is stored is thus only our own bytes; a file that is also something else is a picture afterwards and
 * nothing else. Its size is read from the header and judged before a pixel is decoded.
 * @throws PictureRefused
 */
export async function makePicture(kind: PictureKind, bytes: Buffer): Promise<MadePicture> {
  const facts = await inspect(kind, bytes);
  const source = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', ...densityFor(kind, facts) });
  const upright = await source
    .rotate()
    .resize({
      width: WIDTHS[kind].at(-1),
      height: MAX_HEIGHT[kind],
      fit: 'inside',
      withoutEnlargement: facts.format !== 'svg',
    })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(() => refuse('That file is damaged. Please save the picture again and choose the new file.'));
  const { width, height, channels } = upright.info;
  if (width < MIN_WIDTH[kind]) refuse(`Please choose a picture that is at least ${MIN_WIDTH[kind]} pixels wide.`);
  const decoded = () => sharp(upright.data, { raw: { width, height, channels } });
  const widths = widthsOf(kind, width);
  const id = createHash('sha256').update(`${RECIPE} ${kind}\n`).update(bytes).digest('hex').slice(0, 32);
  const files: PictureFile[] = [];
  for (const each of widths) {
    for (const format of PICTURE_FORMATS[kind])
      files.push({ name: `${id}-${each}.${format}`, bytes: await encode(decoded().resize({ width: each }), format) });
  }
  if (kind === 'logo') files.push({ name: `${id}-icon.png`, bytes: await icon(decoded()) });
  return { picture: { id, width, height, widths }, files };
}

function refuse(message: string): never {
  throw new PictureRefused(message);
}

async function inspect(kind: PictureKind, bytes: Buffer): Promise<Metadata> {
  if (looksLikeSvg(bytes)) assertSelfContained(bytes);
  // Only the header is read here, so no limit is needed yet.
  const facts =
    bytes.length === 0
      ? null
      : await sharp(bytes, { limitInputPixels: false })
          .metadata()
          .catch(() => null);
  const known = facts !== null && (['png', 'jpeg', 'webp', 'svg'].includes(facts.format ?? '') || isAvif(facts));
  if (!known) return refuse('Please choose a PNG, JPEG, WebP, AVIF or SVG picture.');
  if (kind === 'background' && facts.format === 'svg')
    return refuse('Please choose a PNG, JPEG, WebP or AVIF picture.');
  const { width = 0, height = 0 } = facts;
  if (width * height > MAX_PIXELS) {
    const megapixels = Math.round((width * height) / 1_000_000);
    refuse(`That picture has ${megapixels} megapixels. Please choose one with at most ${MAX_PIXELS / 1_000_000}.`);
  }
  if (width < 1 || height < 1 || width / height > 20 || height / width > 20)
    refuse('Please choose a picture that is not that narrow.');
  return facts;
}

const isAvif = ({ format, compression }: Metadata): boolean => format === 'heif' && compression === 'av1';
const looksLikeSvg = (bytes: Buffer): boolean => /<svg[\s>]/i.test(bytes.toString('latin1', 0, 4096));

/** The rasteriser fetches nothing; a drawing that counts on it, or on entities, would come out broken or never. */
function assertSelfContained(bytes: Buffer): void {
  const svg = bytes.toString('utf8');
  if (bytes.length > MAX_SVG_BYTES) refuse('Please choose an SVG of at most 256 KB, or a PNG.');
  if (/<!DOCTYPE[^>]*\[|<!ENTITY/i.test(svg))
    refuse('An SVG may not declare entities. Please export it again as plain SVG.');
  if ((svg.match(/<use[\s>]/gi)?.length ?? 0) > 200) refuse('That SVG repeats too much. Please choose a PNG.');
  const references = [...svg.matchAll(/(?:href\s*=\s*["']?|url\(\s*["']?|@import\s+["']?)\s*([^"'\s)>]*)/gi)];
  if (references.some(([, target = '']) => !/^(?:#|data:image\/(?:png|jpe?g|webp)[;,])/i.test(target)))
    refuse('An SVG may not refer to anything outside itself. Please export it with everything embedded.');
}

/** A drawing is drawn at the size in which it is needed, not at the one that it claims. */
function densityFor(kind: PictureKind, { format, width = 1, height = 1 }: Metadata): { density?: number } {
  if (format !== 'svg') return {};
  const factor = Math.min((WIDTHS[kind].at(-1) ?? 512) / width, MAX_HEIGHT[kind] / height);
  return { density: Math.min(2400, Math.max(1, 72 * factor)) };
}

/** The usual widths as far as the picture reaches, and its own where it is smaller than the largest of them. */
function widthsOf(kind: PictureKind, width: number): number[] {
  const smaller = WIDTHS[kind].filter((each) => each < width);
  return [...smaller, width];
}

function encode(picture: Sharp, format: (typeof PICTURE_FORMATS)[PictureKind][number]): Promise<Buffer> {
  switch (format) {
    case 'avif':
      return picture.avif({ quality: 50, effort: 2 }).toBuffer();
    case 'webp':
      return picture.webp({ quality: 80, effort: 4 }).toBuffer();
    case 'jpg':
      return picture.flatten({ background: '#ffffff' }).jpeg({ quality: 78, progressive: true }).toBuffer();
    case 'png':
      return picture.png({ compressionLevel: 9 }).toBuffer();
  }
}

const icon = (picture: Sharp): Promise<Buffer> =>
  picture
    .resize({ width: ICON_SIDE, height: ICON_SIDE, fit: 'contain', background: { r: 0, g: 0, b: 0, alpha: 0 } })
    .png({ compressionLevel: 9 })
    .toBuffer();
