import type { Piece, Tile } from './scene-plan.ts';
import type { RecordedSegment } from './replays.types.ts';

/** One quality of a replay. */
export interface Rendition {
  /** Letters and digits: part of file names. */
  readonly name: string;
  /** Even numbers. */
  readonly width: number;
  readonly height: number;
  /** What the picture may take at most, in kilobits per second. */
  readonly videoKbps: number;
  readonly audioKbps: number;
  /** The level of H.264 in tenths, 31 for 3.1. */
  readonly level: number;
}

/** The best one first: the others are made from its picture. */
export const RENDITIONS: readonly Rendition[] = [
  { name: '720p', width: 1280, height: 720, videoKbps: 2500, audioKbps: 128, level: 31 },
  { name: '360p', width: 640, height: 360, videoKbps: 700, audioKbps: 96, level: 30 },
];

export const FRAME_RATE = 30;
export const SEGMENT_SECONDS = 6;
const CARD = '0x111318';
const SAMPLE_RATE = 48_000;

/** A file of a track that is there, with where it lies in the recording. */
export interface SegmentFile extends RecordedSegment {
  readonly file: string;
}
/** The files of one track for one piece, in their order; at least one. */
export interface TrackInput {
  readonly trackId: string;
  /** Path of the list that `concatList` makes. */
  readonly list: string;
  readonly firstStartMs: number;
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);
const even = (pixels: number): number => Math.max(2, Math.round(pixels / 2) * 2);

/** The files of a track one after the other, each where it lies in the recording: what is missing between two stays open. */
export function concatList(files: readonly SegmentFile[]): string {
  const lines = files.map(({ file, startMs, durationMs }, at) => {
    const untilNext = (files[at + 1]?.startMs ?? startMs + durationMs) - startMs;
    return `file '${file.replaceAll("'", String.raw`'\''`)}'\nduration ${seconds(Math.max(1, untilNext))}\n`;
  });
  return `ffconcat version 1.0\n${lines.join('')}`;
}

/** Pieces one after the other. */
export const pieceList = (pieces: readonly { readonly file: string; readonly durationMs: number }[]): string =>
  `ffconcat version 1.0\n${pieces.map(({ file, durationMs }) => `file '${file}'\nduration ${seconds(durationMs)}\n`).join('')}`;

/** What ffmpeg is asked to make one piece: each rendition's picture, and the sound without loss. */
export function pieceArguments(
  piece: Piece,
  inputs: readonly TrackInput[],
  renditions: readonly Rendition[],
  folder: string,
): string[] {
  const indexOf = new Map(inputs.map(({ trackId }, index) => [trackId, index]));
  const duration = seconds(piece.durationMs);
  // A size that changes half-way would begin the whole graph anew; the filters that see it first take it as it comes.
  const sources = inputs.flatMap(({ list, trackId }) => [
    ...(piece.tiles.some((tile) => tile.trackId === trackId) ? ['-reinit_filter', '0'] : []),
    ...['-err_detect', 'ignore_err', '-fflags', '+genpts+discardcorrupt', '-f', 'concat', '-safe', '0', '-i', list],
  ]);
  const shiftOf = (trackId: string) => {
    const { firstStartMs } = inputs[indexOf.get(trackId)!]!;
    return seconds(firstStartMs - piece.recordedFromMs);
  };
  const picture = pictureGraph(piece, renditions, indexOf, shiftOf);
  const sound = soundGraph(piece, indexOf, shiftOf);
  return [
    ...sources,
    '-filter_complex',
    [...picture, ...sound].join(';'),
    ...renditions.flatMap((rendition, at) => [
      ...['-map', `[v${at}]`, ...videoCodec(rendition), '-force_key_frames', keyFrames(piece), '-t', duration],
      `${folder}/${rendition.name}.mkv`,
    ]),
    ...['-map', '[a]', '-c:a', 'flac', '-t', duration, `${folder}/audio.mkv`],
  ];
}

function pictureGraph(
  { tiles, durationMs }: Piece,
  renditions: readonly Rendition[],
  indexOf: ReadonlyMap<string, number>,
  shiftOf: (trackId: string) => string,
): string[] {
  const best = renditions[0]!;
  const shown = tiles.filter(({ trackId }) => indexOf.has(trackId));
  const base = `color=c=${CARD}:s=${best.width}x${best.height}:r=${FRAME_RATE}:d=${seconds(durationMs)}[b0]`;
  const layers = shown.flatMap((tile, at) => {
    const { x, y, width, height } = pixelsOf(tile, best);
    const fit = `scale=w=${width}:h=${height}:force_original_aspect_ratio=decrease:force_divisible_by=2:eval=frame`;
    const pad = `pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2:color=${CARD}:eval=frame`;
    const time = `setpts=PTS+(${shiftOf(tile.trackId)})/TB,fps=${FRAME_RATE}:start_time=0`;
    return [
      `[${indexOf.get(tile.trackId)}:v]${fit},${pad},setsar=1,format=yuv420p,${time}[t${at}]`,
      // The last picture stays where a track ends early.
      `[b${at}][t${at}]overlay=${x}:${y}:eof_action=repeat[b${at + 1}]`,
    ];
  });
  const copies = renditions.map((_rendition, at) => `[c${at}]`).join('');
  return [
    base,
    ...layers,
    `[b${shown.length}]format=yuv420p,split=${renditions.length}${copies}`,
    ...renditions.map(({ width, height }, at) => `[c${at}]${at === 0 ? 'null' : `scale=${width}:${height}`}[v${at}]`),
  ];
}

function pixelsOf(tile: Tile, { width, height }: Rendition) {
  const size = {
    width: Math.min(width, even(tile.width * width)),
    height: Math.min(height, even(tile.height * height)),
  };
  const place = (share: number, whole: number, own: number) =>
    Math.max(0, Math.min(whole - own, Math.round((share * whole) / 2) * 2));
  return { ...size, x: place(tile.x, width, size.width), y: place(tile.y, height, size.height) };
}

function soundGraph(
  { audio, durationMs }: Piece,
  indexOf: ReadonlyMap<string, number>,
  shiftOf: (trackId: string) => string,
): string[] {
  const heard = audio.filter((trackId) => indexOf.has(trackId));
  // One format for all pieces: a list of files is read as its first one begins.
  const format = `aformat=sample_fmts=s16:sample_rates=${SAMPLE_RATE}:channel_layouts=stereo`;
  const end = `apad,atrim=end=${seconds(durationMs)},${format}`;
  if (heard.length === 0) return [`anullsrc=r=${SAMPLE_RATE}:cl=stereo,${end}[a]`];
  const parts = heard.map((trackId, at) => {
    // First the silence between two segments, then the way to where the piece begins: before it is cut, after it is filled.
    const filled = `aresample=${SAMPLE_RATE}:async=1,aformat=sample_fmts=fltp:channel_layouts=stereo`;
    const time = `asetpts=PTS+(${shiftOf(trackId)})/TB,aresample=${SAMPLE_RATE}:async=1:first_pts=0`;
    return `[${indexOf.get(trackId)}:a]${filled},${time}[s${at}]`;
  });
  const all = heard.map((_trackId, at) => `[s${at}]`).join('');
  const mix =
    heard.length === 1 ? '' : `amix=inputs=${heard.length}:duration=longest:dropout_transition=0:normalize=0,`;
  return [...parts, `${all}${mix}alimiter=limit=0.95,${end}[a]`];
}

/** Where segments of the playlist begin, and where the piece does. */
function keyFrames({ mediaFromMs, durationMs }: Piece): string {
  const stepMs = SEGMENT_SECONDS * 1000;
  const times: string[] = ['0'];
  for (let at = Math.ceil(mediaFromMs / stepMs) * stepMs; at < mediaFromMs + durationMs; at += stepMs)
    if (at > mediaFromMs) times.push(seconds(at - mediaFromMs));
  return times.join(',');
}

/** The same for every piece, so that they can be joined without coding them again; no B-frames for the same reason. */
const videoCodec = ({ videoKbps, level }: Rendition): string[] => [
  ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-level:v', String(level), '-pix_fmt', 'yuv420p'],
  ...['-crf', '23', '-maxrate', `${videoKbps}k`, '-bufsize', `${videoKbps * 2}k`, '-bf', '0'],
  ...['-g', String(FRAME_RATE * SEGMENT_SECONDS), '-r', String(FRAME_RATE)],
];

/** What ffmpeg is asked to join the pieces of one rendition to a playlist with its segments. */
export const packageArguments = (
  { name, audioKbps }: Rendition,
  lists: { readonly video: string; readonly audio: string },
  folder: string,
): string[] => [
  ...['-f', 'concat', '-safe', '0', '-i', lists.video, '-f', 'concat', '-safe', '0', '-i', lists.audio],
  ...['-map', '0:v', '-map', '1:a', '-c:v', 'copy', '-c:a', 'aac', '-b:a', `${audioKbps}k`, '-af', 'aresample=async=1'],
  ...['-f', 'hls', '-hls_time', String(SEGMENT_SECONDS), '-hls_playlist_type', 'vod', '-hls_segment_type', 'fmp4'],
  ...['-hls_flags', 'independent_segments', '-hls_fmp4_init_filename', `${name}-init.mp4`],
  ...['-hls_segment_filename', `${folder}/${name}-%05d.m4s`, `${folder}/${name}.m3u8`],
];
