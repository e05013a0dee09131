import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { RtpParameters } from '@stageline/contracts';

const VIDEO_BYTES = 1_180;
const AUDIO_BYTES = 100;
const RTP_HEADER_BYTES = 12;
/** Of four packets, three are video and one is audio: 1.5 Mbit/s of VP8 in full packets and 20 ms frames of Opus. */
const VIDEO_PER_GROUP = 3;
const KEY_FRAME_EVERY = 50;

export interface InjectedTrack {
  readonly kind: 'audio' | 'video';
  readonly source: 'camera' | 'microphone';
  readonly rtpParameters: RtpParameters;
}

/** What the injector sends, as a producer is told of it. */
export const injectedTracks: readonly InjectedTrack[] = [
  {
    kind: 'video',
    source: 'camera',
    rtpParameters: {
      codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 }],
      encodings: [{ ssrc: 1111 }],
      rtcp: { cname: 'injector' },
    },
  },
  {
    kind: 'audio',
    source: 'microphone',
    rtpParameters: {
      codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
      encodings: [{ ssrc: 2222 }],
      rtcp: { cname: 'injector' },
    },
  },
];

function packet(payloadType: number, ssrc: number, payloadBytes: number): Buffer {
  const bytes = Buffer.alloc(RTP_HEADER_BYTES + payloadBytes);
  bytes[0] = 0x80;
  bytes[1] = payloadType;
  bytes.writeUInt32BE(ssrc, 8);
  return bytes;
}

/** Sends RTP of a camera and a microphone to a plain transport, faster than real time and without an encoder. */
export class Injector {
  readonly #socket = createSocket('udp4');
  readonly #port: number;
  readonly #video = packet(96, 1111, VIDEO_BYTES);
  readonly #audio = packet(111, 2222, AUDIO_BYTES);
  #videoSequence = 0;
  #audioSequence = 0;

  private constructor(port: number) {
    this.#port = port;
  }

  static async open(port: number): Promise<Injector> {
    const injector = new Injector(port);
    injector.#socket.bind(0, '127.0.0.1');
    await once(injector.#socket, 'listening');
    return injector;
  }

  /**
   * Sends groups of four packets, spread over the time. On a busy machine it takes longer instead of sending in bursts,
   * which the worker's socket would drop.
   */
  async send(groups: number, groupsPerSecond: number): Promise<void> {
    const pauseMs = 1000 / groupsPerSecond;
    for (let sent = 0; sent < groups; sent += 1) {
      this.#group();
      await delay(pauseMs);
    }
  }

  close(): void {
    this.#socket.close();
  }

  #group(): void {
    for (let index = 0; index < VIDEO_PER_GROUP; index += 1) {
      const sequence = (this.#videoSequence = (this.#videoSequence + 1) & 0xffff);
      this.#video.writeUInt16BE(sequence, 2);
      this.#video.writeUInt32BE((sequence * 600) >>> 0, 4);
      // VP8 payload descriptor: start of partition 0; the lowest bit of the next byte is 0 in a key frame.      // VP8: start of partition 0, then a byte whose lowest bit is 0 in a key frame. A receiver begins with one, so the first is.
      this.#video[RTP_HEADER_BYTES] = 0x10;
      this.#video[RTP_HEADER_BYTES + 1] = sequence % KEY_FRAME_EVERY === 1 ? 0x00 : 0x01;
      this.#socket.send(Buffer.from(this.#video), this.#port, '127.0.0.1');
    }
    const sequence = (this.#audioSequence = (this.#audioSequence + 1) & 0xffff);
    this.#audio.writeUInt16BE(sequence, 2);
    this.#audio.writeUInt32BE((sequence * 960) >>> 0, 4);
    this.#socket.send(Buffer.from(this.#audio), this.#port, '127.0.0.1');
  }
}
