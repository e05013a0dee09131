import { addDays, instantOf, wallTimeOf } from '@stageline/domain';

/** The first day `YYYY-MM-DD` of the month that a day lies in. */
export const monthOf = (day: string): string => `${day.slice(0, 7)}-01`;
/** The first day of the month that is `count` later. */
export function monthAfter(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 10);
}
/** Days that a month has to have left to be shown by itself. */
const FEW_DAYS = 8;
/** The months that are shown at once: one that is nearly over has the next one beside it. */
export function monthsShown(month: string, today: string): string[] {
  const next = monthAfter(month, 1);
  return month === monthOf(today) && addDays(today, FEW_DAYS) > next ? [month, next] : [month];
}
/** The days of a month, in weeks from Monday; those of its neighbours are null. */
export function weeksOf(month: string): (string | null)[][] {
  const before = (new Date(`${month}T00:00:00Z`).getUTCDay() + 6) % 7;
  const next = monthAfter(month, 1);
  const days: (string | null)[] = Array.from({ length: before }, () => null);
  for (let day = month; day < next; day = addDays(day, 1)) days.push(day);
  while (days.length % 7 !== 0) days.push(null);
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
}
/** Instants from today, or the beginning of a later month, to the end of the last, on the wall of a zone. */
export const rangeOf = (months: readonly string[], today: string, timeZone: string): { from: string; to: string } => {
  const [first = today] = months;
  return {
    from: instantOf(first < today ? today : first, '00:00', timeZone),
    to: instantOf(monthAfter(months.at(-1) ?? first, 1), '00:00', timeZone),
  };
};
/** Starts by the day on which they are, on the wall of a zone. */
export const byDay = (slots: readonly string[], timeZone: string): ReadonlyMap<string, string[]> =>
  Map.groupBy(slots, (slot) => wallTimeOf(new Date(slot), timeZone).date);
