import {
  SeatReleased,
  SeatTaken,
  SendPlannedMails,
  SequenceChanged,
  SessionCancelled,
  SessionClosed,
  SessionEnded,
  SessionRescheduled,
} from '@stageline/contracts';
import { subscriber, type Subscriber } from '@stageline/platform/outbox';
import { jobBinding, type JobBinding } from '@stageline/platform/queue';
import type { Planner } from './planner.ts';
import type { Sender } from './sender.ts';

/** None of them in one transaction: it would hold a whole audience. Each step may be repeated, and a plan is unique. */
const AGAIN = { transactional: false } as const;

export const sequenceSubscribers = (planner: Planner): Subscriber[] => [
  subscriber({
    id: 'sequences.plan-seat',
    event: SeatTaken,
    ...AGAIN,
    handle: ({ sessionId, personId }, { recordedAt }) => planner.seatTaken(sessionId, { personId, since: recordedAt }),
  }),
  subscriber({
    id: 'sequences.stop-seat',
    event: SeatReleased,
    ...AGAIN,
    handle: ({ sessionId, personId }) => planner.seatReleased(sessionId, personId),
  }),
  subscriber({
    id: 'sequences.replan',
    event: SessionRescheduled,
    ...AGAIN,
    handle: ({ sessionId }) => planner.rescheduled(sessionId),
  }),
  subscriber({
    id: 'sequences.stop',
    event: SessionCancelled,
    ...AGAIN,
    handle: ({ sessionId }) => planner.cancelled(sessionId),
  }),
  subscriber({
    id: 'sequences.follow-up',
    event: SessionEnded,
    ...AGAIN,
    handle: ({ sessionId, at }) => planner.ended(sessionId, new Date(at)),
  }),
  subscriber({
    id: 'sequences.close',
    event: SessionClosed,
    ...AGAIN,
    handle: ({ sessionId }) => planner.closed(sessionId),
  }),
  subscriber({ id: 'sequences.replan-all', event: SequenceChanged, ...AGAIN, handle: () => planner.replanAll() }),
];

export const sequenceJobs = (send: Sender): JobBinding[] => [jobBinding(SendPlannedMails, ({ batch }) => send(batch))];
