import { createMediaTimeline, gridUp, type MediaTimeline, type Stretch } from './media-timeline.ts';
import type { KeptSpan, RecordedSegment, RecordedTrack, RecordedTracks } from './replays.types.ts';

/** A part of the picture, as shares of its width and height. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface Tile extends Rect {
  readonly trackId: string;
}

/** A part of the replay that is made in one go: its layout does not change. */
export interface Piece {
  readonly index: number;
  readonly mediaFromMs: number;
  readonly durationMs: number;
  readonly recordedFromMs: number;
  /** Nobody is seen where there is none: a quiet card. */
  readonly tiles: readonly Tile[];
  /** Tracks that are heard. */
  readonly audio: readonly string[];
}

/** Pieces are this long at most: a multiple of the segments of a playlist, so that each of these begins where one should. */
export const PIECE_MS = 60_000;
/** A picture that is missing for less than this keeps its place: nobody wants a layout that flickers. */
const STEADY_MS = 600;
/** Segments of one track that lie this close belong together. */
const TOGETHER_MS = 400;
/** What was there when a pause began is there again so soon after it. */
const GOES_ON_MS = 5000;
const MOST_TILES = 9;
const MOST_BESIDE_SCREEN = 3;
/** Between pictures, as a share of the width. */
const MARGIN = 0.0125;

const endOf = ({ startMs, durationMs }: RecordedSegment): number => startMs + durationMs;

/** When a track is there, on the grid. */
function runsOf(track: RecordedTrack): Stretch[] {
  const runs: { fromMs: number; toMs: number }[] = [];
  for (const segment of track.segments.toSorted((a, b) => a.startMs - b.startMs)) {
    const last = runs.at(-1);
    if (last !== undefined && segment.startMs - last.toMs <= TOGETHER_MS)
      last.toMs = Math.max(last.toMs, endOf(segment));
    else runs.push({ fromMs: segment.startMs, toMs: endOf(segment) });
  }
  return runs.map(({ fromMs, toMs }) => ({ fromMs: gridUp(fromMs), toMs: gridUp(toMs) }));
}

interface Available {
  readonly track: RecordedTrack;
  readonly runs: readonly Stretch[];
}
const isThere = ({ runs }: Available, atMs: number): boolean =>
  runs.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);

/** Hosts before guests, and whoever came first before who came later. */
const byRank = (a: Available, b: Available): number =>
  Number(b.track.fromHost) - Number(a.track.fromHost) ||
  (a.runs[0]?.fromMs ?? 0) - (b.runs[0]?.fromMs ?? 0) ||
  (a.track.trackId < b.track.trackId ? -1 : 1);

/** A screen large with the speakers beside it, or else the speakers alone. */
export function layoutOf(screen: string | null, cameras: readonly string[]): Tile[] {
  if (screen === null) return gridOf(cameras.slice(0, MOST_TILES));
  if (cameras.length === 0) return [{ trackId: screen, x: 0, y: 0, width: 1, height: 1 }];
  const beside = cameras.slice(0, MOST_BESIDE_SCREEN);
  const width = 0.24;
  const top = (1 - beside.length * width - (beside.length - 1) * 2 * MARGIN) / 2;
  return [
    { trackId: screen, x: 0, y: 0, width: 1 - width - MARGIN, height: 1 },
    ...beside.map((trackId, at) => ({
      trackId,
      x: 1 - width,
      y: top + at * (width + 2 * MARGIN),
      width,
      height: width,
    })),
  ];
}

function gridOf(cameras: readonly string[]): Tile[] {
  if (cameras.length === 0) return [];
  const columns = cameras.length === 1 ? 1 : cameras.length <= 4 ? 2 : 3;
  const rows = Math.ceil(cameras.length / columns);
  // Each picture is as wide in proportion as the whole, so that shares of width and height are the same.
  const size = Math.min(1, (1 - (columns - 1) * MARGIN) / columns);
  const gap = columns === 1 ? 0 : (1 - columns * size) / (columns - 1);
  const top = (1 - rows * size - (rows - 1) * gap) / 2;
  return cameras.map((trackId, at) => {
    const row = Math.floor(at / columns);
    const inRow = Math.min(columns, cameras.length - row * columns);
    const left = (1 - inRow * size - (inRow - 1) * gap) / 2;
    const column = at - row * columns;
    return { trackId, x: left + column * (size + gap), y: top + row * (size + gap), width: size, height: size };
  });
}

interface Scene {
  readonly fromMs: number;
  toMs: number;
  readonly key: string;
  readonly tiles: readonly Tile[];
}

/** What is seen in one stretch of the recording, change by change. */
function scenesOf({ recordedFromMs, recordedToMs }: KeptSpan, videos: readonly Available[]): Scene[] {
  const bounds = new Set([recordedFromMs]);
  for (const { runs } of videos)
    for (const at of runs.flatMap(({ fromMs, toMs }) => [fromMs, toMs]))
      if (at > recordedFromMs && at < recordedToMs) bounds.add(at);
  const scenes: Scene[] = [];
  const starts = [...bounds].sort((a, b) => a - b);
  for (const [index, fromMs] of starts.entries()) {
    const toMs = starts[index + 1] ?? recordedToMs;
    const there = videos.filter((video) => isThere(video, fromMs));
    const screen = there.find(({ track }) => track.source === 'screen')?.track.trackId ?? null;
    const cameras = there.filter(({ track }) => track.source === 'camera').map(({ track }) => track.trackId);
    const tiles = layoutOf(screen, cameras);
    const key = JSON.stringify(tiles);
    const last = scenes.at(-1);
    const joins = last !== undefined && (last.key === key || toMs - fromMs < STEADY_MS);
    if (joins) last.toMs = toMs;
    else scenes.push({ fromMs, toMs, key, tiles });
  }
  // What flickers at the very beginning has nothing before it to join.
  const [first, second] = scenes;
  if (first !== undefined && second !== undefined && first.toMs - first.fromMs < STEADY_MS)
    scenes.splice(0, 2, { ...second, fromMs: first.fromMs });
  return scenes;
}

/** What of a recording is shown, and when. */
export const timelineOf = ({ recording, tracks }: RecordedTracks): MediaTimeline =>
  createMediaTimeline(recording.durationMs, recording.gaps, tracks.flatMap(runsOf), recording.pauses);

/** When a screen began to be shown, each time; one that goes on after a pause of the recording does not begin there. */
export function screenStarts(tracks: readonly RecordedTrack[], pauses: readonly Stretch[] = []): number[] {
  const screens = tracks.filter(({ source, kind }) => source === 'screen' && kind === 'video').flatMap(runsOf);
  const goesOn = ({ fromMs }: Stretch) =>
    pauses.some(
      (pause) =>
        fromMs >= pause.toMs &&
        fromMs < pause.toMs + GOES_ON_MS &&
        screens.some((before) => before.fromMs < pause.fromMs && before.toMs > pause.fromMs - GOES_ON_MS),
    );
  return screens
    .filter((screen) => !goesOn(screen))
    .map(({ fromMs }) => fromMs)
    .sort((a, b) => a - b);
}

/** Cuts the timeline into pieces, each with who is seen and heard in it. */
export function planPieces(timeline: MediaTimeline, tracks: readonly RecordedTrack[]): Piece[] {
  const available = tracks.map((track) => ({ track, runs: runsOf(track) })).filter(({ runs }) => runs.length > 0);
  const videos = available.filter(({ track }) => track.kind === 'video').sort(byRank);
  const sounds = available.filter(({ track }) => track.kind === 'audio').sort(byRank);
  const pieces: Piece[] = [];
  for (const span of timeline.spans) {
    for (const scene of scenesOf(span, videos)) {
      const shift = span.mediaFromMs - span.recordedFromMs;
      const endMs = scene.toMs + shift;
      for (let mediaFromMs = scene.fromMs + shift; mediaFromMs < endMs;) {
        const untilMs = Math.min(endMs, (Math.floor(mediaFromMs / PIECE_MS) + 1) * PIECE_MS);
        const [recordedFromMs, recordedToMs] = [mediaFromMs - shift, untilMs - shift];
        const audio = sounds
          .filter(({ runs }) => runs.some(({ fromMs, toMs }) => fromMs < recordedToMs && toMs > recordedFromMs))
          .map(({ track }) => track.trackId);
        const durationMs = untilMs - mediaFromMs;
        pieces.push({ index: pieces.length, mediaFromMs, durationMs, recordedFromMs, tiles: scene.tiles, audio });
        mediaFromMs = untilMs;
      }
    }
  }
  return pieces;
}

/** The segments of a track that a piece needs, in their order. */
export const segmentsIn = (track: RecordedTrack, { recordedFromMs, durationMs }: Piece): RecordedSegment[] =>
  track.segments
    .filter((segment) => endOf(segment) > recordedFromMs && segment.startMs < recordedFromMs + durationMs)
    .toSorted((a, b) => a.startMs - b.startMs);
