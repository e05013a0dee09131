import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { StoragePort } from '@stageline/integrations/storage';
import { isAlive } from '@stageline/platform/embedded';
import { runFfmpeg } from './ffmpeg.ts';
import type { MediaTimeline } from './media-timeline.ts';
import {
  concatList,
  packageArguments,
  pieceArguments,
  pieceList,
  type Rendition,
  type SegmentFile,
  type TrackInput,
} from './piece-command.ts';
import { MASTER, masterPlaylist, readPlaylist, type MadeRendition } from './playlists.ts';
import type { RecordedTrack, RecordedTracks } from './replays.types.ts';
import { planPieces, segmentsIn, timelineOf, type Piece } from './scene-plan.ts';

/** Why no replay can be made of a recording; shown to the promoter by its code. */
export class ComposeError extends Error {
  override readonly name = 'ComposeError';
  readonly code: 'nothing-recorded' | 'segments-missing' | 'disk-full' | 'damaged';
  readonly retryable: boolean;

  constructor(code: ComposeError['code']) {
    super(`No replay could be made: ${code}`);
    this.code = code;
    this.retryable = code === 'disk-full' || code === 'damaged';
  }
}

export interface ComposerDeps {
  readonly storage: StoragePort;
  /** Where unfinished work lies: a folder for replays alone, which the workers of one machine may share. */
  readonly workFolder: string;
  readonly renditions: readonly Rendition[];
}

export interface Composition {
  readonly source: RecordedTracks;
  /** Where the result goes, file by file. */
  readonly pathOf: (file: string) => string;
  readonly signal: AbortSignal;
  /** Share of the work that is done, 0 to 1. */
  readonly onProgress: (share: number) => void;
}

export interface Composed {
  readonly timeline: MediaTimeline;
  readonly bytes: number;
}

/** How the work is shared out: pieces, their joining, and the way into the store. */
const PIECES_SHARE = 0.92;
const PACKAGED_SHARE = 0.96;
/** Left free for everybody else. */
const FREE_BYTES = 512 * 1024 * 1024;

/**
 * Makes one picture and one sound of a recording's tracks, and cuts them into a playlist. Segments are fetched as they are
 * needed and pieces made one by one: memory does not grow with the length, and what a killed worker had finished is there
 * for the next attempt. Nothing is published here: whoever asked does that once everything is stored.
 */
export function createComposer({ storage, workFolder, renditions }: ComposerDeps) {
  return async function compose(job: Composition): Promise<Composed> {
    const { source, signal } = job;
    const timeline = timelineOf(source);
    const pieces = planPieces(timeline, source.tracks);
    if (pieces.length === 0 || source.tracks.every(({ segments }) => segments.length === 0))
      throw new ComposeError('nothing-recorded');
    const folders = await openWork(workFolder, workIdOf(source, renditions));
    await assertRoom(folders.work, timeline, renditions);
    await makePieces(job, folders, timeline, pieces);
    const made = await joinPieces(folders, pieces, timeline, signal);
    job.onProgress(PACKAGED_SHARE);
    const bytes = await storeAll(job, folders, made);
    await rm(folders.work, { recursive: true, force: true });
    return { timeline, bytes };
  };

  async function makePieces(
    { source, signal, onProgress }: Composition,
    folders: WorkFolders,
    timeline: MediaTimeline,
    pieces: readonly Piece[],
  ): Promise<void> {
    const segments = createSegmentCache(storage, folders.scratch);
    let anySegment = false;
    for (const piece of pieces) {
      signal.throwIfAborted();
      const report = (doneMs: number) =>
        onProgress(((piece.mediaFromMs + Math.min(doneMs, piece.durationMs)) / timeline.durationMs) * PIECES_SHARE);
      if (!(await exists(pieceFolder(folders, piece)))) {
        const inputs = await fetchInputs(source.tracks, piece, segments, folders);
        anySegment ||= inputs.length > 0;
        await makePiece(piece, inputs, folders, signal, report);
      } else anySegment = true;
      await segments.forgetBefore(piece.recordedFromMs + piece.durationMs);
      report(piece.durationMs);
    }
    // A replay of nothing but cards would be one that pretends to be there.
    if (!anySegment) throw new ComposeError('segments-missing');
  }

  /** Whole or not at all: a piece has its name once it is done. */
  async function makePiece(
    piece: Piece,
    inputs: readonly TrackInput[],
    folders: WorkFolders,
    signal: AbortSignal,
    onProgress: (doneMs: number) => void,
  ): Promise<void> {
    const unfinished = path.join(folders.scratch, 'unfinished');
    await mkdir(unfinished);
    const args = pieceArguments(piece, inputs, renditions, unfinished);
    await runFfmpeg(args, { signal, folder: folders.work, onProgress });
    await rename(unfinished, pieceFolder(folders, piece)).catch(async (error: unknown) => {
      // A worker that was taken for dead has made the same one.
      if (!(await exists(pieceFolder(folders, piece)))) throw error;
      await rm(unfinished, { recursive: true });
    });
  }

  async function joinPieces(
    folders: WorkFolders,
    pieces: readonly Piece[],
    timeline: MediaTimeline,
    signal: AbortSignal,
  ): Promise<MadeRendition[]> {
    const { out } = folders;
    await mkdir(out);
    const listOf = async (name: string) => {
      const list = path.join(folders.scratch, `${name}.txt`);
      const files = pieces.map((piece) => ({
        file: path.join(pieceFolder(folders, piece), `${name}.mkv`),
        durationMs: piece.durationMs,
      }));
      await writeFile(list, pieceList(files));
      return list;
    };
    const audio = await listOf('audio');
    const made: MadeRendition[] = [];
    for (const rendition of renditions) {
      const video = await listOf(rendition.name);
      await runFfmpeg(packageArguments(rendition, { video, audio }, out), { signal, folder: folders.work });
      made.push(await inspect(out, rendition, timeline));
    }
    await writeFile(path.join(out, MASTER), masterPlaylist(made));
    return made;
  }

  /** Playlists last, and the one that names them all after them: what is named is there. */
  async function storeAll(job: Composition, { out }: WorkFolders, made: readonly MadeRendition[]): Promise<number> {
    const files = [
      ...made.flatMap(({ playlist }) => playlist.files),
      ...made.map(({ rendition }) => `${rendition.name}.m3u8`),
      MASTER,
    ];
    let bytes = 0;
    for (const [at, file] of files.entries()) {
      job.signal.throwIfAborted();
      bytes += await storage.putStream(
        job.pathOf(file),
        createReadStream(path.join(out, file)) as AsyncIterable<Buffer>,
      );
      job.onProgress(PACKAGED_SHARE + ((at + 1) / files.length) * (1 - PACKAGED_SHARE));
    }
    return bytes;
  }
}
export type Composer = ReturnType<typeof createComposer>;

interface WorkFolders {
  /** Of this replay: its finished pieces, which another attempt goes on with. */
  readonly work: string;
  /** Of this process. */
  readonly scratch: string;
  /** Where the playlist is written. */
  readonly out: string;
}

const pieceFolder = ({ work }: WorkFolders, { index }: Piece): string =>
  path.join(work, `piece-${String(index).padStart(5, '0')}`);

/** The same for the same material: what is there may be used again. */
const workIdOf = (source: RecordedTracks, renditions: readonly Rendition[]): string =>
  createHash('sha256')
    .update(JSON.stringify([source, renditions]))
    .digest('hex')
    .slice(0, 24);

const SCRATCH = 'scratch-';
const scratchOf = (name: string): number => Number(name.slice(SCRATCH.length));

/** One replay at a time: what lies here besides is of workers that are gone, or was given up. */
async function openWork(root: string, workId: string): Promise<WorkFolders> {
  const work = path.join(root, workId);
  await mkdir(work, { recursive: true });
  for (const name of await readdir(root)) {
    const folder = path.join(root, name);
    const owners = (await readdir(folder)).filter((each) => each.startsWith(SCRATCH));
    const gone = owners.filter((each) => scratchOf(each) === process.pid || !isAlive(scratchOf(each)));
    if (folder !== work && gone.length === owners.length) await rm(folder, { recursive: true, force: true });
    else for (const each of gone) await rm(path.join(folder, each), { recursive: true, force: true });
  }
  const scratch = path.join(work, `${SCRATCH}${process.pid}`);
  await mkdir(scratch);
  return { work, scratch, out: path.join(scratch, 'hls') };
}

/** @throws ComposeError `disk-full` before anything is begun that the disk has no room for, pieces and result together */
async function assertRoom(folder: string, timeline: MediaTimeline, renditions: readonly Rendition[]): Promise<void> {
  const kbps = renditions.reduce((sum, { videoKbps, audioKbps }) => sum + videoKbps + audioKbps, 0);
  const needed = ((kbps * 1000) / 8) * (timeline.durationMs / 1000) * 2;
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < needed + FREE_BYTES) throw new ComposeError('disk-full');
}

/** @throws ComposeError `damaged` where what came out is not as long as what went in, or not all there */
async function inspect(out: string, rendition: Rendition, timeline: MediaTimeline): Promise<MadeRendition> {
  const playlist = readPlaylist(await readFile(path.join(out, `${rendition.name}.m3u8`), 'utf8'));
  const sizes = new Map<string, number>();
  for (const file of playlist.files) sizes.set(file, (await stat(path.join(out, file))).size);
  const off = Math.abs(playlist.seconds * 1000 - timeline.durationMs);
  if (!playlist.isWhole || off > 1000 + timeline.durationMs * 0.005) throw new ComposeError('damaged');
  return { rendition, playlist, sizes };
}

/** Writes the list of each track that a piece shows or plays; a track without a file is left out. */
async function fetchInputs(
  tracks: readonly RecordedTrack[],
  piece: Piece,
  segments: SegmentCache,
  { scratch }: WorkFolders,
): Promise<TrackInput[]> {
  const wanted = new Set([...piece.tiles.map(({ trackId }) => trackId), ...piece.audio]);
  const inputs: TrackInput[] = [];
  for (const [at, track] of tracks.entries()) {
    if (!wanted.has(track.trackId)) continue;
    const files = await segments.fetch(`${at}`, segmentsIn(track, piece));
    if (files.length === 0) continue;
    const list = path.join(scratch, `track-${at}.txt`);
    await writeFile(list, concatList(files));
    inputs.push({ trackId: track.trackId, list, firstStartMs: files[0]!.startMs });
  }
  return inputs;
}

type SegmentCache = ReturnType<typeof createSegmentCache>;

/** Segments on this machine, for as long as a piece needs them. */
function createSegmentCache(storage: StoragePort, folder: string) {
  const here = new Map<string, SegmentFile>();
  return {
    /** Those that the store has; one that is missing or empty leaves its time open. */
    async fetch(prefix: string, segments: readonly RecordedTrack['segments'][number][]): Promise<SegmentFile[]> {
      const files: SegmentFile[] = [];
      for (const segment of segments) {
        const known = here.get(segment.storageKey);
        if (known !== undefined) {
          files.push(known);
          continue;
        }
        const content = segment.bytes > 0 ? await storage.readStream(segment.storageKey) : null;
        if (content === null) continue;
        const extension = path.extname(segment.storageKey).replaceAll(/[^.A-Za-z0-9]/g, '');
        const file = path.join(folder, `${prefix}-${segment.startMs}${extension}`);
        await pipeline(content, createWriteStream(file));
        const fetched = { ...segment, file };
        here.set(segment.storageKey, fetched);
        files.push(fetched);
      }
      return files;
    },

    /** Removes what ends before a moment of the recording. */
    async forgetBefore(recordedMs: number): Promise<void> {
      for (const [key, { startMs, durationMs, file }] of here) {
        if (startMs + durationMs > recordedMs) continue;
        here.delete(key);
        await rm(file, { force: true });
      }
    },
  };
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
