import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  signalNamespace,
  routerRtpCapabilities,
  SFU_REPORT_STREAM,
  SIGNAL_PATH,
  SfuReport,
  type Ack,
  type JoinAnswer,
  type TicketClaims,
  type TransportOffer,
} from '@stageline/contracts';
import { createStorage } from '@stageline/integrations/storage';
import { createLogger, newId, systemClock } from '@stageline/platform';
import { connectRedis, type Redis } from '@stageline/platform/redis';
import { createSingleUseTokens, createTickets, type Tickets } from '@stageline/platform/tickets';
import { afterFile, askSocket, connectSocket, testRedis } from '@stageline/testing';
import type { Socket } from 'socket.io-client';
import { buildSfu, type Sfu, type SfuDeps } from '../app.ts';
import type { OverflowOptions } from '../overflow/room-overflow.ts';
import { findFfmpeg } from '../recording/ffmpeg.ts';
import type { RecorderOptions } from '../recording/recorder.ts';
import type { AskAnswer, AskEvent } from '../signaling/handlers.ts';

export const TEST_SECRET = 'a-secret-of-the-tests-that-is-long-enough';

export interface TestSfu {
  readonly sfu: Sfu;
  readonly url: string;
  readonly redis: Redis;
  readonly redisUrl: string;
  readonly tickets: Tickets;
  /** All reports so far, oldest first. */
  reports(): Promise<SfuReport[]>;
}

/** The answer of a join with a seat. */
export type Joined = JoinAnswer & { readonly receive: TransportOffer };

let nodes = 0;

/**
 * A whole sfu with real workers and Redis, on free ports; ends with the test file.
 * @param overflow how rooms that are full are shown; they are not without it
 * @param redisUrl of the Redis of another one, which this one takes the place of
 */
export async function startSfu(
  media: Partial<SfuDeps['media']> = {},
  aliveSeconds = 60,
  redisUrl?: string,
  overflow?: OverflowOptions,
): Promise<TestSfu> {
  const usedUrl = redisUrl ?? (await testRedis()).url;
  const redis = await connectRedis(usedUrl, { name: 'sfu-test' });
  afterFile(async () => redis.quit());
  const tickets = createTickets({ secret: TEST_SECRET, redis });
  nodes += 1;
  const sfu = await buildSfu({
    host: '127.0.0.1',
    port: 0,
    nodeId: `test-node-${nodes}`,
    cluster: { linkIp: '127.0.0.1', tokens: createSingleUseTokens({ secret: TEST_SECRET, redis }) },
    media: {
      workers: 1,
      consumersPerWorker: 300,
      listenIp: '127.0.0.1',
      announcedIp: '127.0.0.1',
      webRtcPort: 0,
      workerBin: process.env['MEDIASOUP_WORKER_BIN'],
      ...media,
    },
    recording: testRecording(),
    overflow,
    redis,
    verifyTicket: (ticket) => tickets.verify('media', ticket),
    logger: createLogger({ service: 'sfu', level: 'silent' }),
    clock: systemClock,
    aliveSeconds,
  });
  afterFile(() => sfu.close());
  const url = `http://127.0.0.1:${await sfu.listen()}`;
  return { sfu, url, redis, redisUrl: usedUrl, tickets, reports: () => readReports(redis) };
}

/** Storage and a work folder of their own, which go with the file. */
export function testRecording(): RecorderOptions {
  const root = path.join(tmpdir(), `stageline-recording-${newId('rec')}`);
  afterFile(() => rm(root, { recursive: true, force: true }));
  return {
    storage: createStorage(
      { kind: 'embedded', directory: path.join(root, 'storage'), secret: TEST_SECRET, urlPrefix: '/storage' },
      { production: false, allowEmbedded: [] },
    ),
    directory: path.join(root, 'work'),
    ffmpeg: findFfmpeg(process.env['PATH'] ?? ''),
    maxWaitingBytes: 100 * 1024 * 1024,
    orphanAfterMs: 10_000,
  };
}

async function readReports(redis: Redis): Promise<SfuReport[]> {
  const entries = await redis.xrange(SFU_REPORT_STREAM, '-', '+');
  return entries.map(([, fields]) => SfuReport.parse(JSON.parse(fields[1] ?? '')));
}

/** Claims of a fresh identity in a fresh room, unless told otherwise. */
export function claimsOf(role: TicketClaims['role'], overrides: Partial<TicketClaims> = {}): TicketClaims {
  return {
    tenantId: newId('tnt'),
    sessionId: newId('ses'),
    role,
    identity: role === 'attendee' ? newId('per') : newId('mem'),
    displayName: role === 'attendee' ? 'Attendee' : 'Host',
    ...overrides,
  };
}

/** Connects with the ticket as it is. @throws the server's `connect_error` */
export function connectWith(url: string, auth: Record<string, unknown>): Promise<Socket> {
  return connectSocket(url, { host: 'kevin.localhost', namespace: signalNamespace.name, path: SIGNAL_PATH, auth });
}

export function connectAs({ url, tickets }: TestSfu, claims: TicketClaims): Promise<Socket> {
  return connectWith(url, { ticket: tickets.sign('media', claims) });
}

/** Says something and returns the acknowledgement as it is. */
export function ask<E extends AskEvent>(socket: Socket, event: E, payload: unknown): Promise<Ack<AskAnswer<E>>>;
export function ask(socket: Socket, event: string, payload?: unknown): Promise<Ack<unknown>>;
export function ask(socket: Socket, event: string, payload?: unknown): Promise<Ack<unknown>> {
  return askSocket(socket, event, payload);
}

/** Says something that must succeed. @throws Error with the problem's code */
export async function must<E extends AskEvent>(socket: Socket, event: E, payload: unknown): Promise<AskAnswer<E>> {
  const ack = await ask(socket, event, payload);
  if (!ack.ok) throw new Error(`${event} was refused: ${ack.problem.code} ${ack.problem.detail ?? ''}`);
  return ack.data;
}

/** Connects and joins. */
export async function joinAs(test: TestSfu, claims: TicketClaims): Promise<{ socket: Socket; answer: Joined }> {
  const { socket, answer } = await enterAs(test, claims);
  if (answer.receive === null) throw new Error('The room is full.');
  return { socket, answer: { ...answer, receive: answer.receive } };
}

/** As `joinAs`, also where the room is full. */
export async function enterAs(test: TestSfu, claims: TicketClaims): Promise<{ socket: Socket; answer: JoinAnswer }> {
  const socket = await connectAs(test, claims);
  const answer = (await must(socket, 'peer:join', { rtpCapabilities: routerRtpCapabilities })) as JoinAnswer;
  return { socket, answer };
}

let nextSsrc = 1_000;

/** What `producer:create` needs for a camera or a microphone, as Chromium would send it. */
export function trackOf(source: 'camera' | 'microphone' | 'screen', transportId: string) {
  const ssrc = (nextSsrc += 2);
  const audio = source === 'microphone';
  const codec = audio
    ? { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2, parameters: { useinbandfec: 1 } }
    : { mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000, rtcpFeedback: [{ type: 'nack', parameter: 'pli' }] };
  return {
    transportId,
    source,
    kind: audio ? ('audio' as const) : ('video' as const),
    rtpParameters: {
      mid: String(ssrc),
      codecs: [codec],
      headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1 }],
      encodings: [{ ssrc }],
      rtcp: { cname: `cname-${ssrc}` },
    },
  };
}
