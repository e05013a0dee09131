export { jobBinding, type JobBinding, type JobContext } from './binding.ts';
export type { DeadLetter, DeadLetters, DeadListeners } from './dead-letter.ts';
export type { Envelope } from './envelope.ts';
export type { DeliveredJob, Lane, LaneJob } from './lane.ts';
export type { ParkedJob, Parking } from './parking.ts';
export { createQueue, type BulkItem, type EnqueueOptions, type Queue, type QueueOptions } from './queue.ts';
