import type { RecordingGap, RecordingPause } from '@stageline/contracts';
import type { RecordingRow, SegmentRow } from './recordings.types.ts';

/** So far the clocks of two machines may differ: what begins this soon before a resume came of it. */
const CLOCKS_DIFFER_MS = 1000;

/** Those of a recording; one from before there were pauses has none. */
export const pausesOf = ({ pauses }: Pick<RecordingRow, 'pauses'>): readonly RecordingPause[] => pauses ?? [];

/** The one that lasts. */
export const openPause = (row: Pick<RecordingRow, 'pauses'>): RecordingPause | null =>
  pausesOf(row).find(({ toMs }) => toMs === null) ?? null;

const endOf = ({ toMs }: RecordingPause): number => toMs ?? Number.POSITIVE_INFINITY;

/** How long those that are over lasted together. */
export const pausedMs = (pauses: readonly RecordingPause[]): number =>
  pauses.reduce((sum, { fromMs, toMs }) => sum + (toMs === null ? 0 : toMs - fromMs), 0);

/** Whether it was paused when it was stopped. */
export const stoppedInPause = (row: Pick<RecordingRow, 'pauses' | 'durationMs'>): boolean =>
  row.durationMs !== null && pausesOf(row).at(-1)?.toMs === row.durationMs;

/**
 * What of a segment may be kept: it ends where a pause begins, and is nothing where it began in one. The media server sees to
 * that itself as soon as it knows of the pause; this is for what it had brought before.
 * @returns its length, null for nothing
 */
export function keptMs(
  { index, startMs, durationMs }: Pick<SegmentRow, 'index' | 'startMs' | 'durationMs'>,
  pauses: readonly RecordingPause[],
): number | null {
  let kept = durationMs;
  for (const pause of pauses) {
    if (startMs < pause.fromMs) kept = Math.min(kept, pause.fromMs - startMs);
    else if (startMs < endOf(pause)) {
      const isOfResume = index === 0 && pause.toMs !== null && startMs >= pause.toMs - CLOCKS_DIFFER_MS;
      if (!isOfResume) return null;
    }
  }
  return kept;
}

/** What may be kept of segments: those of which something is left, as long as that is. */
export const keptSegments = <T extends SegmentRow>(segments: readonly T[], pauses: readonly RecordingPause[]): T[] =>
  pauses.length === 0
    ? [...segments]
    : segments.flatMap((segment) => {
        const durationMs = keptMs(segment, pauses);
        return durationMs === null ? [] : [durationMs === segment.durationMs ? segment : { ...segment, durationMs }];
      });

/** What is left of a gap outside of the pauses, which are no fault. */
export function outsidePauses(gap: RecordingGap, pauses: readonly RecordingPause[]): RecordingGap[] {
  const left: RecordingGap[] = [];
  let { fromMs } = gap;
  for (const pause of pauses) {
    if (endOf(pause) <= fromMs || pause.fromMs >= gap.toMs) continue;
    if (pause.fromMs > fromMs) left.push({ ...gap, fromMs, toMs: pause.fromMs });
    fromMs = endOf(pause);
  }
  return fromMs < gap.toMs ? [...left, { ...gap, fromMs }] : left;
}
