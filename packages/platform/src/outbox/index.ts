export { RELAY_REASON } from './claims.ts';
export {
  countDeadLetters,
  createDeadLetters,
  forgetDeadLetters,
  listDeadLetters,
  replayDeadLetter,
  type ReplayLane,
} from './dead-letters.ts';
export { createNudge } from './nudge.ts';
export { createParkedJobs, type ParkedJobs } from './parked-jobs.ts';
export { processOnce } from './process-once.ts';
export { createRelay, type Relay, type RelayOptions } from './relay.ts';
export { subscriber, type EventContext, type Subscriber } from './subscriber.ts';
export { createUnitOfWork, type Transaction, type UnitOfWork, type UnitOfWorkOptions } from './unit-of-work.ts';
