import {
  RecordingOrdered,
  RecordingRemoved,
  SessionEnded,
  type RecordingId,
  type TenantId,
} from '@stageline/contracts';
import { subscriber } from '@stageline/platform/outbox';
import type { RecordingOrder, RecordingOrders } from '@stageline/platform/recordings';
import type { MediaControl } from '../sessions/index.ts';
import { pausesOf } from './recording-pauses.ts';
import type { RecordingsRepository } from './recordings.repository.ts';
import type { RecordingsService } from './recordings.service.ts';
import type { RecordingRow } from './recordings.types.ts';

export interface RecordingSubscriberDeps {
  readonly repository: RecordingsRepository;
  readonly service: RecordingsService;
  readonly orders: RecordingOrders;
  readonly media: Pick<MediaControl, 'syncRecording'>;
  readonly removeFiles: (tenantId: TenantId, recordingId: RecordingId) => Promise<void>;
}

const orderOf = (row: RecordingRow): RecordingOrder => ({
  recordingId: row._id,
  startedAt: row.startedAt,
  pauses: pausesOf(row).map(({ fromMs, toMs }) => ({ fromMs, toMs })),
});

export const recordingSubscribers = (deps: RecordingSubscriberDeps) => [
  subscriber({
    id: 'recordings.order',
    event: RecordingOrdered,
    transactional: false,
    // A stop is carried out for a suspended site, too: nobody is recorded who was told that it is over.
    alsoPaused: true,
    async handle({ recordingId, sessionId }, { tenantId }) {
      // Two orders may be carried out at once; whoever is last sees what holds.
      for (let before: string | undefined; ;) {
        const running = await deps.repository.running(sessionId);
        const order = running === null ? null : orderOf(running);
        if (before === JSON.stringify(order)) break;
        before = JSON.stringify(order);
        if (order === null) await deps.orders.clear(tenantId, sessionId);
        else await deps.orders.set(tenantId, sessionId, order);
      }
      await deps.media.syncRecording(tenantId, sessionId);
      await deps.service.finishIfStoppedInPause(recordingId);
    },
  }),
  subscriber({
    id: 'recordings.stop-with-session',
    event: SessionEnded,
    alsoPaused: true,
    handle: ({ sessionId, at }) => deps.service.stopWith(sessionId, new Date(at)),
  }),
  subscriber({
    id: 'recordings.remove-files',
    event: RecordingRemoved,
    transactional: false,
    alsoPaused: true,
    async handle({ recordingId }, { tenantId }) {
      await deps.removeFiles(tenantId, recordingId);
      await deps.repository.removeParts(recordingId);
    },
  }),
];
