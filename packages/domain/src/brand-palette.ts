import type { Theme } from '@stageline/contracts';
import { contrastOf, hexOf, oklchOf, reachContrast, type Oklch } from './colour.ts';

/** Smallest contrast of text (WCAG 2.2 AA, 1.4.3), with a margin for rounding to eight bits. */
const TEXT_CONTRAST = 4.55;
/** Smallest contrast of a control's edge or a focus ring (WCAG 2.2 AA, 1.4.11). */
const EDGE_CONTRAST = 3.05;
/** Below this a filled button no longer stands out from the page by itself. */
const VISIBLE_FILL = 1.6;
/** From here on white on the brand colour looks right, and a slightly deeper fill makes it legible too. */
const PREFERS_WHITE = 3;

export type Mode = 'light' | 'dark';

interface Neutrals {
  readonly surface: string;
  readonly raised: string;
  readonly muted: string;
  readonly border: string;
  readonly control: string;
  readonly text: string;
  readonly 'text-muted': string;
}

/** Greys that lean towards the brand's hue by an amount that is felt rather than seen. */
function neutralsOf(brand: Oklch, mode: Mode): Neutrals {
  const lean = Math.min(1, brand.c / 0.1);
  const grey = (l: number, c: number): string => hexOf({ l, c: c * lean, h: brand.h });
  return mode === 'light'
    ? {
        surface: grey(0.984, 0.004),
        raised: '#ffffff',
        muted: grey(0.954, 0.007),
        border: grey(0.9, 0.009),
        control: grey(0.655, 0.014),
        text: grey(0.215, 0.018),
        'text-muted': grey(0.47, 0.018),
      }
    : {
        surface: grey(0.168, 0.007),
        raised: grey(0.212, 0.009),
        muted: grey(0.252, 0.011),
        border: grey(0.318, 0.013),
        control: grey(0.55, 0.018),
        text: grey(0.965, 0.004),
        'text-muted': grey(0.745, 0.012),
      };
}

interface Fill {
  readonly fill: string;
  readonly on: string;
  readonly hover: string;
  readonly edge: string;
}

/** White where the fill carries it, otherwise black: one of the two always reaches 4.5 on any colour. */
const onColourOf = (fill: string): string => (contrastOf(fill, '#ffffff') >= 4.5 ? '#ffffff' : '#000000');

/** A fill that stands out from the page and carries text, as close to the brand's own colour as that allows. */
function fillOf(brand: string, neutrals: Neutrals, mode: Mode): Fill {
  let fill = brand;
  if (mode === 'dark' && contrastOf(fill, neutrals.raised) < VISIBLE_FILL * 1.4) {
    // Lifting alone would leave a grey of what was a deep colour.
    const dark = oklchOf(fill);
    fill = reachContrast({ ...dark, c: dark.c * 1.5 }, [neutrals.raised, neutrals.surface], EDGE_CONTRAST, 1);
  }
  const white = contrastOf(fill, '#ffffff');
  if (white >= PREFERS_WHITE && white < TEXT_CONTRAST)
    fill = reachContrast(oklchOf(fill), ['#ffffff'], TEXT_CONTRAST, -1);
  const on = onColourOf(fill);
  const colour = oklchOf(fill);
  // Away from the text's own tone, so that contrast only grows; turned round near the ends of the scale.
  const darker = on === '#ffffff' ? colour.l > 0.25 : colour.l > 0.9;
  const hover = hexOf({ ...colour, l: colour.l + (darker ? -0.05 : 0.06) });
  const pale = contrastOf(fill, neutrals.raised) < VISIBLE_FILL;
  const edge = pale
    ? reachContrast(colour, [neutrals.raised, neutrals.surface], EDGE_CONTRAST, mode === 'light' ? -1 : 1)
    : fill;
  return { fill, on, hover, edge };
}

/** How a colour is filled on a light page, and the text that stands on it. */
export function fillAsShown(colour: string): { readonly fill: string; readonly on: string } {
  const { fill, on } = fillOf(colour, neutralsOf(oklchOf(colour), 'light'), 'light');
  return { fill, on };
}

/** Soft grounds of the brand's hue: for a highlighted row, a badge, the light behind a page's head. */
function groundsOf(colour: Oklch, mode: Mode): { tint: string; line: string; wash: string } {
  const shade = (l: number, most: number): string => hexOf({ ...colour, l, c: Math.min(colour.c, most) });
  return mode === 'light'
    ? { tint: shade(0.962, 0.03), line: shade(0.87, 0.06), wash: shade(0.915, 0.075) }
    : { tint: shade(0.275, 0.055), line: shade(0.41, 0.08), wash: shade(0.275, 0.085) };
}

/** Every run-time colour of a site in one mode, by the name that follows `--brand-`. */
export function brandPalette(theme: Theme, mode: Mode): Readonly<Record<string, string>> {
  const primary = oklchOf(theme.primaryColor);
  const accent = oklchOf(theme.secondaryColor);
  const neutrals = neutralsOf(primary, mode);
  const primaryFill = fillOf(theme.primaryColor, neutrals, mode);
  const accentFill = fillOf(theme.secondaryColor, neutrals, mode);
  const primaryGrounds = groundsOf(primary, mode);
  const accentGrounds = groundsOf(accent, mode);
  const direction = mode === 'light' ? -1 : 1;
  const grounds = [neutrals.surface, neutrals.raised, neutrals.muted, primaryGrounds.wash, accentGrounds.wash];
  const readable = (colour: Oklch, tint: string): string =>
    reachContrast(colour, [...grounds, tint], TEXT_CONTRAST, direction);
  const primaryText = readable(primary, primaryGrounds.tint);
  return {
    ...neutrals,
    primary: primaryFill.fill,
    'primary-hover': primaryFill.hover,
    'primary-edge': primaryFill.edge,
    'on-primary': primaryFill.on,
    'primary-text': primaryText,
    'primary-tint': primaryGrounds.tint,
    'primary-line': primaryGrounds.line,
    'primary-wash': primaryGrounds.wash,
    accent: accentFill.fill,
    'on-accent': accentFill.on,
    'accent-text': readable(accent, accentGrounds.tint),
    'accent-tint': accentGrounds.tint,
    'accent-wash': accentGrounds.wash,
    ring: primaryText,
  };
}
