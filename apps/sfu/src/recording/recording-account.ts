import path from 'node:path';
import { rm, stat } from 'node:fs/promises';
import type { RecordingReport, RecordingTrackEnd, RecordingTrackId } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import { segmentPath } from '@stageline/platform/recordings';
import type { ListedSegment } from './segment-list.ts';
import type { Uploads } from './uploads.ts';
import type { TrackFacts } from './work-folder.ts';

type Place = Pick<TrackFacts, 'tenantId' | 'sessionId' | 'recordingId' | 'nodeId'>;
export type Trouble = Extract<RecordingReport, { type: 'recording-alive' }>['trouble'];

export interface RecordingAccountDeps {
  readonly place: Place;
  readonly uploads: Uploads;
  readonly clock: Clock;
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
    this.#tracks.set(trackId, { directory, waiting: 0, segments: 0, begun: false, endMs: 0, ended: undefined });
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

  /** A segment is whole. */
  async segment(trackId: RecordingTrackId, { index, file, durationMs }: ListedSegment, startMs: number): Promise<void> {
    const track = this.#tracks.get(trackId);
    if (track === undefined) return;
    track.waiting += 1;
    track.segments += 1;
    track.endMs = Math.max(track.endMs, startMs + durationMs);
    const { tenantId, recordingId } = this.place;
    const whole = path.join(track.directory, file);
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
    track.endMs = Math.max(track.endMs, endMs ?? 0);
    this.#settle(trackId, track);
  }

  /** Says that we are here, and what troubles us. */
  alive(trouble: Trouble): void {
    const waiting = [...this.#tracks.values()].reduce((sum, track) => sum + track.waiting, 0);
    this.#say({ type: 'recording-alive', waiting, trouble });
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
