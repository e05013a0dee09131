import type { followUps } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { pageLocale } from '../../../shared/i18n/index.ts';
import type { Answer } from '../../../shared/lib/api.ts';
import { applyIssues } from '../../../shared/lib/form.ts';
import { formatNumber } from '../../../shared/lib/format.ts';
import { minorOf, typedAmount } from '../../../shared/lib/money.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { BackLink } from '../../../shared/ui/back-link.tsx';
import {
  Button,
  Field,
  Input,
  LeaveQuestion,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Section,
  Textarea,
  toast,
} from '../../../shared/ui/index.ts';
import { FieldsSkeleton, Loaded } from '../../../shared/ui/save-form.tsx';
import { SwitchLine } from '../../../shared/ui/switch-line.tsx';
import { aiSettingsQuery, useSaveAi } from '../api/follow-ups.queries.ts';
import { formatMicros } from '../lib/states.ts';
import { mailTexts } from '../mail-texts.ts';
import { webinarTexts } from '../texts.ts';

type View = Answer<'ai.settings'>;

/** Who writes the mails of this site, how they sound, and what it may cost. */
export function WritingPage() {
  const texts = mailTexts().writing;
  const query = useQuery(aiSettingsQuery());
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <BackLink to="/dashboard/follow-up">{webinarTexts().back}</BackLink>
      <PageHeader title={texts.title} description={texts.description} />
      <Loaded query={query} waiting={<FieldsSkeleton label={webinarTexts().loading} />}>
        {(view) => (
          <div className="flex flex-col gap-10">
            <WritingForm view={view} />
            <Month view={view} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

interface Values {
  enabled: boolean;
  /** In dollars, as it is typed; empty for no limit. */
  budget: string;
  voice: string;
  offLimits: string;
}
/** Cents in a dollar's worth of millionths. */
const MICROS_PER_CENT = 10_000;

function valuesOf({ settings: { enabled, monthlyBudgetMicros, voice, offLimits } }: View): Values {
  const budget =
    monthlyBudgetMicros === null ? '' : typedAmount(Math.round(monthlyBudgetMicros / MICROS_PER_CENT), 'USD');
  return { enabled, budget, voice, offLimits: offLimits.join('\n') };
}

function WritingForm({ view }: { readonly view: View }) {
  const texts = mailTexts().writing;
  const mayChange = useSession().permissions.includes('mails.manage');
  const save = useSaveAi();
  const form = useForm<Values>({ values: valuesOf(view), disabled: !mayChange });
  const { errors, isDirty, isSubmitting } = form.formState;
  // A switch that switches nothing misleads; whoever has switched it off sees it, to switch it on again.
  const isWithoutModel = view.writer === 'template' && view.settings.enabled;
  const submit = form.handleSubmit(async ({ enabled, budget, voice, offLimits }) => {
    const cents = budget.trim() === '' ? null : minorOf(budget, 'USD');
    if (cents === null && budget.trim() !== '') return form.setError('budget', { message: texts.budgetInvalid });
    const words = offLimits.split('\n').map((word) => word.trim());
    const body: followUps.AiSettings = {
      enabled,
      voice,
      monthlyBudgetMicros: cents === null ? null : cents * MICROS_PER_CENT,
      offLimits: words.filter((word) => word !== ''),
    };
    try {
      await save.mutateAsync(body);
      toast.success(texts.saved);
    } catch (error) {
      if (!applyIssues(error, form)) throw error;
    }
  });
  const offLimitsError =
    errors.offLimits?.message ?? (errors.offLimits as { message?: string }[] | undefined)?.[0]?.message;
  return (
    <Panel>
      <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-5 p-4 sm:p-6">
        {isWithoutModel ? (
          <p className="text-sm text-text-muted">{texts.byTemplate}</p>
        ) : (
          <>
            <SwitchLine form={form} name="enabled" label={texts.enabled} hint={texts.enabledHint} />
            <Field label={texts.voice} hint={texts.voiceHint} optional error={errors.voice?.message}>
              {(control) => <Textarea {...control} rows={3} maxLength={1000} {...form.register('voice')} />}
            </Field>
          </>
        )}
        <Field label={texts.offLimits} hint={texts.offLimitsHint} optional error={offLimitsError}>
          {(control) => <Textarea {...control} rows={4} {...form.register('offLimits')} />}
        </Field>
        {isWithoutModel ? null : (
          <Field
            label={texts.budget}
            hint={texts.budgetHint}
            optional
            className="max-w-sm"
            error={errors.budget?.message}
          >
            {(control) => <Input {...control} inputMode="decimal" {...form.register('budget')} />}
          </Field>
        )}
        {mayChange ? (
          <div className="flex justify-end">
            <Button type="submit" variant="primary" loading={isSubmitting} disabled={!isDirty}>
              {texts.save}
            </Button>
          </div>
        ) : null}
        <LeaveQuestion isDirty={isDirty && !isSubmitting} />
      </form>
    </Panel>
  );
}

function Month({ view: { month, model } }: { readonly view: View }) {
  const texts = mailTexts();
  const { requests, promptTokens, outputTokens, costMicros } = month;
  return (
    <Section title={texts.writing.month}>
      <p className="numeric text-sm">
        {[
          texts.writing.requests(requests),
          texts.mails.cost(formatNumber(promptTokens + outputTokens), formatMicros(costMicros, pageLocale().tag)),
          ...(model === null ? [] : [texts.writing.model(model)]),
        ].join(' · ')}
      </p>
    </Section>
  );
}
