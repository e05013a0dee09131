const RTP_HEADER_BYTES = 12;

/** What a feed says where nothing comes. */
export interface Filler {
  readonly payload: Buffer;
  /** RTP clock units that one of them lasts. */
  readonly ticks: number;
  readonly everyMs: number;
  /** After this long without a packet of a track that is there. */
  readonly afterMs: number;
}

/** 20 ms of silence in Opus: a CELT frame with nothing in it (RFC 6716, 3.1). */
export const SILENCE: Filler = {
  payload: Buffer.from([0xf8, 0xff, 0xfe]),
  ticks: 960,
  everyMs: 20,
  afterMs: 80,
};

/** A black picture in VP8: its descriptor (RFC 7741, 4.2) and a key frame of 320 by 180. A still screen sends one a second. */
export const BLACK: Filler = {
  payload: Buffer.from(
    'EPAOAJ0BKkABtAAARwiFhYiFhIgCAgAGFgT3BoFkn2vbmyc4eyc4eyc4eyc4eyc4eyc4eyc4eyc4eyc4eyc4eyc4eyc4eyc4eyc4eyc4eyc4eyc4eyc4eyc4eyc4eyc4eyc4eyc4eyc4eyc4eyc4eyc4eyc4eyc4eyc4eyc4eycuAP7/q1CA',
    'base64',
  ),
  ticks: 18_000,
  everyMs: 200,
  afterMs: 3000,
};

/**
 * One stream that never ends and never stands still, whatever becomes of the tracks that it is made of: they come and go,
 * are paused, or are lost on their way, and what reads several of them waits for none. The reader goes by arrival, so that
 * only the numbers of packets have to be in order.
 */
export class Feed {
  readonly #filler: Filler;
  readonly #payloadType: number;
  readonly #send: (packet: Buffer) => void;
  #sequence = 0;
  #timestamp = 0;
  #hasTrack = false;
  #cameAt = Number.NEGATIVE_INFINITY;
  #filledAt = Number.NEGATIVE_INFINITY;

  constructor(filler: Filler, payloadType: number, send: (packet: Buffer) => void) {
    this.#filler = filler;
    this.#payloadType = payloadType;
    this.#send = send;
  }

  /** A track begins; it is waited for with what fills. */
  begin(): void {
    this.#hasTrack = true;
    this.#cameAt = Number.NEGATIVE_INFINITY;
  }

  /** It is over, or paused. */
  end(): void {
    this.#hasTrack = false;
  }

  /** Passes a packet of the track on. */
  pass(packet: Buffer, nowMs: number): void {
    if (!this.#hasTrack || packet.length < RTP_HEADER_BYTES) return;
    this.#cameAt = nowMs;
    this.#timestamp = packet.readUInt32BE(4);
    this.#number(packet, (packet.readUInt8(1) & 0x80) !== 0);
  }

  /** To be called again and again: says something where nothing comes. */
  fill(nowMs: number): void {
    const { payload, ticks, everyMs, afterMs } = this.#filler;
    if (this.#hasTrack && nowMs - this.#cameAt < afterMs) return;
    if (nowMs - this.#filledAt < everyMs) return;
    // In step, or what a late timer leaves out would add up.
    this.#filledAt = nowMs - this.#filledAt < 2 * everyMs ? this.#filledAt + everyMs : nowMs;
    this.#timestamp = (this.#timestamp + ticks) >>> 0;
    const packet = Buffer.alloc(RTP_HEADER_BYTES + payload.length);
    packet[0] = 0x80;
    packet.writeUInt32BE(this.#timestamp, 4);
    payload.copy(packet, RTP_HEADER_BYTES);
    this.#number(packet, true);
  }

  #number(packet: Buffer, marker: boolean): void {
    this.#sequence = (this.#sequence + 1) & 0xffff;
    packet[1] = (marker ? 0x80 : 0) | this.#payloadType;
    packet.writeUInt16BE(this.#sequence, 2);
    packet.writeUInt32BE(1, 8);
    this.#send(packet);
  }
}
