import type { CallTerms } from './calls.types.ts';
import type { Claim } from './claims.repository.ts';

const MINUTE_MS = 60_000;
/** How long before a call whoever booked it and its host are reminded. */
const REMINDERS_MS = [24 * 60 * MINUTE_MS, 60 * MINUTE_MS];
/** A reminder that would come right after the booking is of no use. */
const SOON_MS = 10 * MINUTE_MS;

/** When the next reminder of a call goes out; null where there is none to come. */
export function nextReminder(startsAt: Date, now: Date): Date | null {
  const times = REMINDERS_MS.map((ms) => startsAt.getTime() - ms).filter((at) => at > now.getTime() + SOON_MS);
  return times.length === 0 ? null : new Date(Math.min(...times));
}

/** The times of a call that begins at `startsAt`. */
export const timesOf = (startsAt: Date, { length }: Pick<CallTerms, 'length'>, claim: Claim) => ({
  startsAt,
  endsAt: new Date(startsAt.getTime() + length * MINUTE_MS),
  claimFrom: claim.from,
  claimTo: claim.to,
});

/** Until when whoever booked a call may change it; null where that is over. */
export function changeableUntil(
  { startsAt, terms: { cutOff } }: { readonly startsAt: Date; readonly terms: Pick<CallTerms, 'cutOff'> },
  now: Date,
): Date | null {
  const until = new Date(startsAt.getTime() - cutOff * MINUTE_MS);
  return until > now ? until : null;
}
