import { describe, expect, it } from '@jest/globals';
import { rankTimes } from './here.ts';

const MINUTE = 60_000;
const now = Date.parse('2031-05-01T18:00:00Z');
const slot = (minutes: number, ...hosts: string[]) => ({ at: now + minutes * MINUTE, hosts });
const ranked = (open: ReturnType<typeof slot>[], ...online: string[]) =>
  rankTimes(open, new Set(online), now).map(({ startsAt, isSoon }) => [(Date.parse(startsAt) - now) / MINUTE, isSoon]);

describe('times that are offered first', () => {
  const open = [slot(5, 'ada'), slot(10, 'ben'), slot(60, 'ben'), slot(90, 'ada'), slot(180, 'ben'), slot(300, 'ben')];

  it('E-01 puts those first that somebody takes who is here, as long as they can be thought to stay', () => {
    expect(ranked(open, 'ben')).toEqual([
      [10, true],
      [60, false],
      [5, false],
      [90, false],
    ]);
  });

  it('E-01 is the order of time where nobody is here, and nothing is said to begin soon', () => {
    expect(ranked(open)).toEqual([
      [5, false],
      [10, false],
      [60, false],
      [90, false],
    ]);
    expect(ranked([slot(15, 'ada'), slot(16, 'ada')], 'ada')).toEqual([
      [15, true],
      [16, false],
    ]);
  });
});
