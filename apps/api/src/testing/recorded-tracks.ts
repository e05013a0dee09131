import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { StoragePort } from '@stageline/integrations/storage';
import { readPlaylist, type RecordedTrack } from '../modules/replays/index.ts';

const run = promisify(execFile);

interface Shot {
  readonly trackId: string;
  readonly source: RecordedTrack['source'];
  readonly fromHost?: boolean;
  /** Where in the recording it begins, and for how long it goes on. */
  readonly fromMs: number;
  readonly durationMs: number;
}

/** What a source sends, small: a colour per camera, a higher one for a screen, a tone for a microphone. */
function sourceOf({ source, durationMs }: Shot): string[] {
  const seconds = durationMs / 1000;
  if (source === 'microphone') return ['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:duration=${seconds}`];
  const colour = source === 'screen' ? 'white' : 'red';
  return ['-f', 'lavfi', '-i', `color=c=${colour}:s=320x180:r=30:d=${seconds}`];
}

const CODECS = {
  audio: ['-c:a', 'libopus', '-b:a', '32k'],
  video: [
    '-c:v',
    'libvpx',
    '-b:v',
    '150k',
    '-deadline',
    'realtime',
    '-cpu-used',
    '8',
    '-force_key_frames',
    'expr:gte(t,n_forced*2)',
  ],
};

/** Makes a track of a recording as the sfu leaves it in the store: files of two seconds, nothing but copies of what was sent. */
export async function recordTrack(
  storage: StoragePort,
  pathOf: (file: string) => string,
  shot: Shot,
): Promise<RecordedTrack> {
  const folder = await mkdtemp(path.join(tmpdir(), 'stageline-shot-'));
  const kind = shot.source === 'microphone' ? 'audio' : 'video';
  const segmenter = ['-f', 'segment', '-segment_time', '2', '-reset_timestamps', '1', path.join(folder, '%03d.mkv')];
  await run('ffmpeg', ['-nostdin', '-loglevel', 'error', ...sourceOf(shot), ...CODECS[kind], ...segmenter]);
  const segments: RecordedTrack['segments'][number][] = [];
  for (const [at, name] of (await readdir(folder)).sort().entries()) {
    const bytes = await readFile(path.join(folder, name));
    const storageKey = pathOf(`${shot.trackId}-${name}`);
    await storage.put(storageKey, bytes);
    const durationMs = Math.min(2000, shot.durationMs - at * 2000);
    if (durationMs > 0)
      segments.push({ storageKey, startMs: shot.fromMs + at * 2000, durationMs, bytes: bytes.length });
  }
  await rm(folder, { recursive: true });
  const { trackId, source, fromHost = true } = shot;
  return { trackId, source, kind, fromHost, segments };
}

/** Puts the files of a playlist together, as a player does. @returns a film */
export async function filmOf(playlist: string): Promise<string> {
  const folder = path.dirname(playlist);
  const { files } = readPlaylist(await readFile(playlist, 'utf8'));
  const film = `${playlist}.mp4`;
  await writeFile(film, Buffer.concat(await Promise.all(files.map((file) => readFile(path.join(folder, file))))));
  return film;
}

/** What ffprobe says of a file or a playlist, as JSON. */
export async function probe(
  file: string,
): Promise<{ streams: Record<string, unknown>[]; format: Record<string, string> }> {
  const options = ['-v', 'error', '-allowed_extensions', 'ALL', '-show_streams', '-show_format', '-of', 'json'];
  return JSON.parse((await run('ffprobe', [...options, file])).stdout);
}

/** The colour of one pixel of a film at a time in it, as `rrggbb`. */
export async function colourAt(file: string, seconds: number, x: number, y: number): Promise<string> {
  const crop = `format=rgb24,crop=1:1:${x}:${y}`;
  const options = ['-loglevel', 'error', '-ss', String(seconds), '-i', file];
  const { stdout } = await run('ffmpeg', [...options, '-vf', crop, '-frames:v', '1', '-f', 'rawvideo', '-'], {
    encoding: 'buffer',
  });
  return stdout.toString('hex');
}

/** How loud a stretch of a film is on average, in decibels below full scale. */
export async function loudnessOf(file: string, fromSeconds: number, seconds: number): Promise<number> {
  const options = ['-ss', String(fromSeconds), '-t', String(seconds), '-i', file];
  const { stderr } = await run('ffmpeg', [...options, '-vn', '-af', 'volumedetect', '-f', 'null', '-']);
  return Number(/mean_volume: (-?[\d.]+)/.exec(stderr)?.[1] ?? Number.NaN);
}
