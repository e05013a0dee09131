import { recordings, type TenantId } from '@stageline/contracts';
import type { StoragePort } from '@stageline/integrations/storage';
import type { Logger } from '@stageline/platform';
import { createRecordingOrders, recordingFolder } from '@stageline/platform/recordings';
import { runInTenant } from '@stageline/tenancy';
import type { Redis } from 'ioredis';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import type { MediaControl } from '../sessions/index.ts';
import { createRecordingReports, type RecordingReports } from './recording-reports.ts';
import { unfinishedRecordings } from './recordings.cross-tenant.repository.ts';
import { recordingSubscribers } from './recordings.events.ts';
import { createRecordingsRepository } from './recordings.repository.ts';
import {
  createRecordingsService,
  SILENT_AFTER_MS,
  type RecordingsService,
  type RecordingsServiceDeps,
} from './recordings.service.ts';

export interface RecordingsModuleDeps extends Omit<RecordingsServiceDeps, 'repository'> {
  readonly redis: Redis;
  readonly storage: Pick<StoragePort, 'delete' | 'deleteFolder'>;
  readonly media: Pick<MediaControl, 'syncRecording'>;
  readonly pausedTenants: () => Promise<readonly TenantId[]>;
  readonly logger: Logger;
}

export interface RecordingsModule extends ApiModule {
  readonly service: RecordingsService;
  /** Takes what the sfus tell of recordings. */
  readonly reports: RecordingReports;
  /** Finishes recordings whose media server fell silent; for tests, which do not wait for the schedule. */
  sweep(): Promise<void>;
}

const SWEEP_MS = 20_000;
/** Of one sweep. */
const MAX_SWEPT = 100;

/** Recordings of live sessions: the order, what the media servers tell of it, and where it stands. */
export function createRecordingsModule(deps: RecordingsModuleDeps): RecordingsModule {
  const { redis, storage, clock, logger } = deps;
  const repository = createRecordingsRepository();
  const service = createRecordingsService({ ...deps, repository });
  const removeFile = (storageKey: string) => storage.delete(storageKey);

  async function sweep(): Promise<void> {
    const before = new Date(clock.now().getTime() - SILENT_AFTER_MS);
    for (const { tenantId, recordingId } of await unfinishedRecordings(before, await deps.pausedTenants(), MAX_SWEPT)) {
      await runInTenant(tenantId, () => service.finishIfComplete(recordingId)).catch((err: unknown) =>
        logger.error({ err, tenantId, recordingId }, 'a recording could not be finished, comes again'),
      );
    }
  }

  return {
    name: 'recordings',
    service,
    reports: createRecordingReports({ repository, service, removeFile }),
    sweep,
    routes: [
      route(recordings.listRecordings, ({ params }) => service.list(params.sessionId)),
      route(recordings.startRecording, ({ actor, params }) => service.start(actor, params.sessionId)),
      route(recordings.pauseRecording, ({ params }) => service.pause(params.sessionId, params.recordingId)),
      route(recordings.resumeRecording, ({ params }) => service.resume(params.sessionId, params.recordingId)),
      route(recordings.stopRecording, ({ params }) => service.stop(params.sessionId, params.recordingId)),
      route(recordings.removeRecording, ({ params }) => service.remove(params.sessionId, params.recordingId)),
    ],
    subscribers: recordingSubscribers({
      ...deps,
      repository,
      service,
      orders: createRecordingOrders(redis),
      removeFiles: (tenantId, recordingId) => storage.deleteFolder(recordingFolder(tenantId, recordingId)),
    }),
    schedules: [{ name: 'recordings', everyMs: SWEEP_MS, run: sweep }],
  };
}
