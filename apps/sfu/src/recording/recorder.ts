import {
  SFU_ALIVE_SECONDS,
  type RecordingReport,
  type RecordingTrackEnd,
  type SessionId,
  type TenantId,
} from '@stageline/contracts';
import type { StoragePort } from '@stageline/integrations/storage';
import { newId, type Clock, type Logger } from '@stageline/platform';
import { isPaused, type RecordingOrder, type RecordingOrders } from '@stageline/platform/recordings';
import type { HostedProducer } from '../rooms/peer.ts';
import type { ProducerPlace } from '../rooms/room.types.ts';
import { Adoption } from './adoption.ts';
import { OrderWatch } from './order-watch.ts';
import { RecordingAccount, type Trouble } from './recording-account.ts';
import { TrackWriter } from './track-writer.ts';
import { Uploads } from './uploads.ts';
import { WorkFolder } from './work-folder.ts';

/** What is lost when a writer is killed, at most and about. */
const SEGMENT_SECONDS = 4;
/** How often lists of segments are looked at, and key frames asked for. */
const TICK_MS = 250;
/** A command that got lost is made up for after this: nobody is recorded for long who believes that it is paused. */
const LOOK_AGAIN_MS = 5000;
const FIRST_RESTART_MS = 100;
const LAST_RESTART_MS = 5000;
/** The stage bounds what is sent; this, what a fault of it would cost. */
const MAX_TRACKS = 48;
const OWNER_TOUCH_MS = 2000;

export interface RecorderOptions {
  readonly storage: Pick<StoragePort, 'put'>;
  /** Segments wait here for storage; processes of one machine may share it. */
  readonly directory: string;
  /** Null where there is none: the rooms work, and a recording says why it cannot. */
  readonly ffmpeg: string | null;
  /** Bytes that may wait for storage. */
  readonly maxWaitingBytes: number;
  /** About how long a segment is. */
  readonly segmentSeconds?: number;
  /** How often orders are looked up though nobody says that they have changed. */
  readonly lookAgainMs?: number;
  /** After this long without a sign of life what a process left is taken over. */
  readonly orphanAfterMs: number;
}

export interface RecorderDeps extends RecorderOptions {
  readonly nodeId: string;
  readonly orders: RecordingOrders;
  readonly report: (report: RecordingReport) => void;
  readonly reported: () => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Sent {
  readonly place: ProducerPlace;
  readonly producer: HostedProducer;
  writer: TrackWriter | undefined;
  /** Starts in a row that brought no segment. */
  failures: number;
}

/** Records what is sent in this process' rooms, wherever an order says so (C-12). */
export class Recorder {
  readonly #deps: RecorderDeps;
  readonly #folder: WorkFolder;
  readonly #uploads: Uploads;
  readonly #adoption: Adoption;
  readonly #watch: OrderWatch;
  /** What is being sent, by session and producer. */
  readonly #sent = new Map<string, Map<string, Sent>>();
  readonly #accounts = new Map<string, RecordingAccount>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #isFull = false;
  #closing = false;

  constructor(deps: RecorderDeps) {
    this.#deps = deps;
    this.#adoption = new Adoption((place) => this.#accountOf(place), deps.orders);
    this.#watch = new OrderWatch({
      ...deps,
      carryOut: (order, where) => this.#carryOut(order, this.#sent.get(sessionKey(where)) ?? new Map<string, Sent>()),
      later: (ms, fn) => this.#later(ms, fn),
    });
    this.#folder = new WorkFolder(deps.directory, deps.nodeId);
    const { storage, logger } = deps;
    this.#uploads = new Uploads({ storage, logger, onChanged: () => this.#sayAlive() });
  }

  /** Begins to look after itself, and after what processes before this one left. */
  async start(): Promise<void> {
    await this.#folder.touch();
    this.#every(TICK_MS, () => this.#tick());
    this.#every(this.#deps.lookAgainMs ?? LOOK_AGAIN_MS, () =>
      this.#watch.lookAgain([...this.#sent.values()].flatMap(firstPlace)),
    );
    this.#every(SFU_ALIVE_SECONDS * 1000, () => this.#sayAlive());
    this.#every(Math.min(OWNER_TOUCH_MS, this.#deps.orphanAfterMs / 4), () => void this.#lookAfterFolder());
    await this.#lookAfterFolder();
  }

  /** Process ids of the writers at work; for tests, which kill them. */
  get writerPids(): number[] {
    const all = [...this.#sent.values()].flatMap((sent) => [...sent.values()]);
    return all.map(({ writer }) => writer?.pid).filter((pid) => pid !== undefined);
  }

  /** Somebody sends something new. */
  producerStarted(place: ProducerPlace, producer: HostedProducer): void {
    const key = sessionKey(place);
    const sent = this.#sent.get(key) ?? new Map<string, Sent>();
    this.#sent.set(key, sent);
    const { media } = producer;
    const entry: Sent = { place, producer, writer: undefined, failures: 0 };
    sent.set(media.id, entry);
    media.observer.once('close', () => {
      sent.delete(media.id);
      if (sent.size === 0 && this.#sent.get(key) === sent) this.#sent.delete(key);
      void entry.writer?.end(this.#endOf(place));
    });
    this.sync(place.tenantId, place.sessionId);
  }

  /** Looks up whether a session is to be recorded, and makes it so. */
  sync(tenantId: TenantId, sessionId: SessionId): void {
    if (this.#sent.has(sessionKey({ tenantId, sessionId })) && !this.#closing) this.#watch.look(tenantId, sessionId);
  }

  /** Ends all tracks and brings what is there into storage; what does not get there in time stays on disk. */
  async close(withinMs: number): Promise<void> {
    this.#closing = true;
    const writers = [...this.#sent.values()].flatMap((sent) => [...sent.values()]).map(({ writer }) => writer);
    const over = new Promise<void>((resolve) => this.#later(withinMs, resolve));
    await Promise.race([Promise.all(writers.map((writer) => writer?.end('process-lost'))), over]);
    await Promise.race([this.#drained(), over]);
    this.#uploads.close();
    for (const timer of this.#timers) clearTimeout(timer);
  }

  async #drained(): Promise<void> {
    while (this.#accounts.size > 0) await new Promise<void>((resolve) => this.#later(20, resolve));
  }

  async #carryOut(order: RecordingOrder | null, sent: ReadonlyMap<string, Sent>): Promise<void> {
    let running = 0;
    for (const entry of [...sent.values()]) {
      const { writer } = entry;
      // Also one that is over: of a track that knows nothing of it, all that came since is not to be kept.
      const pause = writer === undefined ? undefined : order?.pauses[writer.pausesKnown];
      if (writer !== undefined && writer.recordingId !== order?.recordingId) void writer.end('stopped');
      else if (writer !== undefined && pause !== undefined) this.#pause(entry.place, writer, pause.fromMs);
      else if (order !== null && !isPaused(order) && running < MAX_TRACKS) {
        running += 1;
        if (writer === undefined) await this.#write(order, entry);
      }
    }
  }

  #pause({ tenantId, sessionId }: ProducerPlace, writer: TrackWriter, fromMs: number): void {
    const { recordingId, trackId } = writer;
    this.#accountOf({ tenantId, sessionId, recordingId, nodeId: this.#deps.nodeId }).cut(trackId, fromMs);
    void writer.end('paused');
  }

  async #write(order: RecordingOrder, entry: Sent): Promise<void> {
    const { ffmpeg, nodeId, logger, segmentSeconds = SEGMENT_SECONDS } = this.#deps;
    const { place, producer } = entry;
    const { tenantId, sessionId, router } = place;
    const { claims } = place.sender;
    const account = this.#accountOf({ tenantId, sessionId, recordingId: order.recordingId, nodeId });
    if (ffmpeg === null || this.#isFull) return account.alive(this.#trouble);
    if (producer.media.closed || this.#closing) return;
    const trackId = newId('trk');
    const { media, source } = producer;
    const directory = await this.#folder.openTrack(trackId);
    account.open(trackId, directory);
    account.alive(this.#trouble);
    entry.writer = new TrackWriter({
      ffmpeg,
      segmentSeconds,
      directory,
      router,
      logger,
      producer: media,
      facts: {
        ...account.place,
        trackId,
        identity: claims.identity,
        displayName: claims.displayName,
        fromHost: claims.role !== 'attendee',
        source,
        kind: media.kind,
        codec: media.rtpParameters.codecs[0]!.mimeType,
        recordingStartMs: order.startedAt.getTime(),
        pausesKnown: order.pauses.length,
      },
      onBegun: (facts) => account.begun(facts),
      onSegment: (segment, startMs) => void account.segment(trackId, segment, startMs),
      onEnded: (reason) => {
        const endMs = this.#deps.clock.now().getTime() - order.startedAt.getTime();
        account.ended(trackId, this.#closing ? 'process-lost' : reason, endMs);
        this.#goOn(entry, reason);
      },
    });
    if (media.closed) return void entry.writer.end(this.#endOf(place));
    void entry.writer.start();
  }

  /** A producer that sends on is recorded on, by a track of its own. */
  #goOn(entry: Sent, reason: RecordingTrackEnd): void {
    const { writer, producer, place } = entry;
    entry.writer = undefined;
    if (producer.media.closed || this.#closing) return;
    const failed = reason === 'writer-failed';
    entry.failures = failed && writer?.segments === 0 ? entry.failures + 1 : 0;
    const waitMs = failed ? Math.min(FIRST_RESTART_MS * 2 ** entry.failures, LAST_RESTART_MS) : 0;
    this.#later(waitMs, () => this.sync(place.tenantId, place.sessionId));
  }

  #accountOf(place: RecordingAccount['place']): RecordingAccount {
    const key = `${place.nodeId}/${place.recordingId}`;
    const existing = this.#accounts.get(key);
    if (existing !== undefined) return existing;
    const { clock, report, reported, ffmpeg, logger } = this.#deps;
    const account = new RecordingAccount({
      place,
      uploads: this.#uploads,
      ffmpeg,
      clock,
      logger,
      report,
      reported,
      onDrained: () => this.#accounts.delete(key),
    });
    this.#accounts.set(key, account);
    return account;
  }

  get #trouble(): Trouble {
    if (this.#deps.ffmpeg === null) return 'no-writer';
    if (this.#isFull) return 'disk-full';
    return this.#uploads.isFailing ? 'storage-unavailable' : null;
  }

  #sayAlive(): void {
    for (const account of this.#accounts.values()) if (!account.isDrained) account.alive(this.#trouble);
  }

  #tick(): void {
    for (const sent of this.#sent.values()) for (const { writer } of sent.values()) writer?.tick();
    const { maxWaitingBytes } = this.#deps;
    // Begins again once there is room for a while.
    const isFull = this.#uploads.bytes > (this.#isFull ? maxWaitingBytes / 2 : maxWaitingBytes);
    if (isFull === this.#isFull) return;
    this.#isFull = isFull;
    this.#sayAlive();
    for (const sent of this.#sent.values()) {
      for (const { writer, place } of sent.values()) {
        if (isFull) void writer?.end('disk-full');
        else this.sync(place.tenantId, place.sessionId);
      }
    }
  }

  async #lookAfterFolder(): Promise<void> {
    const { logger, orphanAfterMs } = this.#deps;
    try {
      await this.#folder.touch();
      await this.#adoption.take(await this.#folder.orphans(orphanAfterMs));
    } catch (error) {
      logger.warn({ err: error }, 'the folder of recordings could not be looked after');
    }
  }

  #endOf({ sender, worker }: ProducerPlace): RecordingTrackEnd {
    if (worker.died) return 'media-failed';
    return sender.state === 'closed' ? 'sender-gone' : 'closed';
  }

  #later(ms: number, fn: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      fn();
    }, ms);
    this.#timers.add(timer);
  }

  #every(ms: number, fn: () => void): void {
    this.#timers.add(setInterval(fn, ms));
  }
}

const sessionKey = ({ tenantId, sessionId }: { tenantId: TenantId; sessionId: SessionId }) =>
  `${tenantId}/${sessionId}`;

const firstPlace = (sent: ReadonlyMap<string, Sent>): ProducerPlace[] =>
  [...sent.values()].slice(0, 1).map(({ place }) => place);
