import type { RecordedSegment, RecordedTrack } from '../recordings/index.ts';

/** A stretch of one speaker's sound that is recognised at once. */
export interface SpeechPart {
  /** Unique within the recording, the same whenever it is planned. */
  readonly name: string;
  readonly track: RecordedTrack;
  /** Follow each other without a gap. */
  readonly segments: readonly RecordedSegment[];
  /** Of its first segment. */
  readonly startMs: number;
}

/** What a vendor takes at once, and what is lost of the work when a worker ends. */
const LONGEST_MS = 5 * 60_000;
/** A hole longer than this would shift all that comes after it. */
const TOLERATED_GAP_MS = 250;

/** Cuts what speakers sent into stretches, so that every time in one is an offset from its start. */
export function planSpeech(tracks: readonly RecordedTrack[]): SpeechPart[] {
  return tracks.filter(({ kind }) => kind === 'audio').flatMap(partsOf);
}

function partsOf(track: RecordedTrack): SpeechPart[] {
  const runs: RecordedSegment[][] = [];
  for (const segment of track.segments) {
    const run = runs.at(-1);
    if (run !== undefined && follows(run, segment)) run.push(segment);
    else runs.push([segment]);
  }
  return runs.map((segments) => {
    const { startMs } = segments[0]!;
    return { name: `${track.trackId}.${startMs}`, track, segments, startMs };
  });
}

function follows(run: readonly RecordedSegment[], { startMs, durationMs }: RecordedSegment): boolean {
  const last = run.at(-1)!;
  const gap = startMs - (last.startMs + last.durationMs);
  return Math.abs(gap) <= TOLERATED_GAP_MS && startMs + durationMs - run[0]!.startMs <= LONGEST_MS;
}
