import { sessions, SpokenLanguage } from '@stageline/contracts';
import { instantOf, wallTimeOf } from '@stageline/domain';
import { z } from 'zod';
import type { NewSession } from '../api/sessions.queries.ts';

const fields = sessions.createSession.body.omit({ startsAt: true }).extend({
  language: SpokenLanguage,
  date: z.iso.date('Please choose a day.'),
  time: z.iso.time({ precision: -1, error: 'Please choose a time.' }),
  durationMinutes: z
    .int('Please give a number of minutes.')
    .min(5, 'At least 5 minutes.')
    .max(720, 'At most 12 hours.'),
});
/** The contract's masterclass with its start as people write it: a day, a time and a zone. */
export const PlanForm = fields.superRefine((plan, context) => {
  if (Date.parse(newSessionOf(plan).startsAt) > Date.now()) return;
  context.addIssue({ code: 'custom', path: ['date'], message: 'This moment is over. Please choose a later one.' });
});
/** The part of it that says when. */
export const PlanStart = fields.pick({ date: true, time: true, timeZone: true });
export type PlanValues = z.infer<typeof PlanForm>;

/** What the api is told. */
export function newSessionOf({ date, time, ...rest }: PlanValues): NewSession {
  return { ...rest, startsAt: instantOf(date, time, rest.timeZone) };
}

/** A start that suits most people: in a week, at seven in the evening, in the language of the page. */
export function suggestedPlan(now: Date, timeZone: string, locale: string): PlanValues {
  const { date } = wallTimeOf(new Date(now.getTime() + 7 * 86_400_000), timeZone);
  const language = SpokenLanguage.catch('en').parse(new Intl.Locale(locale).language);
  return { title: '', description: '', date, time: '19:00', durationMinutes: 60, timeZone, language };
}
