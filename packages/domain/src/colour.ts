/** A colour in OKLCH: lightness 0 to 1, chroma 0 to about 0.37, hue in degrees. */
export interface Oklch {
  readonly l: number;
  readonly c: number;
  readonly h: number;
}
type Triple = readonly [number, number, number];

const toLinear = (channel: number): number =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
const fromLinear = (channel: number): number =>
  channel <= 0.0031308 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055;

/** The linear-light sRGB channels, 0 to 1, of `#rrggbb`. */
function linearOf(hex: string): Triple {
  const value = Number.parseInt(hex.slice(1), 16);
  return [toLinear((value >> 16) / 255), toLinear(((value >> 8) & 255) / 255), toLinear((value & 255) / 255)];
}

/**
 * `#rrggbb` in OKLCH.
 * Source of both matrices: Björn Ottosson, "A perceptual color space for image processing" (2020).
 */
export function oklchOf(hex: string): Oklch {
  const [r, g, b] = linearOf(hex);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return {
    l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    c: Math.hypot(a, bb),
    h: ((Math.atan2(bb, a) * 180) / Math.PI + 360) % 360,
  };
}

function linearOfOklch({ l, c, h }: Oklch): Triple {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

const inGamut = (channels: Triple): boolean => channels.every((channel) => channel >= -0.0005 && channel <= 1.0005);

/** The nearest `#rrggbb` of the same lightness and hue: chroma gives way until the colour exists in sRGB. */
export function hexOf(colour: Oklch): string {
  const l = Math.min(1, Math.max(0, colour.l));
  let channels = linearOfOklch({ ...colour, l });
  if (!inGamut(channels)) {
    let low = 0;
    let high = colour.c;
    for (let step = 0; step < 16; step += 1) {
      const middle = (low + high) / 2;
      if (inGamut(linearOfOklch({ l, c: middle, h: colour.h }))) low = middle;
      else high = middle;
    }
    channels = linearOfOklch({ l, c: low, h: colour.h });
  }
  const byte = (channel: number): string =>
    Math.round(Math.min(1, Math.max(0, fromLinear(Math.max(0, channel)))) * 255)
      .toString(16)
      .padStart(2, '0');
  return `#${byte(channels[0])}${byte(channels[1])}${byte(channels[2])}`;
}

/** Relative luminance, 0 to 1 (WCAG 2.2). */
function luminanceOf(hex: string): number {
  const [r, g, b] = linearOf(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio of two colours, 1 to 21 (WCAG 2.2, 1.4.3). */
export function contrastOf(first: string, second: string): number {
  const a = luminanceOf(first);
  const b = luminanceOf(second);
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/**
 * Moves the lightness of `colour` in one direction by as little as is needed to reach `ratio` against every one of
 * `grounds`; the end of the scale (black or white) is the last resort.
 * @param direction -1 darkens, 1 lightens
 */
export function reachContrast(colour: Oklch, grounds: readonly string[], ratio: number, direction: -1 | 1): string {
  for (let l = colour.l; l >= 0 && l <= 1; l += direction * 0.005) {
    const candidate = hexOf({ ...colour, l });
    if (grounds.every((ground) => contrastOf(candidate, ground) >= ratio)) return candidate;
  }
  return direction < 0 ? '#000000' : '#ffffff';
}
