import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RecordingReport, type RecordingId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { createRecordingOrders, type RecordingOrder } from '@stageline/platform/recordings';
import { connectRedis, type Redis } from '@stageline/platform/redis';
import { eventually, testRedis } from '@stageline/testing';
import { claimsOf } from '../testing/harness.ts';
import { openRecordingBed, openStorage, type RecordingBed, type Sending } from '../testing/recording-bed.ts';

const run = promisify(execFile);
type ReportOf<T extends RecordingReport['type']> = Extract<RecordingReport, { type: T }>;

describe('a recorder', () => {
  let redis: Redis;
  let redisUrl: string;
  let root: string;
  const beds: RecordingBed[] = [];
  beforeAll(async () => {
    ({ url: redisUrl } = await testRedis());
    redis = await connectRedis(redisUrl, { name: 'recorder-test' });
  });
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'stageline-recorder-'));
  });
  afterEach(async () => {
    await Promise.all(beds.splice(0).map((bed) => bed.close()));
    await rm(root, { recursive: true, force: true });
  });
  afterAll(() => redis.quit());

  async function open(more: Parameters<typeof openRecordingBed>[2] = {}): Promise<RecordingBed> {
    const bed = await openRecordingBed(root, redis, more);
    beds.push(bed);
    return bed;
  }
  const sync = ({ recorder, claims }: RecordingBed) => recorder.sync(claims.tenantId, claims.sessionId);
  async function order(bed: RecordingBed): Promise<RecordingId> {
    const recordingId = newId('rec');
    const { tenantId, sessionId } = bed.claims;
    await bed.orders.set(tenantId, sessionId, { recordingId, startedAt: new Date(), pauses: [] });
    sync(bed);
    return recordingId;
  }
  /** Pauses what was ordered, or goes on, and has not been heard of. */
  async function change(bed: RecordingBed, to: (pauses: RecordingOrder['pauses'], nowMs: number) => void) {
    const { tenantId, sessionId } = bed.claims;
    const standing = (await bed.orders.load(tenantId, sessionId))!;
    to(standing.pauses, Date.now() - standing.startedAt.getTime());
    await bed.orders.set(tenantId, sessionId, standing);
    return standing.pauses.at(-1)!;
  }
  /** @param agoMs so late is the command */
  const pause = (bed: RecordingBed, agoMs: number) =>
    change(bed, (pauses, nowMs) => pauses.push({ fromMs: nowMs - agoMs, toMs: null }));
  const resume = (bed: RecordingBed) => change(bed, (pauses, toMs) => (pauses.at(-1)!.toMs = toMs));
  async function takeBack(bed: RecordingBed): Promise<void> {
    await bed.orders.clear(bed.claims.tenantId, bed.claims.sessionId);
    sync(bed);
    await bed.told('recording-drained');
  }
  const packetsOf = async ({ producer }: Sending) => (await producer.getStats())[0]?.packetCount ?? 0;
  const reportsOf = <T extends RecordingReport['type']>(reports: readonly RecordingReport[], type: T) =>
    reports.filter((report): report is ReportOf<T> => report.type === type);
  const segmentsOf = (reports: readonly RecordingReport[], trackId: string) =>
    reportsOf(reports, 'recording-segment')
      .filter((segment) => segment.trackId === trackId)
      .toSorted((a, b) => a.index - b.index);
  const started = (bed: RecordingBed, source: string, nth = 0) =>
    bed.told(
      'recording-track-started',
      (track) =>
        track.source === source &&
        reportsOf(bed.reports, 'recording-track-started').filter((each) => each.source === source)[nth] === track,
    );
  const segment = (bed: RecordingBed, trackId: string, index: number) =>
    bed.told('recording-segment', (each) => each.trackId === trackId && each.index === index);

  /** Packets and the first offset of a segment, as ffprobe reads it out of storage. */
  async function probe({ storageKey }: ReportOf<'recording-segment'>) {
    const file = path.join(root, 'probed.mkv');
    await writeFile(file, (await openStorage(root).get(storageKey))!.bytes);
    const fields = ['-show_entries', 'packet=pts_time,flags', '-show_entries', 'stream=codec_name'];
    const { stdout } = await run('ffprobe', ['-v', 'error', ...fields, '-of', 'json', file]);
    const { packets, streams } = JSON.parse(stdout) as {
      packets: { flags: string }[];
      streams: { codec_name: string }[];
    };
    return { codec: streams[0]!.codec_name, packets: packets.length, firstIsKey: packets[0]!.flags.startsWith('K') };
  }

  it('C-12 copies each track into segments in storage, from the order to its end, whoever comes and goes meanwhile', async () => {
    const bed = await open();
    await bed.send('microphone');
    const camera = await bed.send('camera');
    const orderedAt = Date.now();
    const recordingId = await order(bed);
    const [voice, picture] = await Promise.all([started(bed, 'microphone'), started(bed, 'camera')]);
    expect(voice).toMatchObject({ recordingId, fromHost: true, kind: 'audio', codec: 'audio/opus' });
    expect(voice.startMs).toBeLessThanOrEqual(Date.now() - orderedAt);
    await Promise.all([segment(bed, voice.trackId, 2), segment(bed, picture.trackId, 2)]);

    camera.stop();
    const closed = await bed.told('recording-track-ended');
    expect(closed).toMatchObject({ trackId: picture.trackId, reason: 'closed' });
    await bed.send('screen');
    const screen = await started(bed, 'screen');
    await segment(bed, screen.trackId, 0);
    await takeBack(bed);

    const ends = reportsOf(bed.reports, 'recording-track-ended');
    expect(ends.map(({ reason }) => reason).toSorted()).toEqual(['closed', 'stopped', 'stopped']);
    for (const { trackId, segments, endMs } of ends) {
      const stored = segmentsOf(bed.reports, trackId);
      expect(stored.map(({ index }) => index)).toEqual([...Array(segments).keys()]);
      stored.slice(1).forEach((each, at) => {
        const before = stored[at]!;
        expect(Math.abs(each.startMs - before.startMs - before.durationMs)).toBeLessThanOrEqual(60);
      });
      expect(endMs).toBeGreaterThanOrEqual(stored.at(-1)!.startMs);
    }
    const [tone, image] = [segmentsOf(bed.reports, voice.trackId)[1]!, segmentsOf(bed.reports, picture.trackId)[1]!];
    expect(await probe(tone)).toEqual({ codec: 'opus', packets: tone.durationMs / 20, firstIsKey: true });
    expect(await probe(image)).toEqual({ codec: 'vp8', packets: image.durationMs / 50, firstIsKey: true });
    expect(bed.reports.at(-1)).toMatchObject({ type: 'recording-drained', tracks: 3 });
    expect(await readdir(path.join(root, 'work'), { recursive: true })).not.toContainEqual(
      expect.stringMatching('mkv'),
    );
  }, 120_000);

  it('C-12 goes on by a track of its own when a writer is killed, and loses a segment at most', async () => {
    const bed = await open();
    await bed.send('microphone');
    await order(bed);
    const first = await started(bed, 'microphone');
    await segment(bed, first.trackId, 0);
    for (const pid of bed.recorder.writerPids) process.kill(pid, 'SIGKILL');
    const ended = await bed.told('recording-track-ended');
    expect(ended).toMatchObject({ trackId: first.trackId, reason: 'writer-failed' });
    const second = await started(bed, 'microphone', 1);
    await segment(bed, second.trackId, 0);
    await takeBack(bed);
    const last = segmentsOf(bed.reports, first.trackId).at(-1)!;
    expect(ended.endMs - last.startMs - last.durationMs).toBeLessThan(10_000);
    expect(second.startMs).toBeGreaterThan(last.startMs + last.durationMs);
  }, 120_000);

  it('G-03 C-12 keeps nothing of a pause, also where commands are late or lost, and in a process that was started anew', async () => {
    const bed = await open({ lookAgainMs: 500 });
    const { claims } = bed;
    await Promise.all([bed.send('microphone'), bed.send('camera')]);
    const recordingId = await order(bed);
    const firsts = await Promise.all([started(bed, 'microphone'), started(bed, 'camera')]);
    await Promise.all(firsts.map(({ trackId }) => segment(bed, trackId, 1)));
    const { fromMs } = await pause(bed, 300);
    const before = bed.reports.length;
    for (let times = 0; times < 2; times += 1) sync(bed);
    await bed.told('recording-drained');
    expect(bed.recorder.writerPids).toEqual([]);
    for (const { startMs, durationMs } of reportsOf(bed.reports.slice(before), 'recording-segment'))
      expect(startMs + durationMs).toBeLessThanOrEqual(fromMs);
    const ends = reportsOf(bed.reports, 'recording-track-ended');
    expect(ends.map(({ reason, endMs }) => [reason, endMs])).toEqual([
      ['paused', fromMs],
      ['paused', fromMs],
    ]);
    for (const { trackId, segments } of ends) expect(segmentsOf(bed.reports, trackId)).toHaveLength(segments);

    // Somebody begins to send in the pause, here and in a process that has just been started; two seconds of each go by.
    const restarted = await open({ claims, lookAgainMs: 500 });
    const sent = await Promise.all([bed.send('screen'), restarted.send('camera')]);
    for (const each of [bed, restarted]) sync(each);
    await Promise.all(sent.map((each) => eventually(async () => (await packetsOf(each)) > 40)));
    const startsBefore = reportsOf([...bed.reports, ...restarted.reports], 'recording-track-started');
    expect(startsBefore).toHaveLength(2);
    // Nobody is told of the end: each finds out by itself.
    const { toMs } = await resume(bed);
    const after = await Promise.all([
      started(bed, 'microphone', 1),
      started(bed, 'camera', 1),
      started(bed, 'screen'),
      started(restarted, 'camera'),
    ]);
    for (const { startMs, ...of } of after) expect([of.recordingId, startMs >= toMs!]).toEqual([recordingId, true]);
    await segment(bed, after[0]!.trackId, 0);
    await bed.orders.clear(claims.tenantId, claims.sessionId);
    for (const each of [bed, restarted]) sync(each);
    await bed.told('recording-drained', ({ tracks }) => tracks === 3);
    await restarted.told('recording-drained');
  }, 120_000);

  it('C-12 keeps on disk what storage refuses, says so, and brings it when it can', async () => {
    const storage = openStorage(root);
    let refuses = true;
    const bed = await open({
      storage: {
        async put(key, bytes) {
          if (refuses) throw new Error('storage is away');
          await storage.put(key, bytes);
        },
      },
    });
    await bed.send('microphone');
    await order(bed);
    const { trackId } = await started(bed, 'microphone');
    const troubled = await bed.told('recording-alive', ({ trouble }) => trouble === 'storage-unavailable');
    expect(troubled.waiting).toBeGreaterThan(0);
    expect(segmentsOf(bed.reports, trackId)).toEqual([]);
    refuses = false;
    await segment(bed, trackId, 1);
    expect(bed.reports.filter(({ type }) => type === 'recording-alive').at(-1)).toMatchObject({ trouble: null });
    await takeBack(bed);
    const [end] = reportsOf(bed.reports, 'recording-track-ended');
    expect(segmentsOf(bed.reports, trackId)).toHaveLength(end!.segments);
  }, 120_000);

  it('C-12 writes no more than its disk may hold, and begins again when there is room', async () => {
    const storage = openStorage(root);
    let refuses = true;
    const bed = await open({
      maxWaitingBytes: 1,
      storage: {
        async put(key, bytes) {
          if (refuses) throw new Error('storage is away');
          await storage.put(key, bytes);
        },
      },
    });
    await bed.send('microphone');
    await order(bed);
    await bed.told('recording-alive', ({ trouble }) => trouble === 'disk-full');
    await eventually(() => bed.recorder.writerPids.length === 0);
    refuses = false;
    expect(await bed.told('recording-track-ended')).toMatchObject({ reason: 'disk-full' });
    await started(bed, 'microphone', 1);
  }, 120_000);

  it('C-12 says that it cannot where there is no ffmpeg, and records nothing', async () => {
    const bed = await open({ ffmpeg: null });
    await bed.send('microphone');
    await order(bed);
    expect(await bed.told('recording-alive')).toMatchObject({ trouble: 'no-writer' });
    expect(bed.recorder.writerPids).toEqual([]);
  }, 60_000);

  it('C-12 keeps what was recorded when the media worker is killed', async () => {
    const bed = await open();
    await bed.send('camera');
    await order(bed);
    const { trackId } = await started(bed, 'camera');
    await segment(bed, trackId, 0);
    process.kill(bed.worker.pid, 'SIGKILL');
    const end = await bed.told('recording-track-ended');
    expect(end).toMatchObject({ trackId, reason: 'media-failed' });
    expect(segmentsOf(bed.reports, trackId)).toHaveLength(end.segments);
    const last = segmentsOf(bed.reports, trackId).at(-1)!;
    expect(end.endMs - last.startMs - last.durationMs).toBeLessThan(10_000);
  }, 120_000);

  it('C-12 brings home what a process left that was killed, up to what had come in', async () => {
    const claims = claimsOf('host');
    const [recordingId, startedAt] = [newId('rec'), new Date()];
    await createRecordingOrders(redis).set(claims.tenantId, claims.sessionId, { recordingId, startedAt, pauses: [] });
    const fixture = fileURLToPath(new URL('../testing/recording-node.fixture.ts', import.meta.url));
    const child = spawn(process.execPath, [fixture, root, redisUrl, 'sfu.that-dies', JSON.stringify(claims)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const said: RecordingReport[] = [];
    for await (const line of createInterface(child.stdout)) {
      said.push(RecordingReport.parse(JSON.parse(line)));
      if (new Set(reportsOf(said, 'recording-segment').map(({ trackId }) => trackId)).size === 2) break;
    }
    const killedAtMs = Date.now();
    child.kill('SIGKILL');
    await once(child, 'exit');

    const bed = await open({ claims, orphanAfterMs: 1 });
    expect(await bed.told('recording-drained')).toMatchObject({ nodeId: 'sfu.that-dies', recordingId });
    const ends = reportsOf(bed.reports, 'recording-track-ended');
    expect(ends.map(({ reason, nodeId }) => ({ reason, nodeId }))).toEqual([
      { reason: 'process-lost', nodeId: 'sfu.that-dies' },
      { reason: 'process-lost', nodeId: 'sfu.that-dies' },
    ]);
    for (const { trackId, segments } of ends) {
      const stored = segmentsOf([...said, ...bed.reports], trackId);
      expect(new Set(stored.map(({ index }) => index)).size).toBe(segments);
      const last = stored.at(-1)!;
      // The writer outlived its process and closed its file: little is lost, and never more than ten seconds.
      expect(killedAtMs - startedAt.getTime() - last.startMs - last.durationMs).toBeLessThan(10_000);
      for (const each of stored) expect((await openStorage(root).get(each.storageKey))!.bytes).toHaveLength(each.bytes);
    }
    await eventually(async () => !(await readdir(path.join(root, 'work'))).includes('sfu.that-dies'));
  }, 120_000);
});
