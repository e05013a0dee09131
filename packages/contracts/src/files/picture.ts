import { z } from 'zod';

/** What a picture is for; it decides how large it is kept and in which formats. */
export const PictureKind = z.enum(['logo', 'background']);
export type PictureKind = z.infer<typeof PictureKind>;

/**
 * A picture that the server has made from an upload. Its files are named `<id>-<width>.<format>` among the tenant's media,
 * where the id is a hash of what was uploaded, so that each may be cached for ever.
 */
export const Picture = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{32}$/, 'Please upload the picture first.'),
  /** Of the largest file, in pixels. */
  width: z.int().min(1).max(4096),
  height: z.int().min(1).max(4096),
  /** Widths that it is kept in, in pixels, smallest first. */
  widths: z.array(z.int().min(1).max(4096)).min(1).max(4),
});
export type Picture = z.infer<typeof Picture>;

/** The addresses of one picture, as `<picture>` and `<img srcset>` take them. */
export const PictureSources = z.object({
  src: z.string(),
  avif: z.string(),
  webp: z.string(),
  width: z.int(),
  height: z.int(),
});
export type PictureSources = z.infer<typeof PictureSources>;

/** Formats that a picture of that kind is kept in at every width; the last one is for readers that know no other. */
export const PICTURE_FORMATS = { logo: ['webp', 'png'], background: ['avif', 'webp', 'jpg'] } as const satisfies Record<
  PictureKind,
  readonly string[]
>;

const addressOf = ({ id }: Picture, width: number, format: string): string => `/media/${id}-${width}.${format}`;

/** Address of a logo on a page, at the smallest width that is sharp at 64 CSS pixels on a dense screen. */
export const logoUrlOf = (logo: Picture): string =>
  addressOf(logo, logo.widths.find((width) => width >= 128) ?? logo.width, 'webp');
/** Address of a logo for what reads no WebP: mails and link previews. */
export const plainLogoUrlOf = (logo: Picture): string =>
  addressOf(logo, logo.widths.find((width) => width >= 256) ?? logo.width, 'png');
/** Address of the square icon of a tab that was made with the logo. */
export const iconUrlOf = ({ id }: Picture): string => `/media/${id}-icon.png`;

/** Every address of a background, for a page to choose from. */
export function backgroundSourcesOf(picture: Picture): PictureSources {
  const set = (format: string): string =>
    picture.widths.map((width) => `${addressOf(picture, width, format)} ${width}w`).join(', ');
  const middle = picture.widths.find((width) => width >= 1280) ?? picture.width;
  return {
    src: addressOf(picture, middle, 'jpg'),
    avif: set('avif'),
    webp: set('webp'),
    width: picture.width,
    height: picture.height,
  };
}
