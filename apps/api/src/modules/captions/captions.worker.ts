import { randomUUID } from 'node:crypto';
import type { RecordingReport } from '@stageline/contracts';
import type { TranscriptionPort } from '@stageline/integrations/transcription';
import { runOutside, type Clock, type Logger } from '@stageline/platform';
import { currentTenantId, runInTenant } from '@stageline/tenancy';
import { LRUCache } from 'lru-cache';
import { keptOf, recordedVoice, type RecordedVoice } from '../recordings/index.ts';
import type { RoomChannel } from '../sessions/index.ts';
import { createCaptionWriter, type Hearing, type NewLine } from './caption-writer.ts';
import type { CaptionsService } from './captions.service.ts';
import type { CaptionPlace, CaptionStore, Piece } from './captions.store.ts';
import type { StoragePort } from '@stageline/integrations/storage';

/** Rooms that one worker hears at once. */
const ROOMS_AT_ONCE = 2;
/** What cannot be recognised in that time is given up: newer words wait. */
const LISTEN_MS = 20_000;
/** Longer than a step takes; what a worker held that died is another's after that. */
const LEASE_MS = 30_000;
/** What has waited for so long is left out. */
const STALE_MS = 45_000;
/** A room is not behind any more once its words come within so long. */
const ON_TIME_MS = 15_000;
/** Where nothing comes for so long, nobody waits for the end of a sentence. */
const IDLE_MS = 8_000;
/** Older words are kept, and not shown: nobody could tell what they belong to. */
const SHOWN_WITHIN_MS = 60_000;

export interface CaptionWorkerDeps {
  readonly store: CaptionStore;
  readonly service: Pick<CaptionsService, 'languageOf' | 'setTrouble'>;
  readonly storage: Pick<StoragePort, 'get'>;
  readonly recogniser: TranscriptionPort;
  readonly room: Pick<RoomChannel, 'captioned'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Hears what is said in rooms with captions, in the worker role: pieces of sound wait in Redis, a room is heard by one
 * process at a time, and its pieces one after the other. What a process had at hand when it died is lost, and no more.
 */
export function createCaptionWorker(deps: CaptionWorkerDeps) {
  const { store, service, room, clock, logger } = deps;
  const writer = createCaptionWriter(deps);
  const voices = new LRUCache<string, RecordedVoice>({ max: 2000 });
  const busy = new Map<string, Promise<void>>();
  const stopping = new AbortController();

  async function voiceOf({
    recordingId,
    trackId,
  }: Pick<Piece, 'recordingId' | 'trackId'>): Promise<RecordedVoice | null> {
    const key = `${currentTenantId()}/${recordingId}/${trackId}`;
    const known = voices.get(key);
    if (known !== undefined) return known;
    const voice = await recordedVoice(recordingId, trackId);
    if (voice !== null) voices.set(key, voice);
    return voice;
  }

  /** Rooms that wait, as many as fit; each is looked at again when it was heard. */
  async function look(): Promise<void> {
    if (stopping.signal.aborted) return;
    for (const place of await store.due(clock.now().getTime(), busy.size + 4 * ROOMS_AT_ONCE)) {
      if (busy.size >= ROOMS_AT_ONCE) return;
      const key = `${place.tenantId}/${place.sessionId}`;
      if (!busy.has(key)) busy.set(key, hearOf(place, key));
    }
  }

  async function hearOf(place: CaptionPlace, key: string): Promise<void> {
    let isOurs = false;
    try {
      isOurs = await runOutside(() => step(place));
    } catch (err) {
      logger.error({ err, ...place }, 'captions of a room could not be made, its next words are heard again');
    }
    busy.delete(key);
    if (isOurs) await look().catch((err: unknown) => logger.error({ err }, 'rooms that wait for captions not found'));
  }

  /** One piece of one room. @returns false where another process hears it */
  async function step(place: CaptionPlace): Promise<boolean> {
    const token = randomUUID();
    if (!(await store.take(place, token, LEASE_MS))) return false;
    try {
      // Others need not look at it meanwhile; where we die, they do as the lease is over.
      await store.setDue(place, clock.now().getTime() + LEASE_MS);
      await runInTenant(place.tenantId, () => hear(place));
    } finally {
      await settle(place);
      await store.release(place, token);
    }
    return true;
  }

  async function hear(place: CaptionPlace): Promise<void> {
    const language = await service.languageOf(place.sessionId);
    if (language === null) return store.stop(place);
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(LISTEN_MS)]);
    const tails = await store.tails(place);
    const piece = await fresh(place);
    if (piece !== null) {
      const voice = await voiceOf(piece);
      if (voice === null) return;
      const hearing = { place, trackId: piece.trackId, voice, language, signal };
      return tellLines(hearing, piece.toldAt, () => writer.next(hearing, tails.get(piece.trackId), piece));
    }
    const silentSince = clock.now().getTime() - IDLE_MS;
    for (const [trackId, tail] of tails) {
      if (tail.segments.length === 0 || tail.toldAt > silentSince) continue;
      // First: what fails now is not heard again, or this room would be due for ever.
      await store.setTail(place, trackId, { ...tail, segments: [] });
      const voice = await voiceOf({ recordingId: tail.recordingId, trackId: trackId as Piece['trackId'] });
      if (voice === null) continue;
      const hearing = { place, trackId: trackId as Piece['trackId'], voice, language, signal };
      await tellLines(hearing, tail.toldAt, () => writer.finish(hearing, tail));
    }
  }

  /** The next piece that is worth hearing; those before it are left out, and that is said. */
  async function fresh(place: CaptionPlace): Promise<Piece | null> {
    const oldest = clock.now().getTime() - STALE_MS;
    for (let isLate = false; ; isLate = true) {
      const piece = await store.next(place);
      if (isLate) await service.setTrouble(place.sessionId, 'behind');
      if (piece === null || piece.toldAt >= oldest) return piece;
    }
  }

  async function tellLines(hearing: Hearing, toldAt: number, work: () => Promise<NewLine[]>): Promise<void> {
    const { place } = hearing;
    let lines: NewLine[];
    try {
      lines = await work();
    } catch (err) {
      if (stopping.signal.aborted) return;
      logger.warn({ err, ...place }, 'words of a room were not recognised');
      return service.setTrouble(place.sessionId, 'failed');
    }
    if (lines.length === 0) return;
    // It may have ended, or been switched off, while we listened.
    if ((await service.languageOf(place.sessionId)) === null) return store.stop(place);
    const now = clock.now().getTime();
    const isOnTime = now - toldAt < ON_TIME_MS;
    const trouble = await store.trouble(place);
    if (trouble === 'failed' || (trouble === 'behind' && isOnTime)) await service.setTrouble(place.sessionId, null);
    const kept = await store.append(place, lines);
    const shown = kept.filter(({ at, startMs, endMs }) => now - Date.parse(at) - (endMs - startMs) < SHOWN_WITHIN_MS);
    if (shown.length > 0) room.captioned(place.tenantId, place.sessionId, shown);
  }

  /** When a room has to be looked at again. A piece that comes meanwhile is seen, whichever is first. */
  async function settle(place: CaptionPlace): Promise<void> {
    if ((await store.waiting(place)) === 0) {
      const open = [...(await store.tails(place)).values()].filter(({ segments }) => segments.length > 0);
      await store.setDue(place, open.length === 0 ? null : Math.min(...open.map(({ toldAt }) => toldAt)) + IDLE_MS);
      if ((await store.waiting(place)) === 0) return;
    }
    await store.setDue(place, clock.now().getTime());
  }

  async function take(report: RecordingReport): Promise<void> {
    if (report.type !== 'recording-segment' && report.type !== 'recording-track-ended') return;
    const { tenantId, sessionId, recordingId, trackId } = report;
    if ((await service.languageOf(sessionId)) === null) return;
    if ((await voiceOf({ recordingId, trackId })) === null) return;
    const segment = report.type === 'recording-segment' ? await keptOf(report) : null;
    // All of it was said in a pause.
    if (report.type === 'recording-segment' && segment === null) return;
    const piece = { recordingId, trackId, segment, toldAt: clock.now().getTime() };
    if (await store.add({ tenantId, sessionId }, piece)) await service.setTrouble(sessionId, 'behind');
    await look();
  }

  return {
    /** Hears, in its turn, what an sfu tells of; captions are of the moment, so what fails here is not told again. */
    async take(report: RecordingReport): Promise<void> {
      const failed = (err: unknown) =>
        logger.warn({ err, sessionId: report.sessionId }, 'a piece of sound gets no captions');
      await take(report).catch(failed);
    },

    look,

    /** What is at hand is given up. */
    async close(): Promise<void> {
      stopping.abort();
      await Promise.all(busy.values());
    },
  };
}
export type CaptionWorker = ReturnType<typeof createCaptionWorker>;
