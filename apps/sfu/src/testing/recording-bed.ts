import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { mediaCodecs, type MediaSource, type RecordingReport } from '@stageline/contracts';
import { createStorage } from '@stageline/integrations/storage';
import { createLogger, newId, systemClock } from '@stageline/platform';
import { createRecordingOrders } from '@stageline/platform/recordings';
import type { Redis } from 'ioredis';
import { createWorker, type types } from 'mediasoup';
import { findFfmpeg } from '../recording/ffmpeg.ts';
import { Recorder, type RecorderOptions } from '../recording/recorder.ts';
import { claimsOf } from './harness.ts';

/** Of the tests, which do not wait for four. */
export const TEST_SEGMENT_SECONDS = 1;

export interface RecordingBed {
  readonly recorder: Recorder;
  readonly worker: types.Worker;
  readonly claims: ReturnType<typeof claimsOf>;
  readonly orders: ReturnType<typeof createRecordingOrders>;
  /** What was reported so far. */
  readonly reports: readonly RecordingReport[];
  /** The first report that fits, which may be still to come. */
  told<T extends RecordingReport['type']>(
    type: T,
    fits?: (report: Extract<RecordingReport, { type: T }>) => boolean,
  ): Promise<Extract<RecordingReport, { type: T }>>;
  /** Somebody begins to send a test picture or a tone. */
  send(source: MediaSource): Promise<Sending>;
  close(): Promise<void>;
}

export interface Sending {
  readonly producer: types.Producer;
  readonly source: MediaSource;
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

  return {
    recorder,
    worker,
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
    async send(source) {
      const transport = await router.createPlainTransport({
        listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
        comedia: true,
        // ffmpeg sends RTCP from another port than RTP.
        rtcpMux: false,
      });
      const { kind, rtpParameters, encoder } = testMedia(source);
      const producer = await transport.produce({ kind, rtpParameters });
      recorder.producerStarted({ ...claims, router, worker, sender }, { media: producer, source });
      const child = spawn(
        'ffmpeg',
        [
          ...encoder,
          '-f',
          'rtp',
          `rtp://127.0.0.1:${transport.tuple.localPort}?rtcpport=${transport.rtcpTuple!.localPort}&pkt_size=1200`,
        ],
        { stdio: 'ignore' },
      );
      senders.add(child);
      const stop = () => {
        child.kill('SIGKILL');
        transport.close();
      };
      return { producer, source, stop };
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

/** A small picture with a key frame a second, as no encoder here hears that one is asked for; or a tone. */
function testMedia(source: MediaSource) {
  const ssrc = (nextSsrc += 1);
  const live = ['-hide_banner', '-loglevel', 'error', '-re', '-f', 'lavfi', '-i'];
  const rtp = ['-ssrc', String(ssrc)];
  if (source === 'microphone') {
    const codec = { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 };
    const encoder = [...live, 'sine=frequency=440', '-ac', '2', '-ar', '48000', '-c:a', 'libopus'];
    return { ...parts('audio', codec, ssrc), encoder: [...encoder, ...rtp, '-payload_type', '111'] };
  }
  const codec = { mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 };
  const picture = ['testsrc=size=160x120:rate=20', '-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8'];
  const encoder = [...live, ...picture, '-b:v', '100k', '-g', '10'];
  return { ...parts('video', codec, ssrc), encoder: [...encoder, ...rtp, '-payload_type', '96'] };
}

const parts = (kind: types.MediaKind, codec: types.RtpCodecParameters, ssrc: number) => ({
  kind,
  rtpParameters: { codecs: [codec], encodings: [{ ssrc }], rtcp: { cname: `cname-${ssrc}` } },
});
