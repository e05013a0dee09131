import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { connectRedis } from '@stageline/platform/redis';
import { newId } from '@stageline/platform';
import { eventually } from '@stageline/testing';
import { boundedResult, median, type BenchResult } from '@stageline/testing/bench';
import type { types } from 'mediasoup';
import { openRecordingBed, type RecordingBed } from '../src/testing/recording-bed.ts';

const execute = promisify(execFile);
const ROUNDS = 5;
const ROUND_MS = 4000;
const WARM_UP_MS = 3000;
/** Longer than all rounds. */
const CLIP_SECONDS = 30;
const FRAMES_PER_SECOND = 30;

/**
 * Goal P22: a camera of 1.5 Mbit/s and a microphone, recorded by our pipeline and beside it by an ffmpeg that encodes with
 * x264 veryfast, from the same producers at the same time.
 */
export async function run(): Promise<BenchResult[]> {
  const root = await mkdtemp(path.join(tmpdir(), 'stageline-recording-bench-'));
  const redis = await connectRedis(process.env['REDIS_URL'] ?? '', { name: 'bench' });
  const bed = await openRecordingBed(root, redis, { segmentSeconds: 4 });
  const children: ChildProcess[] = [];
  try {
    const clip = await makeClip(root);
    const { producers, send } = await openProducers(bed, clip);
    const { tenantId, sessionId } = bed.claims;
    await bed.orders.set(tenantId, sessionId, { recordingId: newId('rec'), startedAt: new Date(), pauses: [] });
    bed.recorder.sync(tenantId, sessionId);
    await eventually(() => bed.recorder.writerPids.length === producers.length);
    const encoder = await startEncoder(bed, producers, path.join(root, 'encoded.mkv'));
    children.push(encoder);
    await delay(1000);
    const sender = send();
    children.push(sender);
    await delay(WARM_UP_MS);
    const copy: number[] = [];
    const encode: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = [await cpuMs(bed.recorder.writerPids), await cpuMs([encoder.pid!])] as const;
      const startedAt = performance.now();
      await delay(ROUND_MS);
      const seconds = (performance.now() - startedAt) / 1000;
      copy.push(((await cpuMs(bed.recorder.writerPids)) - before[0]) / seconds);
      encode.push(((await cpuMs([encoder.pid!])) - before[1]) / seconds);
    }
    await once(sender, 'exit');
    const lost = await lostOnTheWay(producers);
    await bed.orders.clear(tenantId, sessionId);
    bed.recorder.sync(tenantId, sessionId);
    await bed.told('recording-drained');
    const written = await framesIn(path.join(root, 'storage'));
    return resultsOf(copy, encode, written / (CLIP_SECONDS * FRAMES_PER_SECOND), lost);
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await bed.close();
    await redis.quit();
    await rm(root, { recursive: true, force: true });
  }
}

function resultsOf(
  copy: readonly number[],
  encode: readonly number[],
  written: number,
  packetsLostBeforeUs: number,
): BenchResult[] {
  const ratio = median(copy.map((cost, round) => cost / (encode[round] ?? Number.NaN)));
  const rounded = (values: readonly number[]) => values.map((value) => Math.round(value * 100) / 100);
  const detail = { cpuMsPerSecond: { copy: rounded(copy), x264: rounded(encode) }, packetsLostBeforeUs };
  return [
    boundedResult('P22', 'CPU of recording by copy over x264 veryfast', ratio, { atMost: 1 / 50 }, detail),
    boundedResult('P22', 'share of a core of recording by copy', median(copy) / 1000, { atMost: 0.01 }, detail),
    boundedResult('P22', 'frames written over frames sent', written, { atLeast: 0.999 }, detail),
  ];
}

/** Packets that did not reach the room: what a busy machine's sockets dropped is no fault of a recording. */
async function lostOnTheWay(producers: readonly types.Producer[]): Promise<number> {
  const stats = await Promise.all(producers.map((producer) => producer.getStats()));
  return stats.flat().reduce((sum, { packetsLost }) => sum + packetsLost, 0);
}

/** A test picture with some noise, so that an encoder has something to do, and a tone: encoded once, sent as it is. */
async function makeClip(root: string): Promise<string> {
  const clip = path.join(root, 'clip.webm');
  const picture = `testsrc2=size=1280x720:rate=${FRAMES_PER_SECOND},noise=alls=6:allf=t`;
  const video = ['-c:v', 'libvpx', '-b:v', '1500k', '-deadline', 'realtime', '-cpu-used', '8', '-g', '60'];
  await execute('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', 'sine', '-t', String(CLIP_SECONDS)],
    ...[...video, '-ac', '2', '-ar', '48000', '-c:a', 'libopus', clip],
  ]);
  return clip;
}

async function openProducers(bed: RecordingBed, clip: string) {
  const tracks = [await bed.receive('camera'), await bed.receive('microphone')];
  const outputs = tracks.flatMap(({ kind, ssrc, payloadType, url }) => [
    ...['-map', kind === 'video' ? '0:v' : '0:a', '-c', 'copy', '-ssrc', String(ssrc)],
    ...['-payload_type', String(payloadType), '-f', 'rtp', url],
  ]);
  const send = () => spawn('ffmpeg', ['-v', 'error', '-re', '-i', clip, ...outputs], { stdio: 'ignore' });
  return { producers: tracks.map(({ producer }) => producer), send };
}

/** Decodes and encodes what the producers send, as a recorder that makes its film at once would. */
async function startEncoder(
  bed: RecordingBed,
  producers: readonly types.Producer[],
  file: string,
): Promise<ChildProcess> {
  const media: string[] = [];
  const consumers: types.Consumer[] = [];
  let port = 21_000 + (process.pid % 1000) * 4;
  for (const producer of producers) {
    const listenInfo = { protocol: 'udp', ip: '127.0.0.1' } as const;
    const transport = await bed.router.createPlainTransport({ listenInfo, rtcpMux: false, comedia: false });
    await transport.connect({ ip: '127.0.0.1', port, rtcpPort: port + 1 });
    const rtpCapabilities = { ...bed.router.rtpCapabilities, headerExtensions: [] };
    const consumer = await transport.consume({
      producerId: producer.id,
      rtpCapabilities,
      enableRtx: false,
      paused: true,
    });
    const { mimeType, payloadType, clockRate, channels } = consumer.rtpParameters.codecs[0]!;
    const [kind, name] = mimeType.split('/');
    media.push(`m=${kind} ${port} RTP/AVP ${payloadType}`);
    media.push(`a=rtpmap:${payloadType} ${name}/${clockRate}${channels === undefined ? '' : `/${channels}`}`);
    consumers.push(consumer);
    port += 2;
  }
  const head = ['v=0', 'o=- 0 0 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0'];
  const input = ['-protocol_whitelist', 'pipe,udp,rtp', '-f', 'sdp', '-i', 'pipe:0'];
  const output = ['-c:v', 'libx264', '-preset', 'veryfast', '-c:a', 'aac', file];
  const child = spawn('ffmpeg', ['-v', 'error', '-buffer_size', '1048576', ...input, ...output], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.stdin!.end(`${[...head, ...media].join('\r\n')}\r\n`);
  await delay(1500);
  await Promise.all(consumers.map((consumer) => consumer.resume()));
  return child;
}

/** CPU milliseconds that these processes have had, over all of their threads. */
async function cpuMs(pids: readonly number[]): Promise<number> {
  const costs = await Promise.all(
    pids.map(async (pid) => {
      const threads = await readdir(`/proc/${pid}/task`);
      const stats = await Promise.all(
        threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8')),
      );
      return stats.reduce((sum, stat) => sum + Number(stat.split(' ')[0]) / 1e6, 0);
    }),
  );
  return costs.reduce((sum, cost) => sum + cost, 0);
}

/** Frames of video in all segments. */
async function framesIn(storage: string): Promise<number> {
  let frames = 0;
  for (const name of await readdir(storage, { recursive: true })) {
    if (!name.endsWith('.mkv')) continue;
    const fields = [
      '-select_streams',
      'v',
      '-count_packets',
      '-show_entries',
      'stream=nb_read_packets',
      '-of',
      'csv=p=0',
    ];
    const { stdout } = await execute('ffprobe', ['-v', 'error', ...fields, path.join(storage, name)]);
    frames += Number(stdout.trim() || 0);
  }
  return frames;
}
