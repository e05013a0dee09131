import {
  RecordingFinished,
  RecordingRemoved,
  TranscriptOrdered,
  transcripts,
  WriteTranscript,
  type RecordingId,
  type TenantId,
} from '@stageline/contracts';
import type { StoragePort } from '@stageline/integrations/storage';
import type { TranscriptionPort } from '@stageline/integrations/transcription';
import { createSecondLook, type Logger } from '@stageline/platform';
import { subscriber } from '@stageline/platform/outbox';
import { jobBinding, type Queue } from '@stageline/platform/queue';
import { currentTenantId, runInTenant } from '@stageline/tenancy';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { appRooms, type Hints } from '../../realtime/hints.ts';
import type { RecordingsService } from '../recordings/index.ts';
import { createTranscriptWriter, type TranscriptWriter } from './transcript-writer.ts';
import { unwrittenTranscripts } from './transcripts.cross-tenant.repository.ts';
import { createTranscriptsRepository, type TranscriptsRepository } from './transcripts.repository.ts';
import {
  createTranscriptsService,
  type TranscriptsService,
  type TranscriptsServiceDeps,
} from './transcripts.service.ts';

export interface TranscriptsModuleDeps extends Omit<TranscriptsServiceDeps, 'repository' | 'recogniser' | 'tell'> {
  readonly recordings: RecordingsService;
  /** Null where this platform recognises no speech. */
  readonly recogniser: TranscriptionPort | null;
  readonly storage: Pick<StoragePort, 'get'>;
  readonly queue: Pick<Queue, 'enqueue'>;
  readonly hints: Hints;
  readonly pausedTenants: () => Promise<readonly TenantId[]>;
  readonly logger: Logger;
}
export interface TranscriptsModule extends ApiModule {
  readonly service: TranscriptsService;
  readonly writer: TranscriptWriter;
  readonly repository: TranscriptsRepository;
  /** Asks again for what was being written at the sweep before, too, and has no job any more; for tests, which do not wait for the schedule. */
  sweep(): Promise<void>;
}

const SWEEP_MS = 60_000;
/** Of one sweep. */
const MAX_SWEPT = 100;

/** What was said in a recording: recognised per speaker, corrected by people, found and taken away as files. */
export function createTranscriptsModule(deps: TranscriptsModuleDeps): TranscriptsModule {
  const { recordings, queue, hints, logger } = deps;
  const repository = createTranscriptsRepository();
  /** Whoever looks at the session fetches again. */
  async function tell(recordingId: RecordingId): Promise<void> {
    const sessionId = await recordings.sessionOf(recordingId);
    if (sessionId !== null) hints.send([appRooms.hosts(currentTenantId())], 'session', sessionId);
  }
  const service = createTranscriptsService({ ...deps, repository, tell });
  const writer = createTranscriptWriter({ ...deps, repository, tell });

  /** The same pass again is the same job, as long as that is known. */
  const ask = (tenantId: TenantId, recordingId: RecordingId, pass: number): Promise<void> =>
    queue.enqueue(WriteTranscript, tenantId, { recordingId, pass }, { jobId: `${recordingId}.${pass}` });

  const lookAgain = createSecondLook();
  async function sweep(): Promise<void> {
    const unwritten = await unwrittenTranscripts(await deps.pausedTenants(), MAX_SWEPT);
    const keyOf = ({ recordingId, pass }: (typeof unwritten)[number]) => `${recordingId}.${pass}`;
    const lasting = lookAgain(unwritten.map(keyOf));
    for (const { tenantId, recordingId, pass } of unwritten.filter((each) => lasting.has(keyOf(each))))
      await runInTenant(tenantId, () => ask(tenantId, recordingId, pass)).catch((err: unknown) =>
        logger.error({ err, tenantId, recordingId }, 'a transcript could not be asked for again, comes again'),
      );
  }

  return {
    name: 'transcripts',
    sweep,
    service,
    writer,
    repository,
    routes: transcriptRoutes(service),
    jobs: [
      jobBinding(WriteTranscript, ({ recordingId, pass }) => writer.write(recordingId, pass), {
        onDead: ({ recordingId, pass }) => writer.giveUp(recordingId, pass),
      }),
    ],
    subscribers: [
      subscriber({
        id: 'transcripts.write-first',
        event: RecordingFinished,
        transactional: false,
        handle: ({ sessionId, recordingId }) => service.writeFirst(sessionId, recordingId),
      }),
      subscriber({
        id: 'transcripts.enqueue',
        event: TranscriptOrdered,
        transactional: false,
        handle: ({ recordingId, pass }, { tenantId }) => ask(tenantId, recordingId, pass),
        onDead: ({ recordingId, pass }) => writer.giveUp(recordingId, pass),
      }),
      subscriber({
        id: 'transcripts.remove',
        event: RecordingRemoved,
        alsoPaused: true,
        handle: ({ recordingId }) => service.remove(recordingId),
      }),
    ],
    schedules: [{ name: 'transcripts', everyMs: SWEEP_MS, run: sweep }],
  };
}

const transcriptRoutes = (service: TranscriptsService) => [
  route(transcripts.getTranscript, ({ params }) => service.get(params.sessionId, params.recordingId)),
  route(transcripts.writeTranscript, ({ params, body }) =>
    service.write(params.sessionId, params.recordingId, body.language),
  ),
  route(transcripts.listTranscriptLines, ({ params, query }) =>
    service.lines(params.sessionId, params.recordingId, query.cursor),
  ),
  route(transcripts.editTranscriptLine, ({ actor, params, body }) =>
    service.editLine(actor, params.sessionId, params.recordingId, params.lineId, body),
  ),
  route(transcripts.transcriptLineHistory, ({ params }) =>
    service.history(params.sessionId, params.recordingId, params.lineId),
  ),
  route(transcripts.searchTranscripts, ({ query }) => service.search(query.q)),
  route(transcripts.transcriptVtt, ({ params }) => service.file(params.sessionId, params.recordingId, 'vtt')),
  route(transcripts.transcriptSrt, ({ params }) => service.file(params.sessionId, params.recordingId, 'srt')),
  route(transcripts.transcriptTxt, ({ params }) => service.file(params.sessionId, params.recordingId, 'txt')),
  route(transcripts.transcriptJson, ({ params }) => service.file(params.sessionId, params.recordingId, 'json')),
];
