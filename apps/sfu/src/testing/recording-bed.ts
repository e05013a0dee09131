import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { mediaCodecs, type MediaSource, type RecordingReport } from '@stageline/contracts';
import { createStorage } from '@stageline/integrations/storage';
import { createLogger, newId, systemClock } from '@stageline/platform';
import { createRecordingOrders } from '@stageline/platform/recordings';
import type { Redis } from 'ioredis';
import { createWorker, type types } from 'mediasoup';
import { mediaSocket } from '../engine/udp-sockets.ts';
import { findFfmpeg } from '../recording/ffmpeg.ts';
import { Recorder, type RecorderOptions } from '../recording/recorder.ts';
import { claimsOf } from './harness.ts';

/** Of the tests, which do not wait for four. */
const TEST_SEGMENT_SECONDS = 1;

export interface RecordingBed {
  readonly recorder: Recorder;
  readonly worker: types.Worker;
  readonly router: types.Router;
  readonly claims: ReturnType<typeof claimsOf>;
  readonly orders: ReturnType<typeof createRecordingOrders>;
  /** What was reported so far. */
  readonly reports: readonly RecordingReport[];
  /** The first report that fits, which may be still to come. */
  told<T extends RecordingReport['type']>(
    type: T,
    fits?: (report: Extract<RecordingReport, { type: T }>) => boolean,
  ): Promise<Extract<RecordingReport, { type: T }>>;
  /** Something may be sent to an address; nobody does yet. */
  receive(source: MediaSource): Promise<Receiving>;
  /** Somebody begins to send a test picture or a tone. */
  send(source: MediaSource): Promise<Sending>;
  close(): Promise<void>;
}

export interface Receiving {
  readonly producer: types.Producer;
  readonly kind: types.MediaKind;
  readonly ssrc: number;
  readonly payloadType: number;
  /** Where an ffmpeg sends it to. */
  readonly url: string;
  close(): void;
}

export interface Sending {
  readonly producer: types.Producer;
  stop(): void;
}

/**
 * A recorder over a real media worker and a real ffmpeg, and senders that are ffmpegs, too: everything of the sfu that a
 * recording needs, without a browser.
 * @param root holds storage and work folder; several beds may share it, as processes of one machine do
 */
export async function openRecordingBed(
  root: string,
  redis: Redis,
  more: Partial<RecorderOptions> & {
    readonly nodeId?: string;
    readonly claims?: RecordingBed['claims'];
    readonly onReport?: (report: RecordingReport) => void;
  } = {},
): Promise<RecordingBed> {
  const { nodeId = newId('evt'), claims = claimsOf('host'), onReport, ...options } = more;
  const reports: RecordingReport[] = [];
  const waiting = new Set<() => void>();
  const orders = createRecordingOrders(redis);
  const recorder = new Recorder({
    storage: openStorage(root),
    directory: path.join(root, 'work'),
    ffmpeg: findFfmpeg(process.env['PATH'] ?? ''),
    maxWaitingBytes: 100 * 1024 * 1024,
    segmentSeconds: TEST_SEGMENT_SECONDS,
    orphanAfterMs: 60_000,
    ...options,
    nodeId,
    orders,
    report(report) {
      reports.push(report);
      onReport?.(report);
      for (const look of [...waiting]) look();
    },
    reported: async () => undefined,
    clock: systemClock,
    logger: createLogger({ service: 'sfu', level: 'silent' }),
  });
  const workerBin = process.env['MEDIASOUP_WORKER_BIN'];
  const worker = await createWorker({ logLevel: 'none', disableLiburing: true, ...(workerBin && { workerBin }) });
  const router = await worker.createRouter({ mediaCodecs: mediaCodecs as types.RouterRtpCodecCapability[] });
  const sender = { claims, state: 'joined' };
  const senders = new Set<ChildProcess>();
  await recorder.start();

  async function receive(source: MediaSource): Promise<Receiving> {
    const transport = await router.createPlainTransport({
      listenInfo: mediaSocket('127.0.0.1'),
      comedia: true,
      // ffmpeg sends RTCP from another port than RTP.
      rtcpMux: false,
    });
    const ssrc = (nextSsrc += 1);
    const kind = source === 'microphone' ? 'audio' : 'video';
    const codec = codecs[kind];
    const rtpParameters = { codecs: [codec], encodings: [{ ssrc }], rtcp: { cname: `cname-${ssrc}` } };
    const producer = await transport.produce({ kind, rtpParameters });
    recorder.producerStarted({ ...claims, router, worker, sender }, { media: producer, source });
    const { payloadType } = codec;
    const url = `rtp://127.0.0.1:${transport.tuple.localPort}?rtcpport=${transport.rtcpTuple!.localPort}&pkt_size=1200`;
    return { producer, kind, ssrc, payloadType, url, close: () => transport.close() };
  }

  return {
    recorder,
    worker,
    router,
    claims,
    orders,
    reports,
    told: (type, fits = () => true) =>
      new Promise((resolve) => {
        const look = () => {
          const found = reports.find((report) => report.type === type && fits(report as never));
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found as never);
        };
        waiting.add(look);
        look();
      }),
    receive,
    async send(source) {
      const { producer, ssrc, payloadType, url, close } = await receive(source);
      const marks = ['-ssrc', String(ssrc), '-payload_type', String(payloadType)];
      const child = spawn(
        'ffmpeg',
        [...encoders[source === 'microphone' ? 'audio' : 'video'], ...marks, ...longest, '-f', 'rtp', url],
        {
          stdio: 'ignore',
        },
      );
      senders.add(child);
      return {
        producer,
        stop() {
          child.kill('SIGKILL');
          close();
        },
      };
    },
    async close() {
      for (const child of senders) child.kill('SIGKILL');
      await recorder.close(5000);
      if (!worker.closed) worker.close();
      await Promise.all(
        [...senders]
          .filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
          .map((child) => once(child, 'exit')),
      );
    },
  };
}

/** Storage as the api has it. */
export const openStorage = (root: string) =>
  createStorage(
    { kind: 'embedded', directory: path.join(root, 'storage'), secret: 'a-secret-of-the-tests', urlPrefix: '/storage' },
    { production: false, allowEmbedded: [] },
  );

let nextSsrc = 5000;

const codecs = {
  audio: { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 },
  video: { mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 },
} as const;

/** A sender whose process was killed ends by itself: no test needs one for longer. */
const longest = ['-t', '180'];
const live = ['-hide_banner', '-loglevel', 'error', '-re', '-f', 'lavfi', '-i'];
/** A tone; and a small picture with two key frames a second, as no encoder here hears that one is asked for. */
const encoders = {
  audio: [...live, 'sine=frequency=440', '-ac', '2', '-ar', '48000', '-c:a', 'libopus'],
  video: [
    ...[...live, 'testsrc=size=160x120:rate=20', '-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8'],
    ...['-b:v', '100k', '-g', '10'],
  ],
} as const;
