import { ReadWebinarFile, SettleWebinar, WebinarAsked } from '@stageline/contracts';
import { subscriber } from '@stageline/platform/outbox';
import { jobBinding, type JobBinding, type Queue } from '@stageline/platform/queue';
import type { WebinarReader } from './webinar-reader.ts';
import type { WebinarSettler } from './webinar-settler.ts';

export const webinarJobs = (reader: WebinarReader, settler: WebinarSettler): JobBinding[] => [
  jobBinding(ReadWebinarFile, ({ webinarId, fileId }) => reader.read(webinarId, fileId), {
    onDead: ({ webinarId, fileId }) => reader.giveUp(webinarId, fileId),
  }),
  jobBinding(SettleWebinar, ({ webinarId }) => settler.settle(webinarId)),
];

/** Sets the work going that somebody has asked for. */
export const webinarSubscribers = (queue: Pick<Queue, 'enqueue'>, reader: WebinarReader) => [
  subscriber({
    id: 'webinars.enqueue',
    event: WebinarAsked,
    transactional: false,
    async handle({ webinarId, fileId }, { tenantId, eventId: jobId }) {
      if (fileId === null) await queue.enqueue(SettleWebinar, tenantId, { webinarId }, { jobId });
      else await queue.enqueue(ReadWebinarFile, tenantId, { webinarId, fileId }, { jobId });
    },
    async onDead({ webinarId, fileId }) {
      if (fileId !== null) await reader.giveUp(webinarId, fileId);
    },
  }),
];
