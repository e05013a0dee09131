import { describe, expect, it } from '@jest/globals';
import { cutSpeech } from './speech-cut.ts';

const RATE = 16_000;
const rules = { sampleRate: RATE, longestMs: 12_000 };

/** A voice, as loud as given in each stretch of milliseconds, over the noise of a room. */
function sound(stretches: readonly (readonly [ms: number, loudness: number])[], noise = 20): Int16Array {
  const samples: number[] = [];
  for (const [ms, loudness] of stretches)
    for (let at = 0; at < (ms * RATE) / 1000; at += 1)
      // Without chance: every run hears the same.
      samples.push(Math.sin(at * 0.09) * loudness + Math.sin(at * 2.3) * noise);
  return Int16Array.from(samples);
}
const cut = (samples: Int16Array, isOver = false) => {
  const { end, isSpoken } = cutSpeech(samples, { ...rules, isOver });
  return [Math.round((end * 1000) / RATE), isSpoken] as const;
};

describe('cutting speech', () => {
  it('G-01 cuts in the last pause, and leaves what comes after it', () => {
    const [end, isSpoken] = cut(
      sound([
        [900, 4000],
        [400, 0],
        [1200, 4000],
        [500, 0],
        [1000, 4000],
      ]),
    );
    expect(isSpoken).toBe(true);
    expect(end).toBeGreaterThan(2500 + 100);
    expect(end).toBeLessThan(3000 - 100);
  });

  it('G-01 never cuts where a word only closes its lips', () => {
    expect(
      cut(
        sound([
          [800, 4000],
          [150, 0],
          [900, 4000],
        ]),
      ),
    ).toEqual([0, false]);
  });

  it('G-01 hears all of what ends in a pause, and of what is silent', () => {
    expect(
      cut(
        sound([
          [800, 4000],
          [300, 0],
        ]),
      ),
    ).toEqual([1100, true]);
    expect(cut(sound([[4000, 0]]))).toEqual([4000, false]);
    expect(
      cut(
        sound([
          [400, 0],
          [60, 4000],
          [3000, 0],
        ]),
      ),
    ).toEqual([3460, false]);
  });

  it('G-01 waits for the end of words that begin after silence', () => {
    expect(
      cut(
        sound([
          [2000, 0],
          [1500, 4000],
        ]),
      ),
    ).toEqual([0, false]);
  });

  it('G-01 finds a pause over the noise of a room', () => {
    const [end, isSpoken] = cut(
      sound(
        [
          [1500, 6000],
          [600, 0],
          [1500, 6000],
        ],
        500,
      ),
    );
    expect([isSpoken, end > 1500 && end < 2100]).toEqual([true, true]);
  });

  it('G-01 of somebody who never pauses, nothing waits for longer than the bound: cut at the quietest place', () => {
    const [end, isSpoken] = cut(
      sound([
        [9000, 4000],
        [100, 300],
        [3000, 4000],
      ]),
    );
    expect(isSpoken).toBe(true);
    expect(end).toBeGreaterThan(8900);
    expect(end).toBeLessThan(9200);
    expect(cut(sound([[11_900, 4000]]))).toEqual([0, false]);
  });

  it('G-01 hears to the end where nothing comes any more', () => {
    const half = sound([
      [2000, 0],
      [1500, 4000],
    ]);
    expect(cut(half, true)).toEqual([3500, true]);
    expect(cut(sound([[2000, 0]]), true)).toEqual([2000, false]);
  });

  it('holds for no sound at all', () => {
    expect(cut(new Int16Array(0))).toEqual([0, false]);
    expect(cut(new Int16Array(10))).toEqual([0, false]);
  });
});
