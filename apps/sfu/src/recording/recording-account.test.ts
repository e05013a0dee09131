import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RecordingReport } from '@stageline/contracts';
import { createLogger, newId, systemClock } from '@stageline/platform';
import { eventually } from '@stageline/testing';
import { claimsOf } from '../testing/harness.ts';
import { openStorage } from '../testing/recording-bed.ts';
import { findFfmpeg } from './ffmpeg.ts';
import { RecordingAccount } from './recording-account.ts';
import { Uploads } from './uploads.ts';

const run = promisify(execFile);
const logger = createLogger({ service: 'sfu', level: 'silent' });

describe('the account of a recording', () => {
  let root: string;
  const reports: RecordingReport[] = [];
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'stageline-account-'));
    reports.length = 0;
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  /** Three segments of a tone, of two seconds each, as the writer leaves them. */
  async function record(directory: string): Promise<void> {
    const tone = ['-v', 'error', '-f', 'lavfi', '-t', '6', '-i', 'sine=440:r=48000', '-c:a', 'libopus', '-copyts'];
    await run('ffmpeg', [...tone, '-f', 'segment', '-segment_time', '2', '%d.mkv'], { cwd: directory });
  }
  async function seconds(bytes: Buffer): Promise<number> {
    const file = path.join(root, 'probed.mkv');
    await writeFile(file, bytes);
    const { stdout } = await run('ffprobe', [
      '-v',
      'error',
      '-show_entries',
      'packet=pts_time',
      '-of',
      'csv=p=0',
      file,
    ]);
    return stdout.trim().split('\n').length * 0.02;
  }
  function open(ffmpeg: string | null) {
    const { tenantId, sessionId } = claimsOf('host');
    const storage = openStorage(root);
    const account = new RecordingAccount({
      place: { tenantId, sessionId, recordingId: newId('rec'), nodeId: 'sfu' },
      uploads: new Uploads({ storage, logger, onChanged: () => undefined }),
      ffmpeg,
      clock: systemClock,
      logger,
      report: (report) => void reports.push(report),
      reported: async () => undefined,
      onDrained: () => undefined,
    });
    const storedOf = async (key: string) => (await storage.get(key))!.bytes;
    return { account, storedOf };
  }
  const listed = (index: number) => ({ index, file: `${index}.mkv`, startMs: index * 2000, durationMs: 2000 });
  const segments = () => reports.filter((report) => report.type === 'recording-segment');
  const drained = () => eventually(() => reports.some(({ type }) => type === 'recording-drained'));

  it('G-03 cuts a segment packet by packet where a pause began, and brings nothing of what came later', async () => {
    const directory = await mkdtemp(path.join(root, 'track-'));
    await record(directory);
    const { account, storedOf } = open(findFfmpeg(process.env['PATH'] ?? ''));
    const trackId = newId('trk');
    account.open(trackId, directory);
    await account.segment(trackId, listed(0), 500);
    account.cut(trackId, 3700);
    await Promise.all([1, 2].map((index) => account.segment(trackId, listed(index), 500 + index * 2000)));
    account.ended(trackId, 'paused', 9000);
    await drained();
    expect(segments()).toMatchObject([
      { index: 0, startMs: 500, durationMs: 2000 },
      { index: 1, startMs: 2500, durationMs: 1200 },
    ]);
    for (const { storageKey, durationMs, bytes } of segments()) {
      const stored = await storedOf(storageKey);
      expect(stored).toHaveLength(bytes);
      expect(Math.abs((await seconds(stored)) - durationMs / 1000)).toBeLessThanOrEqual(0.021);
    }
    await eventually(async () => !(await readdir(root)).includes(path.basename(directory)));
  });

  it('G-03 keeps nothing of a segment that cannot be cut', async () => {
    const directory = await mkdtemp(path.join(root, 'track-'));
    await writeFile(path.join(directory, '0.mkv'), 'no segment');
    const { account } = open(findFfmpeg(process.env['PATH'] ?? ''));
    const trackId = newId('trk');
    account.open(trackId, directory);
    account.cut(trackId, 1000);
    await account.segment(trackId, listed(0), 0);
    account.ended(trackId, 'paused');
    await drained();
    expect(segments()).toEqual([]);
    expect(await readFile(path.join(directory, '0.mkv')).catch(() => null)).toBeNull();
  });
});
