/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Theme } from '@stageline/contracts';
import { brandPalette, contrastOf, hexOf, oklchOf, type Mode } from '@stageline/domain';
import { brandStyle } from './brand-style.ts';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
const theme = fc.record({
  primaryColor: colour,
  secondaryColor: colour,
  typePairing: fc.constantFrom('modern' as const, 'editorial' as const, 'friendly' as const),
});
const modes: readonly Mode[] = ['light', 'dark'];

/** What is written on what, and the contrast that WCAG 2.2 AA asks for. */
const pairs: readonly (readonly [text: string, ground: string, ratio: number])[] = [
  ['on-primary', 'primary', 4.5],
  ['on-accent', 'accent', 4.5],
  ['text', 'surface', 7],
  ['text', 'raised', 7],
  ['text', 'muted', 7],
  ['text-muted', 'surface', 4.5],
  ['text-muted', 'raised', 4.5],
  ['text-muted', 'muted', 4.5],
  ['text-muted', 'primary-wash', 4.5],
  ['text-muted', 'accent-wash', 4.5],
  ['text', 'primary-tint', 4.5],
  ['primary-text', 'surface', 4.5],
  ['primary-text', 'raised', 4.5],
  ['primary-text', 'muted', 4.5],
  ['primary-text', 'primary-tint', 4.5],
  ['primary-text', 'primary-wash', 4.5],
  ['accent-text', 'surface', 4.5],
  ['accent-text', 'accent-tint', 4.5],
  ['ring', 'surface', 3],
  ['control', 'raised', 3],
];

const expectReadable = (site: Theme): void => {
  for (const mode of modes) {
    const palette = brandPalette(site, mode);
    for (const [text, ground, ratio] of pairs) {
      const contrast = contrastOf(palette[text]!, palette[ground]!);
      if (contrast < ratio)
        throw new Error(
          `${mode}: ${text} ${palette[text]} on ${ground} ${palette[ground]} is ${contrast.toFixed(2)}, not ${ratio}`,
        );
    }
    expect(contrastOf(palette['primary-hover']!, palette['on-primary']!)).toBeGreaterThanOrEqual(4.5);
  }
};

describe('brandPalette', () => {
  it('is readable with any two legal colours, in both modes', () => {
    fc.assert(fc.property(theme, expectReadable), { numRuns: 400 });
  });
  it.each(['#000000', '#ffffff', '#ffff00', '#0000ff', '#ff0000', '#00ff00', '#767676', '#fde68a', '#14213d'])(
    'is readable with %s',
    (primaryColor) => {
      expectReadable({ primaryColor, secondaryColor: primaryColor, typePairing: 'modern' });
    },
  );
  it('leaves a colour that carries white as it is', () => {
    expect(
      brandPalette({ primaryColor: '#1d4ed8', secondaryColor: '#f59e0b', typePairing: 'modern' }, 'light')['primary'],
    ).toBe('#1d4ed8');
  });
  it('keeps a pale colour as the fill and gives it an edge', () => {
    const palette = brandPalette(
      { primaryColor: '#fde68a', secondaryColor: '#f59e0b', typePairing: 'modern' },
      'light',
    );
    expect(palette['primary']).toBe('#fde68a');
    expect(contrastOf(palette['primary-edge']!, palette['raised']!)).toBeGreaterThanOrEqual(3);
  });
  it('lifts a dark colour off a dark page', () => {
    const palette = brandPalette({ primaryColor: '#0b1020', secondaryColor: '#f59e0b', typePairing: 'modern' }, 'dark');
    expect(contrastOf(palette['primary']!, palette['raised']!)).toBeGreaterThanOrEqual(2);
  });
});

describe('brandStyle', () => {
  it('declares the same variables in light and dark', () => {
    const css = brandStyle({ primaryColor: '#3b82f6', secondaryColor: '#f59e0b', typePairing: 'modern' });
    const names = [...css.matchAll(/--brand-([\w-]+):/g)].map((match) => match[1]);
    for (const name of Object.keys(
      brandPalette({ primaryColor: '#3b82f6', secondaryColor: '#f59e0b', typePairing: 'modern' }, 'light'),
    )) {
      expect(names.filter((found) => found === name)).toHaveLength(3);
    }
  });
  it.each(['red', '#fff', '#12345g', '#123456;}</style>'])('refuses %s', (primaryColor) => {
    expect(() => brandStyle({ primaryColor, secondaryColor: '#000000', typePairing: 'modern' })).toThrow(RangeError);
  });
});

describe('colour', () => {
  it('goes to OKLCH and back', () => {
    fc.assert(
      fc.property(colour, (hex) => {
        const back = hexOf(oklchOf(hex));
        for (const at of [1, 3, 5]) {
          expect(
            Math.abs(Number.parseInt(back.slice(at, at + 2), 16) - Number.parseInt(hex.slice(at, at + 2), 16)),
          ).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
  it('knows the contrast of black on white', () => expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21));
});
