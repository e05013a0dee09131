import type { Theme } from '@stageline/contracts';
import { fillAsShown } from './brand-palette.ts';
import { contrastOf } from './colour.ts';

/** Smallest contrast of text and its ground (WCAG 2.2 AA, 1.4.3). */
export const AA_TEXT = 4.5;

/** A colour of a theme on which text could not be read. */
export interface ContrastFinding {
  readonly token: 'primaryColor' | 'secondaryColor';
  /** `#rrggbb` as it was chosen. */
  readonly colour: string;
  /** The text that our pages set on it: white wherever white looks right on it, otherwise black. */
  readonly text: '#ffffff' | '#000000';
  /** Contrast of the two, 1 to 21. */
  readonly ratio: number;
  /** The nearest shade of the same hue on which that text is legible. */
  readonly suggestion: string;
}

/**
 * Checks what a theme's colours carry: a button's label on each of them (WCAG 2.2 AA, 1.4.3). Everything else is derived
 * from them so that it passes (see `brandPalette`).
 */
export function contrastFindings(theme: Pick<Theme, 'primaryColor' | 'secondaryColor'>): ContrastFinding[] {
  return (['primaryColor', 'secondaryColor'] as const).flatMap((token) => {
    const colour = theme[token].toLowerCase();
    const { fill, on } = fillAsShown(colour);
    const text = on === '#ffffff' ? '#ffffff' : '#000000';
    const ratio = contrastOf(colour, text);
    return ratio >= AA_TEXT ? [] : [{ token, colour, text, ratio, suggestion: fill }];
  });
}
