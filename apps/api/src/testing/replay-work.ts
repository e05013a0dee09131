import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  ProblemError,
  type LeadId,
  type PersonId,
  type RecordingId,
  type SessionId,
  type SessionMoment,
} from '@stageline/contracts';
import type { StoragePort } from '@stageline/integrations/storage';
import { createLogger, createSigner, newId } from '@stageline/platform';
import type { Queue } from '@stageline/platform/queue';
import { currentTenantId, tenantPath } from '@stageline/tenancy';
import { afterFile, createFakeClock } from '@stageline/testing';
import { createPasswordHasher } from '../modules/accounts/index.ts';
import { answeredQuestions, createRoomBans, replayedMessages } from '../modules/chat/index.ts';
import { offersShown } from '../modules/offers/index.ts';
import { createReplaysModule, type RecordedTracks, type Registrant, type Rendition } from '../modules/replays/index.ts';
import { createJoinLinks } from '../modules/sessions/index.ts';
import { recordTrack } from './recorded-tracks.ts';

const SECRET = 'a-secret-that-only-these-tests-know-0123456789';
const SMALL: readonly Rendition[] = [{ name: '90p', width: 160, height: 90, videoKbps: 100, audioKbps: 64, level: 30 }];
export const RECORDED_AT = new Date('2026-11-01T18:00:00.000Z');

/** Replays over real stores, a real chat and a real ffmpeg; recordings, people and sessions are plain values that a test sets. */
export async function createReplayWork({ storage, queue }: { storage: StoragePort; queue: Pick<Queue, 'enqueue'> }) {
  const workFolder = await mkdtemp(path.join(tmpdir(), 'stageline-replays-'));
  afterFile(() => rm(workFolder, { recursive: true, force: true }));
  const clock = createFakeClock('2026-11-02T12:00:00.000Z');
  const signer = createSigner(SECRET);
  const joinLinks = createJoinLinks(signer);
  const recorded = new Map<RecordingId, RecordedTracks>();
  const told: (readonly [RecordingId, ...unknown[]])[] = [];
  const registrants = new Map<LeadId, Registrant>();
  const attended = new Map<PersonId, SessionId[]>();
  const seats = new Map<PersonId, { sessionId: SessionId; state: 'held' | 'waiting' | 'released' | 'unpaid' }[]>();
  const bought = new Map<PersonId, SessionId[]>();
  const capacities = new Map<SessionId, number>();
  const names = new Map<PersonId, string>();
  const merged = new Map<PersonId, PersonId>();
  const timeline: SessionMoment[] = [];
  const captions = new Map<RecordingId, string>();

  const module = createReplaysModule({
    storage,
    queue,
    clock,
    signer,
    joinLinks,
    pausedTenants: async () => [],
    workFolder,
    renditions: SMALL,
    logger: createLogger({ service: 'test', level: 'silent' }),
    hints: { send: () => undefined },
    passwords: createPasswordHasher(),
    bans: createRoomBans(),
    entitlements: { replaysOf: async (personId) => bought.get(personId) ?? [] },
    offers: { shown: offersShown },
    timeline: { of: async () => ({ items: timeline }) },
    chat: { messagesAfter: replayedMessages, answeredQuestions },
    captions: {
      languageOf: async ({ recordingId }) => (captions.has(recordingId) ? 'en' : null),
      textOf: async (recordingId) => captions.get(recordingId) ?? null,
    },
    recordings: {
      async tracksOf(id) {
        const found = recorded.get(id);
        if (found === undefined) throw new ProblemError('not-found');
        return found;
      },
      markProcessing: async (id) => void told.push([id, 'processing']),
      markReady: async (id) => void told.push([id, 'ready']),
      markFailed: async (id, reason) => void told.push([id, 'failed', reason]),
      reportProgress: async (id, percent) => void told.push([id, 'progress', percent]),
    },
    leads: {
      findRegistered: async (id) => registrants.get(id) ?? null,
      namesOf: async (ids) => new Map(ids.flatMap((id) => (names.has(id) ? [[id, names.get(id)!]] : []))),
      personOf: async (id) => merged.get(id) ?? id,
    },
    sessions: {
      get: async () => ({ title: 'How to begin', phase: 'ended' }),
      titleOf: async () => 'How to begin',
      attendedBy: async (id) => attended.get(id) ?? [],
      capacityOf: async (id) => capacities.get(id) ?? null,
    },
    seats: { ofPerson: async (id) => seats.get(id) ?? [] },
  });

  return {
    ...module,
    clock,
    recorded,
    told,
    attended,
    /** Masterclasses whose replay somebody has bought. */
    bought,
    /** Of each person, the newest first. */
    seats,
    /** Of masterclasses with a limit. */
    capacities,
    names,
    merged,
    captions,
    timeline,
    workFolder,

    /** Somebody who registered for a session, with their personal link. */
    registrant(sessionId: SessionId | null, name = 'Ana Sol') {
      const [leadId, personId] = [newId('led'), newId('per')];
      registrants.set(leadId, { personId, sessionId });
      names.set(personId, name);
      return { leadId, personId, token: joinLinks.tokenFor(currentTenantId(), leadId) };
    },

    /** A recording of three seconds: a camera with its sound, which are there in its pauses, too. Runs in a tenant. */
    async record(
      sessionId: SessionId = newId('ses'),
      pauses: RecordedTracks['recording']['pauses'] = [],
    ): Promise<RecordingId> {
      const id = newId('rec');
      const tenantId = currentTenantId();
      const pathOf = (file: string) => tenantPath(tenantId, 'recordings', id, file);
      const shot = { fromMs: 0, durationMs: 3000 };
      recorded.set(id, {
        recording: { sessionId, startedAt: RECORDED_AT, durationMs: 3000, gaps: [], pauses },
        tracks: [
          await recordTrack(storage, pathOf, { ...shot, trackId: 'cam', source: 'camera' }),
          await recordTrack(storage, pathOf, { ...shot, trackId: 'mic', source: 'microphone' }),
        ],
      });
      return id;
    },
  };
}
export type ReplayWork = Awaited<ReturnType<typeof createReplayWork>>;
