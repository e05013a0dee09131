import type { CutMark, KeptSpan, RecordingGap, RecordingPause, ReplayRow } from './replays.types.ts';

/**
 * Bounds lie on a grid of 100 ms: three whole frames at 30 per second and 4,800 whole samples at 48 kHz, so that pieces which
 * are made one by one fit together without a remainder.
 */
export const GRID_MS = 100;

export const gridUp = (ms: number): number => Math.ceil(ms / GRID_MS) * GRID_MS;
export const gridDown = (ms: number): number => Math.floor(ms / GRID_MS) * GRID_MS;

/** How the time of a recording becomes the time of its replay: what nobody can see any more is left out, and marked. */
export interface MediaTimeline {
  readonly durationMs: number;
  readonly spans: readonly KeptSpan[];
  readonly cuts: readonly CutMark[];
}

/** A stretch of the recording, in milliseconds since it began. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Stretches in their order; those that touch are one. */
export function joined(stretches: readonly Stretch[]): Stretch[] {
  const result: { fromMs: number; toMs: number }[] = [];
  for (const { fromMs, toMs } of stretches.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = result.at(-1);
    if (last !== undefined && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs);
    else result.push({ fromMs, toMs });
  }
  return result;
}

/** What is left of a stretch without others, which come in their order. */
function without(stretch: Stretch, others: readonly Stretch[]): Stretch[] {
  const left: Stretch[] = [];
  let { fromMs } = stretch;
  for (const other of others) {
    if (other.toMs <= fromMs || other.fromMs >= stretch.toMs) continue;
    if (other.fromMs > fromMs) left.push({ fromMs, toMs: other.fromMs });
    fromMs = other.toMs;
  }
  if (fromMs < stretch.toMs) left.push({ fromMs, toMs: stretch.toMs });
  return left;
}

/** Shorter ones are no loss that anybody notices. */
const LEAST_HOLE_MS = 500;

/** Where a gap leaves nothing at all: one of a single track is filled by the others. */
function holesOf(durationMs: number, gaps: readonly RecordingGap[], covered: readonly Stretch[]): Stretch[] {
  const inside = gaps
    .map(({ fromMs, toMs }) => ({ fromMs: Math.max(0, fromMs), toMs: Math.min(durationMs, toMs) }))
    .filter(({ fromMs, toMs }) => toMs > fromMs);
  const media = joined(covered);
  return joined(inside)
    .flatMap((gap) => without(gap, media))
    .filter(({ fromMs, toMs }) => toMs - fromMs >= LEAST_HOLE_MS);
}

interface Hole extends Stretch {
  readonly reason: NonNullable<CutMark['reason']>;
}

/** What is left out, in its order: what was lost, and every pause, whatever there may be of it. */
function leftOut(lost: readonly Stretch[], pauses: readonly Stretch[]): Hole[] {
  const outside = lost
    .flatMap((hole) => without(hole, pauses))
    .filter(({ fromMs, toMs }) => toMs - fromMs >= LEAST_HOLE_MS);
  return [
    ...outside.map((hole) => ({ ...hole, reason: 'lost' as const })),
    ...pauses.map((pause) => ({ ...pause, reason: 'paused' as const })),
  ].sort((a, b) => a.fromMs - b.fromMs);
}

/**
 * @param durationMs of the whole recording, its gaps and pauses included
 * @param covered where there is something of any track
 * @param pauses in their order
 * @returns a timeline without spans where nothing is left to show
 */
export function createMediaTimeline(
  durationMs: number,
  gaps: readonly RecordingGap[],
  covered: readonly Stretch[],
  pauses: readonly RecordingPause[] = [],
): MediaTimeline {
  const spans: KeptSpan[] = [];
  const cuts: CutMark[] = [];
  let mediaMs = 0;
  let fromMs = 0;
  const keepUntil = (toMs: number) => {
    const [from, to] = [gridUp(fromMs), gridDown(toMs)];
    if (to <= from) return;
    spans.push({ recordedFromMs: from, recordedToMs: to, mediaFromMs: mediaMs });
    mediaMs += to - from;
  };
  const paused = pauses.filter((pause) => pause.toMs > pause.fromMs);
  for (const { reason, ...hole } of leftOut(holesOf(durationMs, gaps, covered), paused)) {
    keepUntil(hole.fromMs);
    cuts.push({ atMs: mediaMs, missingMs: hole.toMs - hole.fromMs, reason });
    fromMs = hole.toMs;
  }
  keepUntil(durationMs);
  return { durationMs: mediaMs, spans, cuts };
}

/** Where a moment of the recording is in the replay; of what was left out, its cut; null before the recording and after it. */
export function mediaTimeOf(spans: readonly KeptSpan[], recordedMs: number): number | null {
  let last: number | null = null;
  if (recordedMs < 0) return null;
  for (const span of spans) {
    if (recordedMs < span.recordedFromMs) return span.mediaFromMs;
    last = span.mediaFromMs + span.recordedToMs - span.recordedFromMs;
    if (recordedMs < span.recordedToMs) return span.mediaFromMs + recordedMs - span.recordedFromMs;
  }
  const end = spans.at(-1)?.recordedToMs ?? 0;
  // What was said in the last moment belongs to it.
  return recordedMs <= end + GRID_MS ? last : null;
}

/** Where something that was written or asked is in the replay: as `mediaTimeOf`, and null for what belongs to a pause (G-03). */
export function shownTimeOf(
  { spans, pauses = [] }: Pick<ReplayRow, 'spans' | 'pauses'>,
  recordedMs: number,
): number | null {
  const isPaused = pauses.some(({ fromMs, toMs }) => fromMs <= recordedMs && recordedMs < toMs);
  return isPaused ? null : mediaTimeOf(spans, recordedMs);
}
