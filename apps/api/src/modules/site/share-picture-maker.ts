import sharp from 'sharp';
import { drawText, setText } from './share-text.ts';

/** What a link preview's picture says; all that is drawn is in it. */
export interface ShareFacts {
  readonly siteName: string;
  readonly promoterName: string;
  readonly title: string;
  /** When it is, in the host's zone, in words; null without a date. */
  readonly when: string | null;
  /** The zone by name. */
  readonly zone: string | null;
  readonly colours: { readonly primary: string; readonly onPrimary: string; readonly accent: string };
}

/** What every network takes and none cuts (1.91 : 1). */
export const SHARE_SIZE = { width: 1200, height: 630 } as const;
const MARGIN = 80;
const COLUMN = SHARE_SIZE.width - 2 * MARGIN;
const LOGO = { width: 260, height: 72, pad: 16 } as const;

/** Draws the picture of a link preview. @param logo a PNG of ours */
export async function makeSharePicture(facts: ShareFacts, logo: Buffer | null): Promise<Buffer> {
  const mark = logo === null ? null : await scaled(logo);
  const { colours } = facts;
  const name = setText(facts.siteName, {
    weight: 'strong',
    sizes: [34, 28],
    width: COLUMN - (mark === null ? 0 : mark.width + 2 * LOGO.pad + 28),
    most: 1,
  });
  const title = setText(facts.title, { weight: 'strong', sizes: [84, 72, 60, 50], width: COLUMN, most: 3 });
  const when = setText(facts.when ?? facts.promoterName, { weight: 'strong', sizes: [36, 30], width: COLUMN, most: 1 });
  const zone = setText(facts.zone ?? '', { weight: 'text', sizes: [26], width: COLUMN, most: 1 });
  const nameAt = mark === null ? MARGIN : MARGIN + mark.width + 2 * LOGO.pad + 28;
  const hasZone = zone.lines.length > 0;
  const leading = 1.12;
  // The title stands in the middle of what is left between the name and the date.
  const space = { top: 190, bottom: hasZone ? 470 : 510 };
  const height = title.lines.length * title.size * leading;
  const first = space.top + (space.bottom - space.top - height) / 2 + title.size * 0.86;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SHARE_SIZE.width}" height="${SHARE_SIZE.height}">`,
    `<rect width="100%" height="100%" fill="${colours.primary}"/>`,
    `<circle cx="1130" cy="40" r="330" fill="${colours.onPrimary}" opacity="0.07"/>`,
    `<circle cx="1040" cy="640" r="210" fill="${colours.onPrimary}" opacity="0.05"/>`,
    `<rect y="${SHARE_SIZE.height - 14}" width="100%" height="14" fill="${colours.accent}"/>`,
    mark === null
      ? ''
      : `<rect x="${MARGIN}" y="${MARGIN - LOGO.pad}" width="${mark.width + 2 * LOGO.pad}" height="${LOGO.height + 2 * LOGO.pad}" rx="16" fill="#ffffff"/>`,
    `<g fill="${colours.onPrimary}">`,
    drawText(name, { x: nameAt, y: MARGIN + LOGO.height / 2 + 12, width: SHARE_SIZE.width - MARGIN - nameAt, leading }),
    drawText(title, { x: MARGIN, y: first, width: COLUMN, leading }),
    drawText(when, { x: MARGIN, y: hasZone ? 516 : 550, width: COLUMN, leading }),
    drawText(zone, { x: MARGIN, y: 560, width: COLUMN, leading }),
    '</g></svg>',
  ].join('');
  const layers =
    mark === null
      ? []
      : [
          {
            input: mark.bytes,
            left: MARGIN + LOGO.pad,
            top: Math.round(MARGIN + (LOGO.height - mark.height) / 2),
          },
        ];
  return sharp(Buffer.from(svg)).composite(layers).png({ compressionLevel: 9, palette: true, quality: 90 }).toBuffer();
}

async function scaled(logo: Buffer) {
  const { data, info } = await sharp(logo)
    .resize({ width: LOGO.width, height: LOGO.height, fit: 'inside' })
    .png()
    .toBuffer({ resolveWithObject: true });
  return { bytes: data, width: info.width, height: info.height };
}
