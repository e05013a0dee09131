import { zodResolver } from '@hookform/resolvers/zod';
import { useForm, useWatch, type UseFormReturn } from 'react-hook-form';
import { pageLocale } from '../../../shared/i18n/index.ts';
import { applyIssues } from '../../../shared/lib/form.ts';
import { formatDay, formatTime, ownTimeZone } from '../../../shared/lib/format.ts';
import { FormDialog, toast } from '../../../shared/ui/index.ts';
import { SwitchLine } from '../../../shared/ui/switch-line.tsx';
import { usePlanSeries } from '../api/series.queries.ts';
import { usePlanSession } from '../api/sessions.queries.ts';
import type { FactsValues, TimesValues } from '../lib/plan-form.ts';
import { newSeriesOf, newSessionOf, PlanForm, suggestedPlan, type PlanValues } from '../lib/plan-form.ts';
import { nextDates, type FirstDate, type RepeatValues } from '../lib/repeats.ts';
import { ruleInWords } from '../lib/rule-in-words.ts';
import { sessionsTexts } from '../texts.ts';
import { AboutFields, TermsFields } from './facts-fields.tsx';
import { RepeatFields } from './repeat-fields.tsx';
import { TimesFields } from './times-fields.tsx';

/** Plans a masterclass: what, when on which clock, how long, for how many and what it costs. */
export function PlanDialog({ onClose }: { onClose: () => void }) {
  const texts = sessionsTexts().planning;
  const plan = usePlanSession();
  const planSeries = usePlanSeries();
  const form = useForm<PlanValues>({
    resolver: zodResolver(PlanForm),
    defaultValues: suggestedPlan(new Date(), ownTimeZone(), pageLocale().tag),
  });
  const { errors } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    try {
      const series = newSeriesOf(values);
      if (series !== null) {
        const { rule } = await planSeries.mutateAsync(series);
        toast(sessionsTexts().series.planned(nextDates(values).length), { description: ruleInWords(rule) });
        return onClose();
      }
      const session = await plan.mutateAsync(newSessionOf(values));
      const [day, time] = [formatDay(session.startsAt), formatTime(session.startsAt)];
      toast(values.publish ? texts.planned : texts.drafted, {
        description: values.publish ? texts.shownNow(day, time) : texts.notShown(day, time),
      });
      onClose();
    } catch (error) {
      if (!applyIssues(error, form)) throw error;
    }
  });
  const isOnce = useWatch({ control: form.control, name: 'repeats' }) === 'no';
  // Each part knows only its own fields.
  const facts = form as unknown as UseFormReturn<FactsValues>;
  const times = form as unknown as UseFormReturn<TimesValues>;
  return (
    <FormDialog
      onClose={onClose}
      title={sessionsTexts().plan}
      onSubmit={submit}
      submitLabel={texts.submit}
      loading={form.formState.isSubmitting}
      problem={errors.root?.['server']?.message}
    >
      <AboutFields form={facts} />
      <TimesFields form={times} />
      <RepeatFields form={form as unknown as UseFormReturn<RepeatValues & FirstDate>} />
      <TermsFields form={facts} />
      {isOnce ? <SwitchLine form={form} name="publish" label={texts.publish} hint={texts.publishHint} /> : null}
    </FormDialog>
  );
}
