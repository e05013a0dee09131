import { addDays, instantOf, quietUntil, wallTimeOf } from '@stageline/domain';
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

/** Nobody's phone rings then; the hours in which calls to strangers are lawful in the US, by their own wall (47 CFR 64.1200). */
const QUIET = { from: '21:00', to: '08:00' } as const;
/** What would come in the night, and not in time after it, comes before it. */
const BEFORE_NIGHT = '20:45';

/**
 * When the next reminder as a short message goes out: as the mails do, but for the night of whoever gets it. Null where there is
 * none to come.
 */
export function nextText(startsAt: Date, timeZone: string, now: Date): Date | null {
  const times = REMINDERS_MS.map((ms) => awake(new Date(startsAt.getTime() - ms), startsAt, timeZone).getTime());
  const due = times.filter((at) => at > now.getTime() + SOON_MS);
  return due.length === 0 ? null : new Date(Math.min(...due));
}

function awake(at: Date, startsAt: Date, timeZone: string): Date {
  const end = quietUntil(at, QUIET, timeZone);
  if (end === null) return at;
  if (end.getTime() <= startsAt.getTime() - SOON_MS) return end;
  const { date, time } = wallTimeOf(at, timeZone);
  return new Date(instantOf(time >= QUIET.from ? date : addDays(date, -1), BEFORE_NIGHT, timeZone));
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
