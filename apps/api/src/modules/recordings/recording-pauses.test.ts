import { describe, expect, it } from '@jest/globals';
import { newId } from '@stageline/platform';
import { gapsOf } from './recording-gaps.ts';
import { keptMs, keptSegments } from './recording-pauses.ts';
import type { SegmentRow, TrackRow } from './recordings.types.ts';

const segment = (trackId: SegmentRow['trackId'], index: number, startMs: number, durationMs = 4000): SegmentRow => ({
  trackId,
  index,
  startMs,
  durationMs,
  storageKey: `${trackId}.${index}`,
  bytes: 1000,
});
const track = (endReason: NonNullable<TrackRow['endReason']>, startMs: number, endMs: number): TrackRow => ({
  _id: newId('trk'),
  nodeId: 'sfu-1',
  identity: 'mem_1' as NonNullable<TrackRow['identity']>,
  source: 'microphone',
  startMs,
  endMs,
  endReason,
});

describe('pauses of a recording', () => {
  const pauses = [
    { fromMs: 10_000, toMs: 30_000 },
    { fromMs: 50_000, toMs: null },
  ];
  const at = (index: number, startMs: number, durationMs = 4000) => keptMs({ index, startMs, durationMs }, pauses);

  it('G-03 nothing is kept from the instant of a pause on, whatever a media server brings', () => {
    expect([at(0, 0), at(1, 6000), at(1, 8500), at(1, 9999)]).toEqual([4000, 4000, 1500, 1]);
    expect([at(2, 10_000), at(3, 20_000), at(4, 28_500)]).toEqual([null, null, null]);
    expect([at(7, 30_000), at(8, 48_000), at(9, 50_000), at(0, 90_000)]).toEqual([4000, 2000, null, null]);
    // One that is longer than the pause ends where it begins.
    expect(at(1, 9000, 60_000)).toBe(1000);
  });

  it('C-12 what began with the resume is kept, though the clock of the media server is a little slow', () => {
    expect(at(0, 29_800)).toBe(4000);
    expect(at(1, 29_800)).toBeNull();
    expect(at(0, 28_000)).toBeNull();
  });

  it('C-12 leaves segments as they are where nothing was paused, also empty ones', () => {
    const segments = [segment(newId('trk'), 0, 0, 0), segment(newId('trk'), 0, 500)];
    expect(keptSegments(segments, [])).toEqual(segments);
    expect(keptSegments(segments, pauses)).toEqual(segments);
  });

  it('C-12 a pause is no gap, and a fault before it is one up to the pause and from its end on', () => {
    const [before, after] = [track('writer-failed', 0, 9000), track('stopped', 33_000, 40_000)];
    const segments = [segment(before._id, 0, 0), segment(after._id, 0, 33_000)];
    const closed = [pauses[0]!];
    expect(gapsOf([before, after], segments, 40_000, closed)).toEqual([
      { fromMs: 4000, toMs: 10_000, reason: 'writer-failed' },
      { fromMs: 30_000, toMs: 33_000, reason: 'writer-failed' },
    ]);
    const [paused, again] = [track('paused', 0, 10_000), track('stopped', 30_100, 40_000)];
    const whole = [segment(paused._id, 0, 0, 10_000), segment(again._id, 0, 30_100, 9900)];
    expect(gapsOf([paused, again], whole, 40_000, closed)).toEqual([]);
  });
});
