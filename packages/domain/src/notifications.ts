import type { NotificationPace } from '@stageline/contracts';
import { instantOf, wallTimeOf } from './wall-time.ts';

/** Between two times on the wall, `HH:MM` each; the second may be of the next day. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);

/**
 * When somebody's quiet hours end, if it is quiet for them just now; null where it is not. The end is a time on their wall, so
 * a night in which clocks change is an hour longer or shorter.
 */
export function quietUntil(now: Date, quiet: QuietHours | null, timeZone: string): Date | null {
  if (quiet === null) return null;
  const { from, to } = quiet;
  const { date, time } = wallTimeOf(now, timeZone);
  const isOverMidnight = from > to;
  const isQuiet = isOverMidnight ? time >= from || time < to : time >= from && time < to;
  if (!isQuiet) return null;
  const end = new Date(instantOf(isOverMidnight && time >= from ? dayAfter(date) : date, to, timeZone));
  // An end that the wall shows twice is the first: in the second hour it is past.
  return end > now ? end : null;
}

/**
 * When what is told at `now` leaves by a channel: at once, at the next full hour, or when the wall next shows `digestAt`. Null
 * for a channel that is off.
 */
export function paceInstant(now: Date, pace: NotificationPace, digestAt: string, timeZone: string): Date | null {
  if (pace === 'off') return null;
  if (pace === 'instant') return now;
  if (pace === 'hourly') return new Date((Math.floor(now.getTime() / HOUR_MS) + 1) * HOUR_MS);
  const { date } = wallTimeOf(now, timeZone);
  const today = new Date(instantOf(date, digestAt, timeZone));
  return today > now ? today : new Date(instantOf(dayAfter(date), digestAt, timeZone));
}

/** Of one kind, told one after the other: they are shown as one. */
export interface NotificationGroup<T> {
  readonly items: readonly [T, ...T[]];
}

/** How far two of a group may lie apart. */
const GROUP_MS = 10 * 60_000;

/** Puts neighbours of the same kind together that were told within ten minutes of each other. @param items newest first */
export function groupNotifications<T extends { readonly kind: string; readonly at: string; readonly read: boolean }>(
  items: readonly T[],
): NotificationGroup<T>[] {
  const groups: [T, ...T[]][] = [];
  for (const item of items) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    const isNear = last !== undefined && Date.parse(last.at) - Date.parse(item.at) <= GROUP_MS;
    if (group !== undefined && isNear && last.kind === item.kind && last.read === item.read) group.push(item);
    else groups.push([item]);
  }
  return groups.map((each) => ({ items: each }));
}
