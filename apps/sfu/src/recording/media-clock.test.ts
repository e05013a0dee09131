import { describe, expect, it } from '@jest/globals';
import { MediaClock } from './media-clock.ts';

describe('a media clock', () => {
  /** Segments of four seconds by a sender's clock that runs `ppm` fast, told of with a delay that varies. */
  function run(ppm: number, segments: number): number {
    const anchorMs = 1_000_000;
    const clock = new MediaClock(anchorMs);
    let worst = 0;
    for (let index = 0; index < segments; index += 1) {
      const offsetMs = index * 4000;
      const happenedMs = anchorMs + offsetMs / (1 + ppm / 1e6);
      worst = Math.max(worst, Math.abs(clock.at(offsetMs) - happenedMs));
      clock.observe(offsetMs + 4000, anchorMs + (offsetMs + 4000) / (1 + ppm / 1e6) + 30 + ((index * 37) % 11));
    }
    return worst;
  }

  it('C-12 places a track within a frame after three hours, whatever its sender takes for a second', () => {
    for (const ppm of [-100, 0, 100]) expect(run(ppm, 2700)).toBeLessThan(40);
  });

  it('C-12 takes a pause, after which a segment is told of late, for no drift', () => {
    const clock = new MediaClock(0);
    for (let index = 1; index <= 40; index += 1)
      clock.observe(index * 4000, index * 4000 + (index === 30 ? 300_000 : 20));
    expect(clock.at(164_000)).toBe(164_000);
  });
});
