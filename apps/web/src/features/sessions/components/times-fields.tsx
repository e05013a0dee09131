import { useWatch, type UseFormReturn } from 'react-hook-form';
import { formatDay, formatTime, ownTimeZone } from '../../../shared/lib/format.ts';
import { Field, Input } from '../../../shared/ui/index.ts';
import { ZoneSelect } from '../../../shared/ui/zone-select.tsx';
import { movedTo, PlanStart, type TimesValues } from '../lib/plan-form.ts';
import { sessionsTexts } from '../texts.ts';

interface Issue {
  readonly message?: string;
}

/** When a masterclass is, and how long: on the clock of its zone, and on the reader's where that is another. */
export function TimesFields({ form }: { readonly form: UseFormReturn<TimesValues> }) {
  const texts = sessionsTexts().planning;
  const { errors } = form.formState;
  // The api knows one instant where the form has a day and a time.
  const issues = errors as { startsAt?: Issue; times?: { date?: Issue }; rule?: { from?: Issue } };
  const startError = (issues.startsAt ?? issues.times?.date ?? issues.rule?.from)?.message;
  return (
    <>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
        <Field label={texts.day} error={errors.date?.message ?? startError}>
          {(control) => <Input {...control} type="date" {...form.register('date')} />}
        </Field>
        <Field label={texts.time} error={errors.time?.message}>
          {(control) => <Input {...control} type="time" {...form.register('time')} />}
        </Field>
        <Field label={texts.minutes} error={errors.durationMinutes?.message}>
          {(control) => (
            <Input
              {...control}
              type="number"
              min={5}
              max={720}
              step={5}
              inputMode="numeric"
              {...form.register('durationMinutes', { valueAsNumber: true })}
            />
          )}
        </Field>
      </div>
      <ZoneField form={form} />
    </>
  );
}

function ZoneField({ form }: { readonly form: UseFormReturn<TimesValues> }) {
  const texts = sessionsTexts().planning;
  const { date, time, timeZone } = useWatch({ control: form.control });
  const parsed = PlanStart.safeParse({ date, time, timeZone });
  const isElsewhere = timeZone !== ownTimeZone();
  const start = parsed.success && isElsewhere ? movedTo({ durationMinutes: 60, ...parsed.data }).startsAt : null;
  return (
    <Field
      label={texts.timeZone}
      hint={start === null ? texts.zoneHint : texts.onYourClock(formatDay(start), formatTime(start))}
      error={form.formState.errors.timeZone?.message}
    >
      {(control) => <ZoneSelect {...control} {...form.register('timeZone')} />}
    </Field>
  );
}
