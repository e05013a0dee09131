import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { accessSync, closeSync, constants, openSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { types } from 'mediasoup';

export const LOOPBACK = '127.0.0.1';
/** Name of the list of segments, beside them. */
export const LIST_FILE = 'segments.csv';
/** Half a day without a packet is a muted microphone, not a fault: the sfu says when a track is over. */
const SILENCE_SECONDS = 12 * 3600;
/** On a busy machine a process takes its time. */
const LISTENS_WITHIN_MS = 15_000;
const PROBE_MS = 15;
/** An empty receiver report: it asks nothing, and is shorter than anything that ffmpeg looks into. */
const NOTHING = Buffer.from([0x80, 201, 0, 1, 0, 0, 0, 1]);
/** The same, with the word that the sender has gone. Source: RFC 3550, 6.6. */
const BYE = Buffer.concat([NOTHING, Buffer.from([0x81, 203, 0, 1, 0, 0, 0, 1])]);

/** Where ffmpeg is; null where this system has none. */
export function findFfmpeg(searchPath: string): string | null {
  const candidates = searchPath.split(path.delimiter).filter(Boolean);
  return candidates.map((dir) => path.join(dir, 'ffmpeg')).find(isExecutable) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** An ffmpeg that writes one track into segments, and takes it on two loopback ports. */
export interface Writer {
  readonly process: ChildProcess;
  readonly rtpPort: number;
  /** When it has ended, however. */
  readonly ended: Promise<void>;
}

/**
 * Starts an ffmpeg that copies one track, without decoding it, into segments in `directory`; resolves once it listens.
 * @param segmentSeconds about how long one is; a video is cut at the first key frame after that
 * @throws Error when it does not: it ended, or is killed
 */
export async function startWriter(
  ffmpeg: string,
  directory: string,
  segmentSeconds: number,
  codec: types.RtpCodecParameters,
): Promise<Writer> {
  const [rtpPort] = (await freePortPairs(1)) as [number];
  const list = openSync(path.join(directory, LIST_FILE), 'a');
  const child = spawn(ffmpeg, writerArguments(segmentSeconds), { cwd: directory, stdio: ['pipe', list, 'pipe'] });
  closeSync(list);
  let said = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-500)));
  // It may be gone before it has read what it is to do.
  child.stdin!.on('error', () => undefined).end(describeTrack(rtpPort, codec));
  const exited = new AbortController();
  const ended = new Promise<void>((resolve) => child.once('close', resolve).once('error', () => resolve()));
  void ended.then(() => exited.abort());
  if (await listens(rtpPort + 1, exited.signal)) return { process: child, rtpPort, ended };
  child.kill('SIGKILL');
  await ended;
  throw new Error(`ffmpeg did not listen: ${said.trim()}`);
}

/** Lets a writer close its file; it need not be ours, and a port that nobody listens on any more is no error. */
export async function sayBye(rtpPort: number): Promise<void> {
  const socket = createSocket('udp4').on('error', () => undefined);
  await new Promise((resolve) => socket.send(BYE, rtpPort + 1, LOOPBACK, resolve));
  socket.close();
}

/** Whether a writer listens on these ports still. */
export async function isListening(rtpPort: number): Promise<boolean> {
  const prober = await openProber(rtpPort + 1);
  try {
    return await prober.answers();
  } finally {
    prober.close();
  }
}

const writerArguments = (segmentSeconds: number): string[] =>
  [
    ['-hide_banner', '-nostats', '-loglevel', 'error'],
    ['-protocol_whitelist', 'pipe,udp,rtp', '-localaddr', LOOPBACK, '-buffer_size', String(1 << 20)],
    ['-listen_timeout', String(SILENCE_SECONDS), '-fpsprobesize', '0', '-analyzeduration', '1000000'],
    // Offsets count from the first packet, and not from wherever the container would begin.
    ['-copyts', '-f', 'sdp', '-i', 'pipe:0', '-map', '0', '-c', 'copy'],
    ['-f', 'segment', '-segment_format', 'matroska', '-segment_time', String(segmentSeconds)],
    ['-segment_list', 'pipe:1', '-segment_list_type', 'csv', '%d.mkv'],
  ].flat();

const describeTrack = (port: number, codec: types.RtpCodecParameters): string => describeTracks([{ port, codec }]);

/** What comes on which port, for ffmpeg (RFC 8866). */
export function describeTracks(
  tracks: readonly { readonly port: number; readonly codec: types.RtpCodecParameters }[],
): string {
  const head = ['v=0', `o=- 0 0 IN IP4 ${LOOPBACK}`, 's=-', `c=IN IP4 ${LOOPBACK}`, 't=0 0'];
  return [...head, ...tracks.flatMap(({ port, codec }) => linesOf(port, codec))].map((line) => `${line}\r\n`).join('');
}

function linesOf(port: number, codec: types.RtpCodecParameters): string[] {
  const { mimeType, payloadType, clockRate, channels, parameters = {} } = codec;
  const [kind, name] = mimeType.split('/');
  const format = Object.entries(parameters).map(([key, value]) => `${key}=${String(value)}`);
  return [
    `m=${kind} ${port} RTP/AVP ${payloadType}`,
    `a=rtpmap:${payloadType} ${name}/${clockRate}${channels === undefined ? '' : `/${channels}`}`,
    ...(format.length === 0 ? [] : [`a=fmtp:${payloadType} ${format.join(';')}`]),
    'a=recvonly',
  ];
}

/** Free ports, each with the one after it, for RTP and RTCP. Whoever is faster than ffmpeg may take them: then it does not start. */
export async function freePortPairs(pairs: number): Promise<number[]> {
  const ports: number[] = [];
  const held: Socket[] = [];
  try {
    for (let attempt = 0; ports.length < pairs && attempt < pairs + 20; attempt += 1) {
      const first = (await bind(0)) as Socket;
      held.push(first);
      const { port } = first.address();
      const second = await bind(port + 1);
      if (second === null) continue;
      held.push(second);
      ports.push(port);
    }
  } finally {
    for (const socket of held) socket.close();
  }
  if (ports.length < pairs) throw new Error('No two free ports in a row.');
  return ports;
}

async function bind(port: number): Promise<Socket | null> {
  const socket = createSocket('udp4');
  socket.bind(port, LOOPBACK);
  try {
    await once(socket, 'listening');
    return socket;
  } catch (error) {
    socket.close();
    if (port === 0) throw error;
    return null;
  }
}

/** Waits until somebody listens on a port, or is gone. */
export async function listens(port: number, gone: AbortSignal): Promise<boolean> {
  const deadline = performance.now() + LISTENS_WITHIN_MS;
  const prober = await openProber(port);
  try {
    while (performance.now() < deadline && !gone.aborted) if (await prober.answers()) return true;
    return false;
  } finally {
    prober.close();
  }
}

/** A connected socket is told when nobody listens at its other end. */
async function openProber(port: number) {
  let refused = false;
  const socket = createSocket('udp4').on('error', () => (refused = true));
  socket.connect(port, LOOPBACK);
  await once(socket, 'connect');
  const send = () =>
    new Promise<void>((resolve) => socket.send(NOTHING, (error) => resolve(void (refused ||= !!error))));
  return {
    async answers(): Promise<boolean> {
      refused = false;
      await send();
      await delay(PROBE_MS);
      // The second one brings the refusal of the first where no event has.
      if (!refused) await send();
      return !refused;
    },
    close: () => socket.close(),
  };
}
