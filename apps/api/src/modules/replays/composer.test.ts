import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, expect, it } from '@jest/globals';
import type { SessionId, TenantId } from '@stageline/contracts';
import { createStorage } from '@stageline/integrations/storage';
import { tenantPath } from '@stageline/tenancy';
import { afterFile } from '@stageline/testing';
import { colourAt, filmOf, loudnessOf, probe, recordTrack } from '../../testing/recorded-tracks.ts';
import { createComposer } from './composer.ts';
import type { Rendition } from './piece-command.ts';
import type { RecordedTracks } from './replays.types.ts';

const TENANT = 'tnt_01jd5x8v1ye1ta8v2s3q4w5e6r' as TenantId;
const SMALL: readonly Rendition[] = [
  { name: '180p', width: 320, height: 180, videoKbps: 300, audioKbps: 64, level: 30 },
  { name: '90p', width: 160, height: 90, videoKbps: 100, audioKbps: 64, level: 30 },
];
let root: string;
let source: RecordedTracks;
const storageOf = (directory: string) =>
  createStorage(
    { kind: 'embedded', directory, secret: 'nobody reads by address here', urlPrefix: '/storage' },
    { production: false, allowEmbedded: [] },
  );

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'stageline-composer-'));
  afterFile(() => rm(root, { recursive: true, force: true }));
  const storage = storageOf(root);
  const pathOf = (file: string) => tenantPath(TENANT, 'recordings', 'rec', file);
  const startedAt = new Date('2026-11-01T18:00:00.000Z');
  // 8 seconds, of which 2 were lost; a screen from the seventh on, and a voice until the fourth.
  const gaps = [{ fromMs: 4000, toMs: 6000, reason: 'media server ended' }];
  source = {
    recording: {
      sessionId: 'ses_01jd5x8v1ye1ta8v2s3q4w5e6r' as SessionId,
      startedAt,
      durationMs: 8000,
      gaps,
      pauses: [],
    },
    tracks: [
      await recordTrack(storage, pathOf, { trackId: 'cam', source: 'camera', fromMs: 0, durationMs: 4000 }),
      await recordTrack(storage, pathOf, { trackId: 'cam2', source: 'camera', fromMs: 6000, durationMs: 2000 }),
      await recordTrack(storage, pathOf, { trackId: 'mic', source: 'microphone', fromMs: 0, durationMs: 4000 }),
      await recordTrack(storage, pathOf, { trackId: 'scr', source: 'screen', fromMs: 7000, durationMs: 1000 }),
    ],
  };
});

const composeInto = (folder: string, signal = new AbortController().signal) => {
  const shares: number[] = [];
  const composer = createComposer({ storage: storageOf(root), workFolder: path.join(root, 'work'), renditions: SMALL });
  const pathOf = (file: string) => tenantPath(TENANT, 'replays', folder, file);
  const done = composer({ source, signal, pathOf, onProgress: (share) => shares.push(share) });
  return { done, shares, folder: path.join(root, 'tenants', TENANT, 'replays', folder) };
};

it('C-13 makes one film of the tracks, without what was lost, in segments that begin where the playlist says', async () => {
  const { done, shares, folder } = composeInto('a');
  expect(await done).toMatchObject({ timeline: { durationMs: 6000 } });
  expect(shares.at(-1)).toBe(1);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));

  const master = path.join(folder, 'master.m3u8');
  const { streams } = await probe(master);
  expect(streams.map(({ codec_name: codec, width }) => [codec, width])).toEqual(
    expect.arrayContaining([
      ['h264', 320],
      ['h264', 160],
      ['aac', undefined],
    ]),
  );
  const film = await filmOf(path.join(folder, '180p.m3u8'));
  expect(Number((await probe(film)).format['duration'])).toBeCloseTo(6, 0);
  // Red is the camera, white the screen: alone until the screen comes, then beside it.
  expect(await colourAt(film, 1, 10, 10)).toMatch(/^f[a-f0-9]0[0-9]0[0-9]$/);
  expect(await colourAt(film, 5.5, 10, 90)).toMatch(/^f/);
  expect(await colourAt(film, 5.5, 10, 90)).not.toMatch(/^f[a-f0-9]0/);
  expect(await colourAt(film, 5.5, 300, 90)).toMatch(/^f[a-f0-9]0[0-9]0[0-9]$/);
  expect(await loudnessOf(film, 1, 2)).toBeGreaterThan(-40);
  expect(await loudnessOf(film, 4.5, 1)).toBeLessThan(-60);
  // Nothing is left of the work.
  expect(await readdir(path.join(root, 'work'))).toEqual([]);
});

it('C-13 another attempt goes on with the pieces that are done, and nothing is named before it is there', async () => {
  const stop = new AbortController();
  const first = composeInto('b', stop.signal);
  const work = path.join(root, 'work');
  // The first piece is done once its folder has its name; then the worker is gone.
  const pieces = async () => {
    const [only] = await readdir(work).catch(() => []);
    return only === undefined ? [] : (await readdir(path.join(work, only))).filter((name) => name.startsWith('piece-'));
  };
  const poll = setInterval(() => void pieces().then(({ length }) => length > 0 && stop.abort(new Error('gone'))), 5);
  await expect(first.done).rejects.toThrow('gone');
  clearInterval(poll);
  expect(await readdir(first.folder).catch(() => [])).toEqual([]);
  const [workId] = await readdir(work);
  const piece = path.join(work, workId!, (await pieces())[0]!);
  const { ino } = await stat(piece);

  // Begun afresh, the piece would be another folder under the same name.
  const second = composeInto('b');
  const seen: number[] = [];
  const look = setInterval(
    () =>
      void stat(piece).then(
        (now) => seen.push(now.ino),
        () => undefined,
      ),
    5,
  );
  await second.done;
  clearInterval(look);
  expect(new Set(seen)).toEqual(new Set([ino]));
  expect(await readdir(second.folder)).toContain('master.m3u8');
});

it('C-13 says why there is no film: nothing was recorded, or its files are gone', async () => {
  const composer = createComposer({ storage: storageOf(root), workFolder: path.join(root, 'work'), renditions: SMALL });
  const rest = { signal: new AbortController().signal, pathOf: () => 'never', onProgress: () => undefined };
  await expect(composer({ ...rest, source: { ...source, tracks: [] } })).rejects.toMatchObject({
    code: 'nothing-recorded',
  });
  const lost = source.tracks.map((track) => ({
    ...track,
    segments: track.segments.map((segment) => ({ ...segment, storageKey: `${segment.storageKey}x` })),
  }));
  await expect(composer({ ...rest, source: { ...source, tracks: lost } })).rejects.toMatchObject({
    code: 'segments-missing',
  });
});
