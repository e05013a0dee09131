import {
  LeadsMerged,
  LeadsParted,
  PersonVerified,
  SeatTaken,
  SessionCancelled,
  SessionCapacityRaised,
  SessionRescheduled,
  type LeadId,
} from '@stageline/contracts';
import { subscriber } from '@stageline/platform/outbox';
import type { LeadsService } from '../leads/index.ts';
import type { SeatLetters } from './seats.letters.ts';
import type { SeatsService } from './seats.service.ts';

export interface SeatSubscriberDeps {
  readonly service: SeatsService;
  readonly letters: SeatLetters;
  readonly leads: Pick<LeadsService, 'findRegistered'>;
}

export function seatSubscribers({ service, letters, leads }: SeatSubscriberDeps) {
  async function fillOf(leadId: LeadId): Promise<void> {
    const lead = await leads.findRegistered(leadId);
    if (lead !== null) await service.fillOf(lead.personId);
  }

  return [
    subscriber({
      id: 'seats.tell-promoted',
      event: SeatTaken,
      async handle({ sessionId, personId, promoted }, { tenantId }) {
        if (promoted) await letters.promoted(tenantId, { sessionId, personId });
      },
    }),
    subscriber({
      id: 'seats.confirmed',
      event: PersonVerified,
      transactional: false,
      handle: ({ personId, leadId }) => service.confirmed({ personId, leadId }),
    }),
    subscriber({
      id: 'seats.tell-rescheduled',
      event: SessionRescheduled,
      // Each mail is taken once by its key; one transaction over a whole audience would be too large.
      transactional: false,
      handle: ({ sessionId, startsAt }, { tenantId, eventId }) =>
        letters.rescheduled(tenantId, sessionId, startsAt, eventId),
    }),
    subscriber({
      id: 'seats.tell-cancelled',
      event: SessionCancelled,
      transactional: false,
      handle: ({ sessionId }, { tenantId }) => letters.cancelled(tenantId, sessionId),
    }),
    subscriber({
      id: 'seats.fill',
      event: SessionCapacityRaised,
      transactional: false,
      handle: ({ sessionId }) => service.fill(sessionId),
    }),
    subscriber({
      id: 'seats.fill-after-merge',
      event: LeadsMerged,
      transactional: false,
      // Somebody with two seats has one now.
      handle: ({ into }) => fillOf(into),
    }),
    subscriber({
      id: 'seats.fill-after-parting',
      event: LeadsParted,
      transactional: false,
      // Whoever came back to a full session waits, and what is free by now is theirs.
      async handle({ from, into }) {
        for (const leadId of [from, into]) await fillOf(leadId);
      },
    }),
  ];
}
