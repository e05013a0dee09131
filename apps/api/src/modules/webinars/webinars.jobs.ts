import {
  ReadWebinarFile,
  SessionEnded,
  SettleWebinar,
  WebinarAsked,
  WebinarFilesRemoved,
  type WebinarId,
} from '@stageline/contracts';
import { subscriber } from '@stageline/platform/outbox';
import { jobBinding, type JobBinding, type Queue } from '@stageline/platform/queue';
import type { OwnRooms } from './own-rooms.ts';
import type { WebinarFiles } from './webinar-files.ts';
import type { WebinarReader } from './webinar-reader.ts';
import type { WebinarSettler } from './webinar-settler.ts';

export const webinarJobs = (reader: WebinarReader, settler: WebinarSettler, ownRooms: OwnRooms): JobBinding[] => [
  jobBinding(ReadWebinarFile, ({ webinarId, fileId }) => reader.read(webinarId, fileId), {
    onDead: ({ webinarId, fileId }) => reader.giveUp(webinarId, fileId),
  }),
  jobBinding(SettleWebinar, async ({ webinarId }) => {
    // What a room of this site has kept may have grown since.
    await ownRooms.read(webinarId);
    await settler.settle(webinarId);
    await reader.readAgain(webinarId);
  }),
];

/** Sets the work going that somebody has asked for. */
export const webinarSubscribers = (
  queue: Pick<Queue, 'enqueue'>,
  {
    reader,
    ownRooms,
    files,
    cleanUp,
  }: {
    reader: WebinarReader;
    ownRooms: OwnRooms;
    files: WebinarFiles;
    cleanUp: (webinarId: WebinarId) => Promise<void>;
  },
) => [
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
  subscriber({
    id: 'webinars.clean-up',
    event: WebinarFilesRemoved,
    transactional: false,
    alsoPaused: true,
    handle: ({ webinarId, fileId }) =>
      fileId === null ? cleanUp(webinarId) : files.remove({ webinarId, _id: fileId }),
  }),
  subscriber({
    id: 'webinars.own-room',
    event: SessionEnded,
    transactional: false,
    // Again finds the one that is there, and reads what has come since.
    handle: async ({ sessionId }) => ownRooms.ask(await ownRooms.open(sessionId, { membershipId: null, name: '' })),
  }),
];
