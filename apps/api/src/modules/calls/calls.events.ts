import { CallChanged } from '@stageline/contracts';
import { subscriber } from '@stageline/platform/outbox';
import type { CallLetters } from './calls.letters.ts';
import { callsRepository } from './calls.repository.ts';

export const callSubscribers = (letters: CallLetters) => [
  subscriber({
    id: 'calls.tell',
    event: CallChanged,
    async handle({ callId, change, sequence, formerMembershipId }, { tenantId }) {
      const call = await callsRepository.find(callId);
      // A later change tells what holds by then; an older entry would come after it in calendars.
      if (call === null || call.sequence !== sequence) return;
      await letters.changed(tenantId, call, change, formerMembershipId);
    },
  }),
];
