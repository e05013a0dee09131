import type { BookedCall, CallView } from '@stageline/contracts';
import { emailHint } from './booking.form.ts';
import { changeableUntil } from './call-time.ts';
import type { CallRow } from './calls.types.ts';

/** A call as the team sees it. */
export const presentCall = (call: CallRow, withContacts: boolean): CallView => ({
  id: call._id,
  version: call.version,
  typeId: call.typeId,
  name: call.terms.name,
  state: call.state,
  startsAt: call.startsAt.toISOString(),
  endsAt: call.endsAt.toISOString(),
  host: { membershipId: call.membershipId, name: call.hostName },
  leadId: call.leadId,
  guest: {
    firstName: call.guest.firstName,
    lastName: call.guest.lastName,
    email: withContacts ? call.guest.email : null,
    phone: withContacts ? call.guest.phone : null,
    timeZone: call.guest.timeZone,
  },
  place: call.terms.place,
  answers: [...call.answers],
  moveReason: call.moveReason ?? null,
  cancelReason: call.cancelReason ?? null,
  cancelledBy: call.cancelledBy ?? null,
  outcome: call.outcome ?? null,
  outcomeNote: call.outcomeNote ?? '',
  unchecked: call.unchecked ?? null,
  why: {
    byOwner: call.why.byOwner,
    method: call.why.method,
    reasons: call.why.reasons.map(({ id, verdict, portion }) => ({
      name: call.why.names[id] ?? '',
      verdict,
      portion,
    })),
  },
  createdAt: call.createdAt.toISOString(),
});

/** A call as whoever booked it sees it. */
export function presentBooked(call: CallRow, token: string, now: Date): BookedCall {
  const isOpen = call.state === 'pending' || call.state === 'confirmed';
  return {
    id: call._id,
    sequence: call.sequence,
    token,
    slug: call.terms.slug,
    name: call.terms.name,
    state: call.state,
    startsAt: call.startsAt.toISOString(),
    endsAt: call.endsAt.toISOString(),
    hostName: call.hostName,
    firstName: call.guest.firstName,
    emailHint: emailHint(call.guest.email),
    place: call.terms.place,
    timeZone: call.guest.timeZone,
    changeableUntil: isOpen ? (changeableUntil(call, now)?.toISOString() ?? null) : null,
    textedAt: isOpen && call.textTo !== undefined ? `…${call.textTo.slice(-3)}` : null,
    cancelReason: call.cancelReason ?? null,
  };
}
