/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { slugOf } from './slug-of.ts';
import { strengthOf } from './password-strength.ts';

describe('slugOf', () => {
  it.each([
    ['Kevin Gardner', 'kevin-gardner'],
    ['  Zoë & Söhne  ', 'zoe-sohne'],
    ['Straße 7', 'strasse-7'],
    ['--', ''],
    ['محمد', ''],
    ['x'.repeat(80), 'x'.repeat(63)],
  ])('A-02 makes an address of "%s"', (name, slug) => expect(slugOf(name)).toBe(slug));
});

describe('strengthOf', () => {
  it.each([
    ['short', 0],
    ['aaaaaaaaaaaa', 1],
    ['password12345', 1],
    ['plum-river42', 2],
    ['four words in a row', 3],
  ] as const)('rates %s', (password, strength) => expect(strengthOf(password)).toBe(strength));
});
