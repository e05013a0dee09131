import { describe, expect, it } from '@jest/globals';
import { clockMs, clockText } from './clock-text.ts';
import { createPlayedRanges } from './played-ranges.ts';

describe('what was played', () => {
  it('G-06 is one stretch while it plays, at any speed; a jump ends it and counts for nothing', () => {
    const played = createPlayedRanges();
    for (const at of [0, 250, 500]) played.at(at, 1);
    played.at(60_000, 1);
    for (const at of [60_500, 62_900]) played.at(at, 2);
    played.at(10_000, 1);
    played.at(10_200, 1);
    expect(played.take()).toEqual([
      { fromMs: 0, toMs: 500 },
      { fromMs: 60_000, toMs: 62_900 },
      { fromMs: 10_000, toMs: 10_200 },
    ]);
    expect(played.take()).toEqual([]);
  });

  it('G-06 loses nothing between two tellings, nor where one fails', () => {
    const played = createPlayedRanges();
    for (const at of [0, 300, 600]) played.at(at, 1);
    const first = played.take();
    played.at(900, 1);
    played.giveBack(first);
    expect(played.take()).toEqual([
      { fromMs: 0, toMs: 600 },
      { fromMs: 600, toMs: 900 },
    ]);
    played.interrupted();
    played.at(1200, 1);
    expect(played.take()).toEqual([]);
  });

  it('C-13 a place is read as it is written', () => {
    for (const [ms, text] of [
      [0, '0:00'],
      [187_000, '3:07'],
      [3_729_000, '1:02:09'],
    ] as const) {
      expect(clockText(ms)).toBe(text);
      expect(clockMs(text)).toBe(ms);
    }
    for (const wrong of ['', '12', '1:99', '1:61:00', 'a:00']) expect(clockMs(wrong)).toBeNull();
  });
});
