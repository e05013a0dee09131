import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { RecordingTrackEnd } from '@stageline/contracts';
import type { Logger } from '@stageline/platform';
import type { types } from 'mediasoup';
import { copyCapabilities } from '../engine/copy-capabilities.ts';
import { LIST_FILE, sayBye, startWriter, type Writer } from './ffmpeg.ts';
import { MediaClock } from './media-clock.ts';
import { SegmentList, type ListedSegment } from './segment-list.ts';
import { writeFacts, type TrackFacts } from './work-folder.ts';

/** A key frame that comes just before its time cuts nothing. */
const AFTER_CUT_MS = 120;
const KEY_FRAME_AGAIN_MS = 1000;
/** What was sent last is read before the word that there is no more. */
const LAST_PACKETS_MS = 100;
const BYE_AGAIN_MS = 1000;
/** A writer that does not end by itself is ended; what it has listed is whole. */
const ENDS_WITHIN_MS = 8000;

export interface TrackWriterDeps {
  readonly ffmpeg: string;
  readonly segmentSeconds: number;
  readonly directory: string;
  readonly facts: Omit<TrackFacts, 'rtpPort' | 'anchorMs'>;
  readonly producer: types.Producer;
  readonly router: types.Router;
  readonly logger: Logger;
  /** The first packet came. */
  readonly onBegun: (facts: TrackFacts) => void;
  /** A segment is whole; `startMs` counts from the start of the recording. */
  readonly onSegment: (segment: ListedSegment, startMs: number) => void;
  /** Once, after the last segment. */
  readonly onEnded: (reason: RecordingTrackEnd) => void;
}

/** Records one producer: a consumer on a plain transport to an ffmpeg that copies it into segments. */
export class TrackWriter {
  readonly #deps: TrackWriterDeps;
  readonly #list: SegmentList;
  #writer: Writer | undefined;
  #transport: types.PlainTransport | undefined;
  #consumer: types.Consumer | undefined;
  #clock: MediaClock | undefined;
  #anchorMs = 0;
  #segments = 0;
  #askedAt = 0;
  #ending: RecordingTrackEnd | undefined;
  #reading: Promise<void> = Promise.resolve();

  constructor(deps: TrackWriterDeps) {
    this.#deps = deps;
    this.#list = new SegmentList(path.join(deps.directory, LIST_FILE));
  }

  get recordingId(): TrackFacts['recordingId'] {
    return this.#deps.facts.recordingId;
  }

  get trackId(): TrackFacts['trackId'] {
    return this.#deps.facts.trackId;
  }

  /** How many pauses the recording had when it began. */
  get pausesKnown(): number {
    return this.#deps.facts.pausesKnown;
  }

  /** The ffmpeg at work. */
  get pid(): number | undefined {
    return this.#writer?.process.pid;
  }

  /** Segments so far. */
  get segments(): number {
    return this.#segments;
  }

  /** Begins; a failure is told as the end. */
  async start(): Promise<void> {
    try {
      await this.#open();
    } catch (error) {
      this.#deps.logger.warn({ err: error, trackId: this.#deps.facts.trackId }, 'a track could not be recorded');
      await this.end(this.#deps.producer.closed ? 'closed' : 'writer-failed');
    }
  }

  /** To be called again and again: takes what is whole by now, and sees to it that the next segment can be cut. */
  tick(): void {
    void this.#take();
    if (this.#clock === undefined || this.#consumer?.kind !== 'video' || this.#consumer.producerPaused) return;
    const now = Date.now();
    const cutAt = this.#anchorMs + (this.#segments + 1) * this.#deps.segmentSeconds * 1000 + AFTER_CUT_MS;
    if (now < cutAt || now - this.#askedAt < KEY_FRAME_AGAIN_MS) return;
    this.#askedAt = now;
    this.#consumer.requestKeyFrame().catch(() => undefined);
  }

  /** Ends it, with its last segment. The first reason counts. */
  async end(reason: RecordingTrackEnd): Promise<void> {
    if (this.#ending !== undefined) return;
    this.#ending = reason;
    this.#transport?.close();
    await this.#endWriter();
    await this.#take();
    this.#deps.onEnded(reason);
  }

  async #open(): Promise<void> {
    const { router, producer, directory, ffmpeg, segmentSeconds, facts } = this.#deps;
    const transport = await router.createPlainTransport({
      listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
      rtcpMux: false,
      comedia: false,
    });
    this.#transport = transport;
    if (this.#ending !== undefined) return transport.close();
    const consumer = await transport.consume({
      producerId: producer.id,
      rtpCapabilities: copyCapabilities,
      enableRtx: false,
      paused: true,
    });
    this.#consumer = consumer;
    const writer = await startWriter(ffmpeg, directory, segmentSeconds, consumer.rtpParameters.codecs[0]!);
    this.#writer = writer;
    void writer.ended.then(() => this.end('writer-failed'));
    if (this.#ending !== undefined) return this.#endWriter();
    const { rtpPort } = writer;
    await writeFacts(directory, { ...facts, rtpPort, anchorMs: null });
    await transport.connect({ ip: '127.0.0.1', port: rtpPort, rtcpPort: rtpPort + 1 });
    // A consumer of video begins with a key frame, one of audio with any packet.
    consumer.on('trace', () => void this.#begin(rtpPort));
    await consumer.enableTraceEvent([consumer.kind === 'video' ? 'keyframe' : 'rtp']);
    await consumer.resume();
  }

  async #begin(rtpPort: number): Promise<void> {
    if (this.#clock !== undefined) return;
    const { facts, directory, onBegun } = this.#deps;
    this.#setAnchor(Date.now());
    this.#consumer?.enableTraceEvent([]).catch(() => undefined);
    const begun = { ...facts, rtpPort, anchorMs: this.#anchorMs };
    onBegun(begun);
    await writeFacts(directory, begun).catch((error: unknown) =>
      this.#deps.logger.warn({ err: error }, 'the place of a track was not written down'),
    );
  }

  #setAnchor(anchorMs: number): MediaClock {
    this.#anchorMs = anchorMs;
    return (this.#clock = new MediaClock(anchorMs));
  }

  async #endWriter(): Promise<void> {
    const { process: child, rtpPort, ended } = this.#writer ?? {};
    if (child === undefined) return;
    const over = new AbortController();
    void ended!.then(() => over.abort());
    await delay(LAST_PACKETS_MS);
    const giveUp = setTimeout(() => child.kill('SIGKILL'), ENDS_WITHIN_MS);
    while (!over.signal.aborted) {
      await sayBye(rtpPort!);
      await delay(BYE_AGAIN_MS, undefined, { signal: over.signal }).catch(() => undefined);
    }
    clearTimeout(giveUp);
  }

  /** One after another, so that each line is taken once. */
  #take(): Promise<void> {
    this.#reading = this.#reading
      .then(async () => {
        const { segments, writtenAtMs } = await this.#list.next();
        for (const segment of segments) this.#place(segment, segments.length === 1 ? writtenAtMs : null);
      })
      .catch((error: unknown) => this.#deps.logger.warn({ err: error }, 'a list of segments could not be read'));
    return this.#reading;
  }

  #place(segment: ListedSegment, toldMs: number | null): void {
    // Nothing ever came: an empty file.
    if (this.#clock === undefined && segment.durationMs === 0) return;
    const endMs = segment.startMs + segment.durationMs;
    const clock = this.#clock ?? this.#setAnchor((toldMs ?? Date.now()) - endMs);
    // The last one is told of as the track ends, which says nothing of when its end came.
    if (toldMs !== null && this.#ending === undefined) clock.observe(endMs, toldMs);
    this.#segments += 1;
    this.#deps.onSegment(segment, clock.at(segment.startMs) - this.#deps.facts.recordingStartMs);
  }
}
