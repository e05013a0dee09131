/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { ago, grouped } from './ago.ts';

const at = '2025-12-04T19:00:00.000Z';

describe('ago', () => {
  it.each([
    [-5, 'just now'],
    [59, 'just now'],
    [60, '1 minute ago'],
    [59 * 60, '59 minutes ago'],
    [3600, '1 hour ago'],
    [26 * 3600, '1 day ago'],
    [40 * 86_400, '40 days ago'],
  ])('says after %i seconds "%s"', (seconds, words) => expect(ago(at, Date.parse(at) + seconds * 1000)).toBe(words));
});

describe('grouped', () => {
  it.each([0, 7, 999, 1000, 12_345, 1_234_567])('writes %i as English does', (value) => {
    expect(grouped(value)).toBe(value.toLocaleString('en'));
  });
});
