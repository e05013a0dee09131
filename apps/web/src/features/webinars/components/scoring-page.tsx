import type { EngagementSignal, ScoringSettings } from '@stageline/contracts';
import { engagementSignals, standardScoring } from '@stageline/domain';
import { useQuery } from '@tanstack/react-query';
import { useForm, useWatch, type UseFormReturn } from 'react-hook-form';
import { applyIssues } from '../../../shared/lib/form.ts';
import { formatShare } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { BackLink } from '../../../shared/ui/back-link.tsx';
import {
  Button,
  Field,
  Input,
  LeaveQuestion,
  Notice,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Section,
  toast,
} from '../../../shared/ui/index.ts';
import { FieldsSkeleton, Loaded } from '../../../shared/ui/save-form.tsx';
import { scoringQuery, useSaveScoring } from '../api/webinars.queries.ts';
import { webinarTexts } from '../texts.ts';
import { Learning } from './learning.tsx';

/** How scores come about on this site, and what its outcomes say of that. */
export function ScoringPage() {
  const texts = webinarTexts();
  const query = useQuery(scoringQuery());
  return (
    <Page>
      <PageTitle>{texts.scoring.title}</PageTitle>
      <BackLink to="/dashboard/follow-up">{texts.back}</BackLink>
      <PageHeader title={texts.scoring.title} description={texts.scoring.description} />
      <Loaded query={query} waiting={<FieldsSkeleton label={texts.loading} />}>
        {(settings) => <ScoringForm key={JSON.stringify(settings)} settings={settings} />}
      </Loaded>
    </Page>
  );
}

type Form = UseFormReturn<ScoringSettings>;

function ScoringForm({ settings }: { readonly settings: ScoringSettings }) {
  const texts = webinarTexts().scoring;
  const mayChange = useSession().permissions.includes('pipelines.manage');
  const save = useSaveScoring();
  const form = useForm<ScoringSettings>({ defaultValues: settings, disabled: !mayChange });
  const { errors, isDirty, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    try {
      await save.mutateAsync(values);
      toast.success(texts.saved);
    } catch (error) {
      if (!applyIssues(error, form)) throw error;
    }
  });
  const number = { valueAsNumber: true } as const;
  const whole = (message: unknown) => (message as { message?: string } | undefined)?.message;
  return (
    <div className="flex flex-col gap-10">
      <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-8">
        <Section title={texts.weights} description={texts.weightsHint}>
          <Panel className="grid gap-4 p-4 sm:grid-cols-4">
            {engagementSignals.map((signal) => (
              <WeightField key={signal} form={form} signal={signal} />
            ))}
          </Panel>
          {whole(errors.weights) === undefined ? null : <Notice className="mt-3">{whole(errors.weights)}</Notice>}
        </Section>
        <Section title={texts.cutOffs} description={texts.cutOffsHint}>
          <Panel className="grid grid-cols-3 gap-4 p-4">
            {(['hot', 'warm', 'cool'] as const).map((tier) => (
              <Field key={tier} label={texts.cutOff[tier]} error={errors.cutOffs?.[tier]?.message}>
                {(control) => (
                  <Input {...control} type="number" min={0} max={100} {...form.register(`cutOffs.${tier}`, number)} />
                )}
              </Field>
            ))}
          </Panel>
          {whole(errors.cutOffs) === undefined ? null : <Notice className="mt-3">{whole(errors.cutOffs)}</Notice>}
        </Section>
        <Field label={texts.chatCap} hint={texts.chatCapHint} className="max-w-xs" error={errors.chatCap?.message}>
          {(control) => <Input {...control} type="number" min={1} max={1000} {...form.register('chatCap', number)} />}
        </Field>
        {mayChange ? (
          <div className="flex flex-wrap items-center justify-end gap-3">
            <Button variant="ghost" onClick={() => fill(form, standardScoring)}>
              {texts.standard}
            </Button>
            <Button type="submit" variant="primary" loading={isSubmitting} disabled={!isDirty}>
              {texts.save}
            </Button>
          </div>
        ) : null}
        <LeaveQuestion isDirty={isDirty && !isSubmitting} />
      </form>
      <Learning onTake={mayChange ? (weights) => fill(form, { ...form.getValues(), weights }) : null} />
    </div>
  );
}

/** What is filled in by a button can be saved as what is typed. */
function fill(form: Form, settings: ScoringSettings): void {
  form.setValue('weights', settings.weights, { shouldDirty: true });
  form.setValue('cutOffs', settings.cutOffs, { shouldDirty: true });
  form.setValue('chatCap', settings.chatCap, { shouldDirty: true });
}

function WeightField({ form, signal }: { readonly form: Form; readonly signal: EngagementSignal }) {
  const texts = webinarTexts();
  const weights = useWatch({ control: form.control, name: 'weights' });
  const sum = engagementSignals.reduce((total, each) => total + (weights[each] || 0), 0);
  const share = sum === 0 ? 0 : (weights[signal] || 0) / sum;
  return (
    <Field
      label={texts.signals[signal]}
      hint={texts.scoring.shareOf(formatShare(share))}
      error={form.formState.errors.weights?.[signal]?.message}
    >
      {(control) => (
        <Input
          {...control}
          type="number"
          min={0}
          max={100}
          {...form.register(`weights.${signal}`, { valueAsNumber: true })}
        />
      )}
    </Field>
  );
}
