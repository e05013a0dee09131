import type { RecordingGap, RecordingGapReason, RecordingPause, RecordingTrackEnd } from '@stageline/contracts';
import { outsidePauses } from './recording-pauses.ts';
import type { SegmentRow, TrackRow } from './recordings.types.ts';

/** Shorter stretches are the jitter of arrival, and nobody hears or sees them. */
const NOTICEABLE_MS = 400;

const reasonOf: Readonly<Record<RecordingTrackEnd, RecordingGapReason | null>> = {
  stopped: null,
  paused: null,
  closed: null,
  'sender-gone': 'sender-gone',
  'media-failed': 'media-failed',
  'writer-failed': 'writer-failed',
  'process-lost': 'server-lost',
  'disk-full': 'disk-full',
};

type Stretch = { readonly fromMs: number; readonly toMs: number };

/**
 * What is missing of what was sent: inside of a track, and between a track that did not end by itself and the next one of the
 * same source. A sender who did not come back has ended; a fault of ours lasts until the end of the recording.
 * @param durationMs of the recording
 * @param pauses of the recording: what is missing there was not to be recorded
 */
export function gapsOf(
  tracks: readonly TrackRow[],
  segments: readonly SegmentRow[],
  durationMs: number,
  pauses: readonly RecordingPause[] = [],
): RecordingGap[] {
  const gaps: RecordingGap[] = [];
  const add = (fromMs: number, toMs: number, reason: RecordingGapReason) => {
    const whole = { fromMs: Math.max(0, fromMs), toMs: Math.min(toMs, durationMs), reason };
    gaps.push(...outsidePauses(whole, pauses).filter((gap) => gap.toMs - gap.fromMs >= NOTICEABLE_MS));
  };
  const byTrack = Map.groupBy(segments, ({ trackId }) => trackId);
  const known = tracks.filter(({ startMs, source }) => startMs !== undefined && source !== undefined);
  for (const line of Map.groupBy(known, ({ identity, source }) => `${identity} ${source}`).values()) {
    const inOrder = line.toSorted((a, b) => a.startMs! - b.startMs!);
    inOrder.forEach((track, position) => {
      const own = (byTrack.get(track._id) ?? []).toSorted((a, b) => a.index - b.index);
      for (const { fromMs, toMs } of lostInside(own)) add(fromMs, toMs, 'segment-lost');
      const reason = track.endReason === undefined ? 'server-lost' : reasonOf[track.endReason];
      if (reason === null) return;
      const last = own.at(-1);
      const endMs = last === undefined ? track.startMs! : last.startMs + last.durationMs;
      const next = inOrder[position + 1];
      if (next !== undefined) add(endMs, next.startMs!, reason);
      else add(endMs, reason === 'sender-gone' ? (track.endMs ?? endMs) : durationMs, reason);
    });
  }
  return gaps.toSorted((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs);
}

/** Where an index is skipped; a sender that paused leaves a stretch without a segment, but none without a number. */
function lostInside(inOrder: readonly SegmentRow[]): Stretch[] {
  return inOrder.flatMap((segment, position) => {
    const before = inOrder[position - 1];
    if ((before?.index ?? -1) + 1 === segment.index) return [];
    const fromMs = before === undefined ? 0 : before.startMs + before.durationMs;
    return [{ fromMs, toMs: segment.startMs }];
  });
}
