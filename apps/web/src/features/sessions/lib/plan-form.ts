import { Currency, sessions, SpokenLanguage, type SessionView } from '@stageline/contracts';
import { admissionIssue, instantOf, wallTimeOf } from '@stageline/domain';
import { z } from 'zod';
import { minorOf, typedAmount } from '../../../shared/lib/money.ts';
import type { NewSeries } from '../api/series.queries.ts';
import type { NewSession, SessionChanges } from '../api/sessions.queries.ts';
import { isRepeatable, noRepeat, repeatShape, ruleOf } from './repeats.ts';

const { shape } = sessions.createSession.body;
const facts = z.object({
  title: shape.title,
  description: shape.description,
  language: SpokenLanguage,
  hostName: shape.hostName.unwrap(),
  /** Empty: no limit. */
  seats: z.string().regex(/^(?:[1-9]\d{0,4}|100000)?$/, 'Please give a number from 1 to 100,000, or nothing.'),
  mode: shape.mode.unwrap(),
  price: z.string(),
  currency: Currency,
  deposit: z.string(),
  lobbyMinutes: z
    .int('Please give a number of minutes.')
    .min(0, 'Please give a number of minutes.')
    .max(720, 'At most 12 hours.'),
});
type Facts = z.infer<typeof facts>;
const times = z.object({
  date: z.iso.date('Please choose a day.'),
  time: z.iso.time({ precision: -1, error: 'Please choose a time.' }),
  durationMinutes: shape.durationMinutes,
  timeZone: shape.timeZone,
});
type Times = z.infer<typeof times>;

const isToCome = (value: Times, context: z.RefinementCtx): void => {
  if (Date.parse(startOf(value)) > Date.now()) return;
  context.addIssue({ code: 'custom', path: ['date'], message: 'This moment is over. Please choose a later one.' });
};

/** What is typed of a price has to be one, and to fit the mode. */
function isPayable(value: Facts, context: z.RefinementCtx): void {
  const { mode, price, deposit } = admissionOf(value);
  const wanted = { price: needsPrice(value), deposit: value.mode === 'deposit' };
  const unreadable = (['price', 'deposit'] as const).find(
    (field) => wanted[field] && value[field].trim() !== '' && (field === 'price' ? price === null : deposit === null),
  );
  const issue =
    unreadable === undefined
      ? admissionIssue({ mode, price, deposit })
      : { field: unreadable, message: 'Please give an amount such as 49 or 49.50.' };
  if (issue !== null) context.addIssue({ code: 'custom', path: [issue.field], message: issue.message });
}

/** Whether the mode has a price at all. */
export const needsPrice = ({ mode }: Pick<Facts, 'mode'>): boolean => mode !== 'free';

function admissionOf({ mode, price, currency, deposit }: Facts) {
  const amount = mode === 'free' ? null : minorOf(price, currency) || null;
  return {
    mode,
    price: amount === null ? null : { amount, currency },
    deposit: mode === 'deposit' ? minorOf(deposit, currency) || null : null,
  };
}
const startOf = ({ date, time, timeZone }: Pick<Times, 'date' | 'time' | 'timeZone'>): string =>
  instantOf(date, time, timeZone);

/** What a masterclass is about, costs and has room for, as people write it. */
export const FactsForm = facts.superRefine(isPayable);
export type FactsValues = Facts;
/** When it is: a day, a time and a zone. */
export const TimesForm = times.superRefine(isToCome);
export type TimesValues = Times;
/** A new one. */
export const PlanForm = facts
  .extend(times.shape)
  .extend({ publish: z.boolean(), ...repeatShape })
  .superRefine((plan, context) => {
    isToCome(plan, context);
    isRepeatable(plan, context);
    isPayable(plan, context);
  });
export type PlanValues = z.infer<typeof PlanForm>;
/** The part of it that says when. */
export const PlanStart = times.pick({ date: true, time: true, timeZone: true });

/** The facts as the api is told them. */
export function changesOf(values: FactsValues): SessionChanges & Pick<NewSession, 'title' | 'description'> {
  const { title, description, language, hostName, seats, lobbyMinutes } = values;
  const capacity = seats === '' ? null : Number(seats);
  return { title, description, language, hostName, lobbyMinutes, capacity, ...admissionOf(values) };
}

/** What differs, and no more: somebody else may have changed the rest meanwhile. Mode and prices only mean something together. */
export function editsOf(before: FactsValues, values: FactsValues): SessionChanges {
  const [was, is] = [changesOf(before), changesOf(values)];
  const admission = Object.keys(admissionOf(values));
  const differs = (name: string) => !isSame(was[name as keyof SessionChanges], is[name as keyof SessionChanges]);
  const costsOther = admission.some(differs);
  return Object.fromEntries(
    Object.entries(is).filter(([name]) => (admission.includes(name) ? costsOther : differs(name))),
  );
}
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The times as the api is told them. */
export function movedTo(values: TimesValues): { startsAt: string; durationMinutes: number; timeZone: string } {
  const { durationMinutes, timeZone } = values;
  return { startsAt: startOf(values), durationMinutes, timeZone };
}

/** What the api is told. */
export const newSessionOf = (values: PlanValues): NewSession => ({
  ...changesOf(values),
  ...movedTo(values),
  publish: values.publish,
});

/** The same of one that repeats; null where it does not. */
export function newSeriesOf(values: PlanValues): NewSeries | null {
  const rule = ruleOf(values);
  return rule && { ...changesOf(values), durationMinutes: values.durationMinutes, rule };
}

/** A start that suits most people: in a week, at seven in the evening, in the language of the page. */
export function suggestedPlan(now: Date, timeZone: string, locale: string): PlanValues {
  const { date } = wallTimeOf(new Date(now.getTime() + 7 * 86_400_000), timeZone);
  const language = SpokenLanguage.catch('en').parse(new Intl.Locale(locale).language);
  return {
    ...{ title: '', description: '', date, time: '19:00', durationMinutes: 60, timeZone, language },
    ...{ hostName: '', seats: '', mode: 'free', price: '', currency: 'EUR', deposit: '', lobbyMinutes: 30 },
    publish: true,
    ...noRepeat,
  };
}

/** A masterclass to be edited. */
export function factsOf(session: SessionView): FactsValues {
  const { title, description, language, hostName, capacity, mode, price, deposit, lobbyMinutes } = session;
  const currency = price?.currency ?? 'EUR';
  return {
    ...{ title, description, language, hostName, mode, currency, lobbyMinutes },
    seats: capacity === null ? '' : String(capacity),
    price: price === null ? '' : typedAmount(price.amount, currency),
    deposit: deposit === null ? '' : typedAmount(deposit, currency),
  };
}

/** Its times to be moved. */
export function timesOf({ startsAt, endsAt, timeZone }: SessionView): TimesValues {
  const durationMinutes = Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000);
  return { ...wallTimeOf(new Date(startsAt), timeZone), durationMinutes, timeZone };
}
