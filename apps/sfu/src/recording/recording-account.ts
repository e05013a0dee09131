import path from 'node:path';
import { rm, stat } from 'node:fs/promises';
import type { RecordingReport, RecordingTrackEnd, RecordingTrackId } from '@stageline/contracts';
import type { Clock, Logger } from '@stageline/platform';
import { segmentPath } from '@stageline/platform/recordings';
import { cutSegment } from './cut-segment.ts';
import type { ListedSegment } from './segment-list.ts';
import type { Uploads } from './uploads.ts';
import type { TrackFacts } from './work-folder.ts';

/** Less is not worth a file. */
const LEAST_KEPT_MS = 100;

type Place = Pick<TrackFacts, 'tenantId' | 'sessionId' | 'recordingId' | 'nodeId'>;
export type Trouble = Extract<RecordingReport, { type: 'recording-alive' }>['trouble'];

export interface RecordingAccountDeps {
  readonly place: Place;
  readonly uploads: Uploads;
  /** Cuts segments; where there is none, what would have to be cut is not kept. */
  readonly ffmpeg: string | null;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly report: (report: RecordingReport) => void;
  /** Once everything that was reported is written. */
  readonly reported: () => Promise<void>;
  /** Nothing is left to write or to bring; more may begin. */
  readonly onDrained: () => void;
}

interface OpenTrack {
  readonly directory: string;
  /** Segments that are not in storage yet. */
  waiting: number;
  segments: number;
  begun: boolean;
  endMs: number;
  /** Nothing from here on is kept. */
  untilMs: number;
  ended: RecordingTrackEnd | undefined;
}

/** What one process has of one recording: which tracks are open, what is on its disk, and what the api is told of it. */
export class RecordingAccount {
  readonly #deps: RecordingAccountDeps;
  readonly #tracks = new Map<RecordingTrackId, OpenTrack>();
  #told = 0;

  constructor(deps: RecordingAccountDeps) {
    this.#deps = deps;
  }

  get place(): Place {
    return this.#deps.place;
  }

  get isDrained(): boolean {
    return this.#tracks.size === 0;
  }

  /** A track will be written to `directory`, or was, by a process that is gone. */
  open(trackId: RecordingTrackId, directory: string): void {
    this.#tracks.set(trackId, {
      directory,
      waiting: 0,
      segments: 0,
      begun: false,
      endMs: 0,
      untilMs: Number.POSITIVE_INFINITY,
      ended: undefined,
    });
  }

  /** Its first packet came. */
  begun(facts: TrackFacts): void {
    const track = this.#tracks.get(facts.trackId);
    if (track === undefined || track.begun) return;
    track.begun = true;
    this.#told += 1;
    const { trackId, identity, displayName, fromHost, source, kind, codec, recordingStartMs, anchorMs } = facts;
    const about = { trackId, identity, displayName, fromHost, source, kind, codec };
    this.#say({ type: 'recording-track-started', ...about, startMs: (anchorMs ?? 0) - recordingStartMs });
  }

  /** A pause began: what a track brings from now on ends there, however late it was heard of. */
  cut(trackId: RecordingTrackId, untilMs: number): void {
    const track = this.#tracks.get(trackId);
    if (track !== undefined) track.untilMs = Math.min(track.untilMs, untilMs);
  }

  /** A segment is whole. */
  async segment(trackId: RecordingTrackId, { index, file, ...listed }: ListedSegment, startMs: number): Promise<void> {
    const track = this.#tracks.get(trackId);
    if (track === undefined) return;
    track.waiting += 1;
    track.segments += 1;
    const durationMs = Math.min(listed.durationMs, track.untilMs - startMs);
    const whole = path.join(track.directory, file);
    if (durationMs < listed.durationMs && !(await this.#isCut(whole, durationMs))) {
      await rm(whole, { force: true });
      track.segments -= 1;
      track.waiting -= 1;
      return this.#settle(trackId, track);
    }
    track.endMs = Math.max(track.endMs, startMs + durationMs);
    const { tenantId, recordingId } = this.place;
    const bytes = await stat(whole).then(
      ({ size }) => size,
      () => 0,
    );
    const storageKey = segmentPath(tenantId, recordingId, trackId, index);
    const facts = { trackId, index, storageKey, startMs, durationMs, bytes };
    this.#deps.uploads.add({
      file: whole,
      storageKey,
      bytes,
      done: (stored) => {
        // One that is not there was brought before, and its report with it.
        if (stored) this.#say({ type: 'recording-segment', ...facts });
        void this.#deps.reported().then(() => rm(whole, { force: true }));
        track.waiting -= 1;
        this.#settle(trackId, track);
      },
    });
  }

  /** There will be no further segment. */
  ended(trackId: RecordingTrackId, reason: RecordingTrackEnd, endMs?: number): void {
    const track = this.#tracks.get(trackId);
    if (track === undefined) return;
    track.ended = reason;
    track.endMs = Math.min(track.untilMs, Math.max(track.endMs, endMs ?? 0));
    this.#settle(trackId, track);
  }

  /** Says that we are here, and what troubles us. */
  alive(trouble: Trouble): void {
    const waiting = [...this.#tracks.values()].reduce((sum, track) => sum + track.waiting, 0);
    this.#say({ type: 'recording-alive', waiting, trouble });
  }

  /** What cannot be cut is not kept: better a few seconds less than one that nobody was to keep. */
  async #isCut(file: string, keepMs: number): Promise<boolean> {
    const { ffmpeg, logger } = this.#deps;
    if (keepMs < LEAST_KEPT_MS || ffmpeg === null) return false;
    try {
      await cutSegment(ffmpeg, file, keepMs);
      return true;
    } catch (error) {
      logger.warn({ err: error }, 'a segment could not be cut where a pause began, and is not kept');
      return false;
    }
  }

  #settle(trackId: RecordingTrackId, track: OpenTrack): void {
    const { ended, waiting, segments, begun, endMs, directory } = track;
    if (ended === undefined || waiting > 0 || !this.#tracks.delete(trackId)) return;
    if (begun) this.#say({ type: 'recording-track-ended', trackId, endMs, reason: ended, segments });
    if (this.isDrained) {
      this.#say({ type: 'recording-drained', tracks: this.#told });
      this.#deps.onDrained();
    }
    void this.#deps.reported().then(() => rm(directory, { recursive: true, force: true }));
  }

  #say(what: DistributiveOmit<RecordingReport, keyof Place | 'v' | 'at'>): void {
    const at = this.#deps.clock.now().toISOString();
    this.#deps.report({ v: 1, ...this.place, at, ...what });
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
