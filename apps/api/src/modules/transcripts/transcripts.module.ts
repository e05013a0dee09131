import {
  RecordingFinished,
  RecordingRemoved,
  TranscriptOrdered,
  transcripts,
  WriteTranscript,
  type RecordingId,
} from '@stageline/contracts';
import type { StoragePort } from '@stageline/integrations/storage';
import type { TranscriptionPort } from '@stageline/integrations/transcription';
import { subscriber } from '@stageline/platform/outbox';
import { jobBinding, type Queue } from '@stageline/platform/queue';
import { currentTenantId } from '@stageline/tenancy';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { appRooms, type Hints } from '../../realtime/hints.ts';
import type { RecordingsService } from '../recordings/index.ts';
import { createTranscriptWriter, type TranscriptWriter } from './transcript-writer.ts';
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
}
export interface TranscriptsModule extends ApiModule {
  readonly service: TranscriptsService;
  readonly writer: TranscriptWriter;
  readonly repository: TranscriptsRepository;
}

/** What was said in a recording: recognised per speaker, corrected by people, found and taken away as files. */
export function createTranscriptsModule(deps: TranscriptsModuleDeps): TranscriptsModule {
  const { recordings, queue, hints } = deps;
  const repository = createTranscriptsRepository();
  /** Whoever looks at the session fetches again. */
  async function tell(recordingId: RecordingId): Promise<void> {
    const sessionId = await recordings.sessionOf(recordingId);
    if (sessionId !== null) hints.send([appRooms.hosts(currentTenantId())], 'session', sessionId);
  }
  const service = createTranscriptsService({ ...deps, repository, tell });
  const writer = createTranscriptWriter({ ...deps, repository, tell });
  return {
    name: 'transcripts',
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
        async handle({ recordingId, pass }, { tenantId }) {
          await queue.enqueue(WriteTranscript, tenantId, { recordingId, pass }, { jobId: `${recordingId}.${pass}` });
        },
        onDead: ({ recordingId, pass }) => writer.giveUp(recordingId, pass),
      }),
      subscriber({
        id: 'transcripts.remove',
        event: RecordingRemoved,
        alsoPaused: true,
        handle: ({ recordingId }) => service.remove(recordingId),
      }),
    ],
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
