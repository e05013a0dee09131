import { zodResolver } from '@hookform/resolvers/zod';
import { SpokenLanguage } from '@stageline/contracts';
import { type UseFormReturn, useForm, useWatch } from 'react-hook-form';
import { pageLocale } from '../../../shared/i18n/index.ts';
import { applyIssues } from '../../../shared/lib/form.ts';
import { formatDay, formatTime, ownTimeZone } from '../../../shared/lib/format.ts';
import { Field, FormDialog, Input, Select, Textarea, toast } from '../../../shared/ui/index.ts';
import { ZoneSelect } from '../../../shared/ui/zone-select.tsx';
import { usePlanSession } from '../api/sessions.queries.ts';
import { newSessionOf, PlanForm, PlanStart, type PlanValues, suggestedPlan } from '../lib/plan-form.ts';
import { sessionsTexts } from '../texts.ts';

/** Plans a masterclass: what, when on which clock, how long. */
export function PlanDialog({ onClose }: { onClose: () => void }) {
  const texts = sessionsTexts().planning;
  const plan = usePlanSession();
  const form = useForm<PlanValues>({
    resolver: zodResolver(PlanForm),
    defaultValues: suggestedPlan(new Date(), ownTimeZone(), pageLocale().tag),
  });
  const { errors } = form.formState;
  const languageNames = new Intl.DisplayNames(pageLocale().tag, { type: 'language' });
  const submit = form.handleSubmit(async (values) => {
    try {
      const session = await plan.mutateAsync(newSessionOf(values));
      toast(texts.planned, {
        description: texts.shownNow(formatDay(session.startsAt), formatTime(session.startsAt)),
      });
      onClose();
    } catch (error) {
      if (!applyIssues(error, form.setError)) throw error;
    }
  });
  // The api knows one instant where the form has a day and a time.
  const startError = (errors as Record<string, { message?: string } | undefined>)['startsAt']?.message;
  return (
    <FormDialog
      onClose={onClose}
      title={sessionsTexts().plan}
      onSubmit={submit}
      submitLabel={texts.submit}
      loading={form.formState.isSubmitting}
      problem={errors.root?.['server']?.message}
    >
      <Field label={texts.title} error={errors.title?.message}>
        {(control) => <Input {...control} maxLength={120} placeholder={texts.titleHint} {...form.register('title')} />}
      </Field>
      <Field label={texts.description} error={errors.description?.message}>
        {(control) => <Textarea {...control} rows={3} {...form.register('description')} />}
      </Field>
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
      <Field label={texts.language} hint={texts.languageHint}>
        {(control) => (
          <Select {...control} {...form.register('language')}>
            {SpokenLanguage.options.map((each) => (
              <option key={each} value={each}>
                {languageNames.of(each) ?? each}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <ZoneField form={form} />
    </FormDialog>
  );
}

function ZoneField({ form }: { form: UseFormReturn<PlanValues> }) {
  const texts = sessionsTexts().planning;
  const values = useWatch({ control: form.control });
  const parsed = PlanStart.safeParse({
    date: values.date,
    time: values.time,
    timeZone: values.timeZone,
  });
  const isElsewhere = values.timeZone !== ownTimeZone();
  const start =
    parsed.success && isElsewhere
      ? newSessionOf({ title: '', description: '', durationMinutes: 60, language: 'en', ...parsed.data }).startsAt
      : null;
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
