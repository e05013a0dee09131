import { captions, RecordingRemoved, roomNamespace, SessionEnded, type RecordingReport } from '@stageline/contracts';
import type { StoragePort } from '@stageline/integrations/storage';
import type { TranscriptionPort } from '@stageline/integrations/transcription';
import type { Clock, Logger } from '@stageline/platform';
import { subscriber } from '@stageline/platform/outbox';
import type { Redis } from 'ioredis';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { claimsOf, socketPart, type Broadcaster } from '../../realtime/binding.ts';
import { createRoomChannel } from '../sessions/index.ts';
import { createCaptionsService, type CaptionsService, type CaptionsServiceDeps } from './captions.service.ts';
import { createCaptionStore, type CaptionStore } from './captions.store.ts';
import { createCaptionWorker } from './captions.worker.ts';

export interface CaptionsModuleDeps extends Omit<CaptionsServiceDeps, 'store' | 'room' | 'recogniser'> {
  /** Null where this platform recognises no speech. */
  readonly recogniser: TranscriptionPort | null;
  readonly storage: Pick<StoragePort, 'get'>;
  readonly redis: Redis;
  readonly broadcaster: Broadcaster;
  readonly clock: Clock;
  readonly logger: Logger;
}
export interface CaptionsModule extends ApiModule {
  readonly service: CaptionsService;
  readonly store: CaptionStore;
  /** Takes what the sfus tell of recordings, after it was kept. */
  readonly reports: { apply(report: RecordingReport): Promise<void> };
  /** Gives up what is at hand. */
  close(): Promise<void>;
}

/** Rooms whose worker has died, or where nobody says any more, are found by this. */
const LOOK_MS = 1000;

/** What is said in a room, shown to everybody in it some seconds later (G-01, C-15). */
export function createCaptionsModule(deps: CaptionsModuleDeps): CaptionsModule {
  const { recogniser, redis, broadcaster } = deps;
  const store = createCaptionStore(redis);
  const room = createRoomChannel(broadcaster);
  const service = createCaptionsService({ ...deps, store, room });
  const worker = recogniser === null ? null : createCaptionWorker({ ...deps, recogniser, store, service, room });
  return {
    name: 'captions',
    service,
    store,
    reports: { apply: async (report) => worker?.take(report) },
    close: async () => worker?.close(),
    routes: [route(captions.setCaptions, ({ params, body }) => service.set(params.sessionId, body.isOn))],
    sockets: [
      socketPart({
        namespace: roomNamespace,
        async onConnect(peer, tools) {
          tools.tell('room:captions', await service.snapshot(claimsOf(peer).sessionId));
        },
        handlers: {},
      }),
    ],
    subscribers: [
      subscriber({
        id: 'captions.clear',
        event: SessionEnded,
        transactional: false,
        alsoPaused: true,
        handle: ({ sessionId }) => service.clear(sessionId),
      }),
      subscriber({
        id: 'captions.forget',
        event: RecordingRemoved,
        transactional: false,
        alsoPaused: true,
        handle: ({ sessionId, recordingId }) => service.forget(sessionId, recordingId),
      }),
    ],
    schedules: worker === null ? [] : [{ name: 'captions', everyMs: LOOK_MS, run: worker.look }],
  };
}
