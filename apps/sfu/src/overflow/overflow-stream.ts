import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { OVERFLOW_PLAYLIST } from '@stageline/contracts';
import type { Logger } from '@stageline/platform';
import type { types } from 'mediasoup';
import { copyCapabilities } from '../engine/copy-capabilities.ts';
import type { HostedProducer } from '../rooms/peer.ts';
import { startEncoder, type Encoder } from './encoder.ts';
import type { Feed } from './feed.ts';
import type { OnStage } from './on-stage.ts';

const FILL_MS = 20;
/** Whoever comes first waits for the first segment, and no player asks twice for it. */
const FIRST_SEGMENT_WITHIN_MS = 15_000;
const LOOK_MS = 50;

export interface OverflowStreamDeps {
  readonly ffmpeg: string;
  /** Of the picture. */
  readonly lines: number;
  /** Of its own; made, and removed after it. */
  readonly directory: string;
  readonly router: types.Router;
  readonly onStage: () => OnStage;
  /** Once, when nothing more comes. */
  readonly onEnded: () => void;
  readonly logger: Logger;
}

/** A browser sends a picture whole only when it is asked to; here, nobody else asks who has missed something. */
const FIRST_KEY_FRAME_AGAIN_MS = 1000;
const KEY_FRAME_EVERY_MS = 10_000;

interface Taken {
  readonly producer: HostedProducer;
  readonly consumer: types.Consumer;
  /** When it is asked for a whole picture the next time. */
  askAtMs: number;
}

/** The one film of a room for those who find it full: what is on the stage, encoded once, as files of a second. */
export class OverflowStream {
  readonly #deps: OverflowStreamDeps;
  #encoder: Encoder | undefined;
  #transport: types.DirectTransport | undefined;
  readonly #taken = new Map<Feed, Taken>();
  #filling: NodeJS.Timeout | undefined;
  #work: Promise<void>;
  #isOver = false;

  constructor(deps: OverflowStreamDeps) {
    this.#deps = deps;
    this.#work = this.#start().catch((error: unknown) => {
      deps.logger.error({ err: error }, 'a full room could not be shown');
      this.close();
    });
    this.changed();
  }

  /** The encoder at work. */
  get pid(): number | undefined {
    return this.#encoder?.process.pid;
  }

  /** Somebody sends something else now, or nothing. */
  changed(): void {
    this.#work = this.#work
      .then(() => this.#follow())
      .catch((error: unknown) => {
        if (!this.#isOver) this.#deps.logger.warn({ err: error }, 'a full room misses a track');
      });
  }

  /** A file as it is now; null where there is none. Waits for a playlist that is not there yet. */
  async read(file: string): Promise<ReadStream | null> {
    const whole = path.join(this.#deps.directory, file);
    const deadline = performance.now() + (file === OVERFLOW_PLAYLIST ? FIRST_SEGMENT_WITHIN_MS : 0);
    while (!this.#isOver) {
      if (await isThere(whole)) {
        // Held, as the writer removes old segments.
        const handle = await open(whole).catch(() => null);
        return handle === null ? null : createReadStream('', { fd: handle });
      }
      if (performance.now() >= deadline) return null;
      await delay(LOOK_MS);
    }
    return null;
  }

  /** Ends it, and removes what it has written. Harmless when repeated. */
  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearInterval(this.#filling);
    this.#transport?.close();
    this.#encoder?.stop();
    void Promise.all([this.#work, this.#encoder?.ended]).then(() =>
      rm(this.#deps.directory, { recursive: true, force: true }),
    );
    this.#deps.onEnded();
  }

  async #start(): Promise<void> {
    const { ffmpeg, lines, directory, router } = this.#deps;
    await mkdir(directory, { recursive: true });
    if (this.#isOver) return;
    const encoder = await startEncoder(ffmpeg, directory, lines);
    this.#encoder = encoder;
    void encoder.ended.then(() => this.close());
    if (this.#isOver) return encoder.stop();
    this.#filling = setInterval(() => this.#fill(encoder), FILL_MS);
    this.#transport = await router.createDirectTransport();
    if (this.#isOver) this.#transport.close();
  }

  #fill({ picture, voices }: Encoder): void {
    const now = performance.now();
    picture.fill(now);
    for (const voice of voices) voice.fill(now);
    const shown = this.#taken.get(picture);
    if (shown === undefined || now < shown.askAtMs) return;
    shown.askAtMs = now + KEY_FRAME_EVERY_MS;
    shown.consumer.requestKeyFrame().catch(() => undefined);
  }

  async #follow(): Promise<void> {
    const encoder = this.#encoder;
    if (encoder === undefined || this.#isOver) return;
    const { picture, voices } = this.#deps.onStage();
    const wanted = new Set(voices);
    if (this.#taken.get(encoder.picture)?.producer !== picture) this.#drop(encoder.picture);
    for (const feed of encoder.voices) {
      const producer = this.#taken.get(feed)?.producer;
      // Each keeps its place; whoever is new takes one that is free.
      if (producer !== undefined && !wanted.delete(producer)) this.#drop(feed);
    }
    if (picture !== null && !this.#taken.has(encoder.picture)) await this.#take(encoder.picture, picture);
    const free = encoder.voices.filter((feed) => !this.#taken.has(feed));
    for (const producer of wanted) {
      const feed = free.shift();
      if (feed !== undefined) await this.#take(feed, producer);
    }
  }

  async #take(feed: Feed, producer: HostedProducer): Promise<void> {
    const transport = this.#transport;
    if (transport === undefined || producer.media.closed) return;
    const { id: producerId } = producer.media;
    const consumer = await transport.consume({ producerId, rtpCapabilities: copyCapabilities, paused: true });
    if (this.#isOver || producer.media.closed) return consumer.close();
    this.#taken.set(feed, { producer, consumer, askAtMs: performance.now() + FIRST_KEY_FRAME_AGAIN_MS });
    feed.begin();
    consumer.on('rtp', (packet) => feed.pass(packet, performance.now()));
    await consumer.resume();
  }

  #drop(feed: Feed): void {
    const taken = this.#taken.get(feed);
    if (taken === undefined) return;
    this.#taken.delete(feed);
    taken.consumer.close();
    feed.end();
  }
}

const isThere = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
