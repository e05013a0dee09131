import { CallChanged, EntitlementChanged, ProblemError } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import { subscriber } from '@stageline/platform/outbox';
import type { Entitled } from '../entitlements/index.ts';
import type { CallLetters } from './calls.letters.ts';
import { de } from './calls.mail.de.ts';
import { en } from './calls.mail.en.ts';
import { callsRepository } from './calls.repository.ts';
import type { Changes } from './changes.service.ts';

export interface CallEventsDeps {
  readonly changes: Pick<Changes, 'cancel'>;
  readonly entitled: Pick<Entitled, 'giveCallBack'>;
  readonly clock: Clock;
}

const languages = { en, de } as const;

export const callSubscribers = (letters: CallLetters, { changes, entitled, clock }: CallEventsDeps) => [
  subscriber({
    id: 'calls.tell',
    event: CallChanged,
    async handle({ callId, change, sequence, formerMembershipId }, { tenantId }) {
      const call = await callsRepository.find(callId);
      // A later change tells what holds by then; an older entry would come after it in calendars.
      if (call === null) return;
      if (call.sequence !== sequence) {
        // But nothing later tells whoever had it before.
        const isLeft = formerMembershipId !== null && formerMembershipId !== call.membershipId;
        if (isLeft) await letters.released(call, formerMembershipId, sequence);
        return;
      }
      await letters.changed(tenantId, call, change, formerMembershipId);
    },
  }),
  subscriber({
    id: 'calls.give-back',
    event: CallChanged,
    handle: async ({ callId, change }) => {
      if (change === 'cancelled') await entitled.giveCallBack(callId);
    },
  }),
  subscriber({
    id: 'calls.close',
    event: EntitlementChanged,
    // A call that was held stays as it was.
    async handle({ isOpen, callId }) {
      const call = isOpen || callId === null ? null : await callsRepository.find(callId);
      if (call === null || call.startsAt <= clock.now()) return;
      await changes.cancel(call, 'member', languages[call.guest.locale].takenBack).catch((error: unknown) => {
        // It was called off before.
        if (!(error instanceof ProblemError) || error.code !== 'illegal-transition') throw error;
      });
    },
  }),
];
