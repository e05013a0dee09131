import { SeriesEnd } from '@stageline/contracts';
import { weekdayOf } from '@stageline/domain';
import { useController, useWatch, type UseFormReturn } from 'react-hook-form';
import { formatDay, formatTime } from '../../../shared/lib/format.ts';
import { Field, Input, Select } from '../../../shared/ui/index.ts';
import { choicesOf, nextDates, nthOf, ruleOf, type FirstDate, type RepeatValues } from '../lib/repeats.ts';
import { ruleInWords, weekdayName } from '../lib/rule-in-words.ts';
import { sessionsTexts } from '../texts.ts';

type RepeatForm = UseFormReturn<RepeatValues & FirstDate>;
/** Dates of the preview; the summary says how it goes on. */
const SHOWN = 5;
const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;

/** Whether a masterclass repeats, how, and until when; with what that comes to. */
export function RepeatFields({ form }: { readonly form: RepeatForm }) {
  const texts = sessionsTexts().series;
  const { errors } = form.formState;
  const [repeats, ends, date] = useWatch({ control: form.control, name: ['repeats', 'ends', 'date'] });
  const isDated = /^\d{4}-\d{2}-\d{2}$/.test(date);
  const weekday = isDated ? weekdayName(weekdayOf(date)) : '';
  const names = {
    no: texts.no,
    weekly: texts.weekly,
    'monthly-weekday': texts.monthlyWeekday(texts.rule.ordinals[nthOf(date) ?? 'last'], weekday),
    'monthly-last': texts.monthlyWeekday(texts.rule.ordinals.last, weekday),
    'monthly-day': texts.monthlyDay(Number(date.slice(8))),
  };
  return (
    <>
      <Field label={texts.label} hint={repeats === 'no' ? undefined : texts.hint}>
        {(control) => (
          <Select {...control} {...form.register('repeats')}>
            {choicesOf(isDated ? date : '2026-01-01').map((each) => (
              <option key={each} value={each}>
                {names[each]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {repeats === 'weekly' ? <WeekFields form={form} first={isDated ? weekdayOf(date) : null} /> : null}
      {repeats === 'no' ? null : (
        <div className="grid grid-cols-2 gap-4">
          <Field label={texts.ends}>
            {(control) => (
              <Select {...control} {...form.register('ends')}>
                {(['never', 'count', 'until'] as const).map((each) => (
                  <option key={each} value={each}>
                    {texts.endKinds[each]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          {ends === 'count' ? (
            <Field label={texts.count} error={errors.count?.message}>
              {(control) => (
                <Input
                  {...control}
                  type="number"
                  min={1}
                  max={500}
                  inputMode="numeric"
                  {...form.register('count', { valueAsNumber: true })}
                />
              )}
            </Field>
          ) : null}
          {ends === 'until' ? (
            <Field label={texts.until} error={errors.until?.message}>
              {(control) => <Input {...control} type="date" {...form.register('until')} />}
            </Field>
          ) : null}
        </div>
      )}
      <Preview form={form} />
    </>
  );
}

/** On which days of every how many weeks. The day of the first date is one of them until another one is chosen. */
function WeekFields({ form, first }: { readonly form: RepeatForm; readonly first: number | null }) {
  const texts = sessionsTexts().series;
  const { field } = useController({ control: form.control, name: 'weekdays' });
  const chosen: readonly number[] = field.value.length > 0 || first === null ? field.value : [first];
  const toggle = (day: number) => {
    const next = chosen.includes(day) ? chosen.filter((each) => each !== day) : [...chosen, day];
    field.onChange(next.toSorted((a, b) => a - b));
  };
  return (
    <div className="grid gap-4 sm:grid-cols-[7.5rem_1fr]">
      <Field label={texts.every} error={form.formState.errors.every?.message}>
        {(control) => (
          <Input
            {...control}
            type="number"
            min={1}
            max={12}
            inputMode="numeric"
            {...form.register('every', { valueAsNumber: true })}
          />
        )}
      </Field>
      <fieldset className="min-w-0">
        <legend className="mb-1.5 text-sm font-medium">{texts.weekdays}</legend>
        <div className="grid grid-cols-7 gap-1">
          {WEEK.map((day) => (
            <label
              key={day}
              className="flex h-11 min-w-0 cursor-pointer items-center justify-center rounded-md border border-border text-sm has-checked:border-primary has-checked:bg-primary-tint has-checked:font-medium has-checked:text-primary-text has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring"
            >
              <input
                type="checkbox"
                className="sr-only"
                aria-label={weekdayName(day)}
                checked={chosen.includes(day)}
                onChange={() => toggle(day)}
              />
              {weekdayName(day, 'short')}
            </label>
          ))}
        </div>
      </fieldset>
    </div>
  );
}

/** What was chosen, in a sentence, and the next dates of it. */
function Preview({ form }: { readonly form: RepeatForm }) {
  const texts = sessionsTexts().series;
  const values = useWatch({ control: form.control }) as RepeatValues & FirstDate;
  const dates = nextDates(values);
  const rule = ruleOf(values);
  if (rule === null || dates.length === 0) return null;
  const { timeZone, end } = rule;
  const isWhole = SeriesEnd.safeParse(end).success;
  return (
    <div className="rounded-md bg-muted p-3 text-sm" aria-live="polite">
      {isWhole ? <p className="font-medium">{ruleInWords(rule)}</p> : null}
      <p className="mt-2 text-text-muted">{texts.nextDates}</p>
      <ul className="numeric mt-1">
        {dates.slice(0, SHOWN).map((date) => (
          <li key={date.toISOString()}>
            {sessionsTexts().when(formatDay(date, { timeZone }), formatTime(date, { timeZone }))}
          </li>
        ))}
      </ul>
    </div>
  );
}
