import { SeriesPattern, type SeriesRule } from '@stageline/contracts';
import { plannedAhead, weekdayOf } from '@stageline/domain';
import { z } from 'zod';

/** On which days, as people choose it: what the day of the form is in its month says the rest. */
const REPEATS = ['no', 'weekly', 'monthly-weekday', 'monthly-last', 'monthly-day'] as const;
export type Repeats = (typeof REPEATS)[number];

/** How a masterclass repeats, as people write it. */
export const repeatShape = {
  repeats: z.enum(REPEATS),
  every: z.number(),
  weekdays: z.array(z.number()),
  ends: z.enum(['never', 'count', 'until']),
  count: z.number(),
  until: z.string(),
};
const repeats = z.object(repeatShape);
export type RepeatValues = z.infer<typeof repeats>;
/** The day and time of the first date, on the clock of the zone. */
export interface FirstDate {
  readonly date: string;
  readonly time: string;
  readonly timeZone: string;
}

export const noRepeat: RepeatValues = {
  ...{ repeats: 'no', every: 1, weekdays: [], ends: 'never', count: 6, until: '' },
};

const dayOf = (date: string): number => Number(date.slice(8));
const lastDayOf = (date: string): number =>
  new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0)).getUTCDate();

/** Which one of its day of the week a day is in its month: the first to the fourth; null for a fifth. */
export const nthOf = (date: string): 1 | 2 | 3 | 4 | null => {
  const nth = Math.ceil(dayOf(date) / 7);
  return nth > 4 ? null : (nth as 1 | 2 | 3 | 4);
};

/** What may be chosen for a first day. */
export const choicesOf = (date: string): readonly Repeats[] =>
  REPEATS.filter(
    (each) =>
      (each !== 'monthly-weekday' || nthOf(date) !== null) &&
      (each !== 'monthly-last' || lastDayOf(date) - dayOf(date) < 7),
  );

function patternOf({ repeats: kind, every, weekdays }: RepeatValues, date: string): SeriesPattern {
  const weekday = weekdayOf(date);
  if (kind === 'monthly-day') return { kind, day: dayOf(date) };
  if (kind === 'monthly-last') return { kind: 'monthly-weekday', nth: -1, weekday };
  if (kind === 'monthly-weekday') return { kind, nth: nthOf(date) ?? -1, weekday };
  return { kind: 'weekly', every, weekdays: weekdays.length === 0 ? [weekday] : weekdays.toSorted((a, b) => a - b) };
}

/** The rule of a form; null where nothing repeats. */
export function ruleOf(values: RepeatValues & FirstDate): SeriesRule | null {
  const { repeats: kind, ends, count, until, date: from, time, timeZone } = values;
  if (kind === 'no') return null;
  const end =
    ends === 'never' ? { kind: ends } : ends === 'count' ? { kind: ends, count } : { kind: ends, date: until };
  return { pattern: patternOf(values, from), end, from, time, timeZone };
}

/** What is typed has to be a rule with a date to come. */
export function isRepeatable(values: RepeatValues & FirstDate, context: z.RefinementCtx): void {
  const fault = (field: keyof RepeatValues, message: string) =>
    context.addIssue({ code: 'custom', path: [field], message });
  if (values.repeats === 'no') return;
  const { every, count, until, ends } = values;
  const isWithin = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most;
  if (values.repeats === 'weekly' && !isWithin(every, 12)) return fault('every', 'Please give a number from 1 to 12.');
  if (ends === 'count' && !isWithin(count, 500)) return fault('count', 'Please give a number from 1 to 500.');
  if (ends !== 'until') return;
  if (!z.iso.date().safeParse(until).success) return fault('until', 'Please choose a day.');
  if (nextDates(values).length === 0) fault('until', 'There is no date up to this day. Please choose a later one.');
}

/** The dates that would be planned at once; none while the form is not whole. */
export function nextDates(values: RepeatValues & FirstDate, now = new Date()): Date[] {
  const { date, time, every } = values;
  const isWhole = z.iso.date().safeParse(date).success && z.iso.time({ precision: -1 }).safeParse(time).success;
  const rule = isWhole ? ruleOf(values) : null;
  if (rule === null || !SeriesPattern.safeParse(rule.pattern).success || !(every >= 1)) return [];
  return plannedAhead(rule, now).map(({ startsAt }) => startsAt);
}
