import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { OVERFLOW_PLAYLIST } from '@stageline/contracts';
import { describeTracks, freePortPairs, listens, LOOPBACK } from '../recording/ffmpeg.ts';
import { BLACK, Feed, SILENCE } from './feed.ts';

/** How long a segment is: a viewer is some three of them behind. */
const SEGMENT_SECONDS = 1;
const FRAMES_PER_SECOND = 25;
const ENDS_AFTER_SILENCE_SECONDS = 10;
/** Voices that are heard at once; the stage has fewer seats. */
export const VOICES = 8;

const picture = { mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 };
const voice = { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 };

/** An ffmpeg that makes one film for browsers out of one picture and some voices, as they come. */
export interface Encoder {
  readonly process: ChildProcess;
  readonly picture: Feed;
  readonly voices: readonly Feed[];
  /** When it has ended, however. */
  readonly ended: Promise<void>;
  stop(): void;
}

/**
 * Starts one that writes its playlist and the latest segments into `directory`; resolves once it listens.
 * @param lines of the picture
 * @throws Error when it does not
 */
export async function startEncoder(ffmpeg: string, directory: string, lines: number): Promise<Encoder> {
  const ports = await freePortPairs(1 + VOICES);
  const child = spawn('nice', ['-n', '5', ffmpeg, ...encoderArguments(lines)], {
    cwd: directory,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-500)));
  const codecs = ports.map((port, index) => ({ port, codec: index === 0 ? picture : voice }));
  child.stdin.on('error', () => undefined).end(describeTracks(codecs));
  const exited = new AbortController();
  const ended = new Promise<void>((resolve) => child.once('close', resolve).once('error', () => resolve()));
  const socket = createSocket('udp4').on('error', () => undefined);
  void ended.then(() => {
    exited.abort();
    socket.close();
  });
  if (!(await listens((ports.at(-1) as number) + 1, exited.signal))) {
    child.kill('SIGKILL');
    await ended;
    throw new Error(`ffmpeg did not listen: ${said.trim()}`);
  }
  const sendTo = (port: number) => (packet: Buffer) => {
    if (!exited.signal.aborted) socket.send(packet, port, LOOPBACK);
  };
  const [picturePort, ...voicePorts] = ports as [number, ...number[]];
  return {
    process: child,
    picture: new Feed(BLACK, picture.payloadType, sendTo(picturePort)),
    voices: voicePorts.map((port) => new Feed(SILENCE, voice.payloadType, sendTo(port))),
    ended,
    stop: () => void child.kill('SIGKILL'),
  };
}

const mix = [
  ...Array.from({ length: VOICES }, (_, index) => `[0:a:${index}]aresample=async=1[v${index}]`),
  `${Array.from({ length: VOICES }, (_, index) => `[v${index}]`).join('')}amix=inputs=${VOICES}:normalize=0,alimiter=limit=0.95[sound]`,
].join(';');
/** Whatever comes, in a picture of one size. */
const inOneSize = (lines: number): string => {
  const size = `${(lines * 16) / 9}:${lines}`;
  return `scale=${size}:force_original_aspect_ratio=decrease,pad=${size}:-1:-1,setsar=1`;
};

const encoderArguments = (lines: number): string[] =>
  [
    ['-hide_banner', '-nostats', '-loglevel', 'error'],
    ['-protocol_whitelist', 'pipe,udp,rtp', '-localaddr', LOOPBACK, '-buffer_size', String(1 << 20)],
    // The feeds never fall silent while this process lives, so that it does not outlive it for long.
    ['-listen_timeout', String(ENDS_AFTER_SILENCE_SECONDS)],
    // Tracks of different senders have different clocks; what arrives together belongs together.
    ['-use_wallclock_as_timestamps', '1', '-reorder_queue_size', '0'],
    ['-analyzeduration', '300000', '-fpsprobesize', '0', '-f', 'sdp', '-i', 'pipe:0'],
    ['-filter_complex', mix, '-map', '0:v:0', '-vf', inOneSize(lines), '-map', '[sound]'],
    ['-c:v', 'libx264', '-preset', 'veryfast', '-tune', 'zerolatency', '-profile:v', 'main', '-pix_fmt', 'yuv420p'],
    ['-r', String(FRAMES_PER_SECOND), '-g', String(FRAMES_PER_SECOND * SEGMENT_SECONDS), '-sc_threshold', '0'],
    ['-b:v', '1500k', '-maxrate', '2000k', '-bufsize', '2000k'],
    ['-c:a', 'aac', '-b:a', '128k', '-ar', '48000', '-ac', '2'],
    ['-f', 'hls', '-hls_time', String(SEGMENT_SECONDS), '-hls_list_size', '8', '-hls_delete_threshold', '8'],
    ['-hls_segment_type', 'fmp4', '-hls_fmp4_init_filename', 'init.mp4', '-hls_segment_filename', '%d.m4s'],
    ['-hls_flags', 'delete_segments+independent_segments+omit_endlist+program_date_time+temp_file', OVERFLOW_PLAYLIST],
  ].flat();
