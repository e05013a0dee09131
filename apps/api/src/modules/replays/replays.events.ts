import { ComposeReplay, RecordingFinished, RecordingRemoved, SessionClosed } from '@stageline/contracts';
import { subscriber } from '@stageline/platform/outbox';
import { jobBinding, type JobBinding } from '@stageline/platform/queue';
import type { ComposingService } from './composing.service.ts';
import type { ReplaysRepository } from './replays.repository.ts';

export const replayJobs = (composing: ComposingService): JobBinding[] => [
  jobBinding(ComposeReplay, ({ replayId }) => composing.make(replayId), {
    onDead: ({ replayId }) => composing.giveUp(replayId),
  }),
];

export const replaySubscribers = (composing: ComposingService, repository: Pick<ReplaysRepository, 'takeDownOf'>) => [
  subscriber({
    id: 'replays.take-down-closed',
    event: SessionClosed,
    handle: ({ sessionId }) => repository.takeDownOf(sessionId),
  }),
  subscriber({
    id: 'replays.compose',
    event: RecordingFinished,
    // The work is put into the queue, which is outside of the database.
    transactional: false,
    handle: ({ recordingId }, { tenantId }) => composing.announce(tenantId, recordingId),
  }),
  subscriber({
    id: 'replays.remove-with-recording',
    event: RecordingRemoved,
    transactional: false,
    alsoPaused: true,
    handle: ({ recordingId }) => composing.removeOf(recordingId),
  }),
];
