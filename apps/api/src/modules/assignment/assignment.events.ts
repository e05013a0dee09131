import { LeadCreated, LeadMoved, LeadQueued, MemberAvailable, MemberLeft } from '@stageline/contracts';
import { subscriber } from '@stageline/platform/outbox';
import type { HandOvers } from './by-hand.service.ts';
import type { AssignmentQueue } from './queue.service.ts';

/** All of them open transactions of their own, and find nothing left to do when they run again. */
export const assignmentSubscribers = (queue: AssignmentQueue, handOvers: HandOvers) => [
  subscriber({ id: 'leads.assign', event: LeadCreated, transactional: false, handle: () => queue.drain() }),
  // Somebody who has closed a lead has room for another; a lead that was opened again may be nobody's.
  subscriber({ id: 'assignment.lead-moved', event: LeadMoved, transactional: false, handle: () => queue.drain() }),
  subscriber({ id: 'assignment.lead-queued', event: LeadQueued, transactional: false, handle: () => queue.drain() }),
  // A long queue is worked off here, and not while somebody waits for their answer.
  subscriber({
    id: 'assignment.member-available',
    event: MemberAvailable,
    transactional: false,
    handle: () => queue.drain(),
  }),
  subscriber({
    id: 'assignment.member-left',
    event: MemberLeft,
    transactional: false,
    handle: ({ membershipId }) => handOvers.releaseLeft(membershipId),
  }),
];
