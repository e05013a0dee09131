import type { CallId, CallTypeId, PersonId, SessionId } from '@stageline/contracts';
import { entitlementsRepository, type EntitlementRow } from './entitlements.repository.ts';

/** What people of the current tenant have bought and may do for it: whatever opens asks here (ADR 0059). */
export const entitled = {
  /** Everything that somebody ordered and that opens something, open or not, the newest first. */
  of: (personId: PersonId): Promise<EntitlementRow[]> => entitlementsRepository.ofPerson(personId),

  /** The masterclasses whose replay somebody has bought. */
  replaysOf: async (personId: PersonId): Promise<SessionId[]> =>
    (await entitlementsRepository.openOf(personId)).flatMap(({ opens, sessionId }) =>
      opens.replay ? [sessionId] : [],
    ),

  /** Whether somebody has bought the files of a masterclass. */
  hasMaterials: async (personId: PersonId, sessionId: SessionId): Promise<boolean> =>
    (await entitlementsRepository.openOf(personId)).some((row) => row.opens.materials && row.sessionId === sessionId),

  /** Whether somebody has bought a call of a kind that they have not booked yet. */
  mayBook: async (personId: PersonId, callTypeId: CallTypeId): Promise<boolean> =>
    (await entitlementsRepository.openOf(personId)).some(
      ({ opens, callId }) => opens.callTypeId === callTypeId && callId === null,
    ),

  /** The call that somebody has bought is this one now. In the caller's transaction. @returns false where none is left */
  takeCall: (personId: PersonId, callTypeId: CallTypeId, callId: CallId): Promise<boolean> =>
    entitlementsRepository.takeCall(personId, callTypeId, callId),

  /** A call was called off: whoever bought it can book it again. */
  giveCallBack: (callId: CallId): Promise<void> => entitlementsRepository.giveCallBack(callId),
};
export type Entitled = typeof entitled;
