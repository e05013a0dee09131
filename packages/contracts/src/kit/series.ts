import { z } from 'zod';

/** A day of the week as ISO 8601 counts them: 1 is Monday, 7 is Sunday. */
export const Weekday = z.int().min(1).max(7);

/** On which days a masterclass repeats: those rules of RFC 5545 (3.3.10) that can be said in a sentence. */
export const SeriesPattern = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('weekly'),
    /** Every so many weeks; a week begins on Monday. */
    every: z.int('Please give a number of weeks.').min(1, 'At least every week.').max(12, 'At most every 12 weeks.'),
    weekdays: z
      .array(Weekday)
      .min(1, 'Please choose at least one day of the week.')
      .max(7)
      .refine((days) => new Set(days).size === days.length, 'Every day of the week only once.'),
  }),
  z.strictObject({
    kind: z.literal('monthly-weekday'),
    /** Which of them in the month: the first to the fourth, or -1 for the last. */
    nth: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(-1)]),
    weekday: Weekday,
  }),
  /** In a month that is shorter, its last day (`SKIP=BACKWARD` of RFC 7529). */
  z.strictObject({ kind: z.literal('monthly-day'), day: z.int().min(1).max(31) }),
]);
export type SeriesPattern = z.infer<typeof SeriesPattern>;

/** How long it goes on. */
export const SeriesEnd = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('never') }),
  z.strictObject({
    kind: z.literal('count'),
    count: z.int('Please give a number.').min(1, 'At least one date.').max(500, 'At most 500 dates.'),
  }),
  /** The last day on which there may be one, on the clock of the series. */
  z.strictObject({ kind: z.literal('until'), date: z.iso.date('Please choose a day.') }),
]);
export type SeriesEnd = z.infer<typeof SeriesEnd>;

/** When masterclasses of a series are, on a clock on the wall (B-04). */
export const SeriesRule = z.strictObject({
  pattern: SeriesPattern,
  end: SeriesEnd,
  /** The day from which it holds; the first date is the first that fits. */
  from: z.iso.date('Please choose a day.'),
  time: z.iso.time({ precision: -1, error: 'Please choose a time.' }),
  timeZone: z.string(),
});
export type SeriesRule = z.infer<typeof SeriesRule>;
