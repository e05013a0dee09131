import { useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useFieldArray, useForm, useWatch, type UseFormReturn } from 'react-hook-form';
import { call } from '../../../shared/lib/api.ts';
import { applyIssues } from '../../../shared/lib/form.ts';
import { problemTexts } from '../../../shared/lib/problem-texts.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { Button, Field, FormDialog, Input, Textarea, toast } from '../../../shared/ui/index.ts';
import { SwitchLine } from '../../../shared/ui/switch-line.tsx';
import { useSaveCallType, type CallType, type CallTypeInput } from '../api/calls.queries.ts';
import { callsTexts } from '../texts.ts';

interface Values {
  name: string;
  slug: string;
  description: string;
  place: string;
  length: number;
  increment: number;
  bufferBefore: number;
  bufferAfter: number;
  noticeHours: number;
  horizonDays: number;
  cutOffHours: number;
  needsApproval: boolean;
  isActive: boolean;
  buyersOnly: boolean;
  hosts: string[];
  questions: { key: string; label: string; required: boolean }[];
}
type Form = UseFormReturn<Values>;

const beginning: Values = {
  name: '',
  slug: '',
  description: '',
  place: '',
  length: 30,
  increment: 30,
  bufferBefore: 0,
  bufferAfter: 10,
  noticeHours: 4,
  horizonDays: 30,
  cutOffHours: 12,
  needsApproval: false,
  isActive: true,
  buyersOnly: false,
  hosts: [],
  questions: [],
};
const valuesOf = ({ notice, cutOff, questions, hosts, ...type }: CallType): Values => ({
  ...type,
  hosts: [...hosts],
  noticeHours: notice / 60,
  cutOffHours: cutOff / 60,
  questions: questions.map(({ id: key, ...question }) => ({ key, ...question })),
});
const inputOf = (
  { noticeHours, cutOffHours, questions, ...values }: Values,
  stage: CallType['stage'],
): CallTypeInput => ({
  name: values.name,
  slug: values.slug,
  description: values.description,
  place: values.place,
  length: values.length,
  increment: values.increment,
  bufferBefore: values.bufferBefore,
  bufferAfter: values.bufferAfter,
  horizonDays: values.horizonDays,
  needsApproval: values.needsApproval,
  isActive: values.isActive,
  buyersOnly: values.buyersOnly,
  hosts: values.hosts as CallTypeInput['hosts'],
  notice: Math.round(noticeHours * 60),
  cutOff: Math.round(cutOffHours * 60),
  questions: questions.map(({ key: id, label, required }) => ({ id, label, required })),
  stage,
});

/** What a name becomes in an address: `Erstes Gespräch` is `erstes-gesprach`. */
const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 50);

/** A kind of call, new or changed. */
export function TypeDialog({ type, onClose }: { readonly type: CallType | null; readonly onClose: () => void }) {
  const texts = callsTexts().typesPage;
  const save = useSaveCallType(type);
  const form = useForm<Values>({ defaultValues: type === null ? beginning : valuesOf(type) });
  const { errors } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    try {
      await save.mutateAsync(inputOf(values, type?.stage ?? null));
      toast.success(texts.saved);
      onClose();
    } catch (error) {
      if (!applyIssues(error, form)) form.setError('root.server', { message: problemTexts().failed });
    }
  });
  const nameField = form.register('name', {
    onChange: ({ target }: { target: HTMLInputElement }) => {
      // An address that was shared stays what it is.
      if (type === null && !form.getFieldState('slug').isDirty) form.setValue('slug', slugOf(target.value));
    },
  });
  const slug = useWatch({ control: form.control, name: 'slug' });
  return (
    <FormDialog
      title={type === null ? texts.add : texts.editTitle}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={texts.save}
      loading={form.formState.isSubmitting}
      problem={errors.root?.['server']?.message}
      className="max-w-xl"
    >
      <Field label={texts.name} error={errors.name?.message}>
        {(control) => <Input {...control} maxLength={80} {...nameField} />}
      </Field>
      <Field
        label={texts.slug}
        hint={texts.slugHint(`${window.location.host}/book/${slug === '' ? '…' : slug}`)}
        error={errors.slug?.message}
      >
        {(control) => <Input {...control} maxLength={50} autoCapitalize="none" {...form.register('slug')} />}
      </Field>
      <Field label={texts.text} optional error={errors.description?.message}>
        {(control) => <Textarea {...control} rows={2} maxLength={1000} {...form.register('description')} />}
      </Field>
      <Field label={texts.place} optional hint={texts.placeHint} error={errors.place?.message}>
        {(control) => <Input {...control} maxLength={300} {...form.register('place')} />}
      </Field>
      <Numbers form={form} />
      <Hosts form={form} />
      <Questions form={form} />
      <Switches form={form} />
    </FormDialog>
  );
}

function Numbers({ form }: { readonly form: Form }) {
  const texts = callsTexts().typesPage;
  const { errors } = form.formState;
  const issues = errors as Partial<Record<string, { message?: string }>>;
  const fields = [
    ['length', texts.length, undefined, 5],
    ['increment', texts.increment, texts.minutesHint, 5],
    ['bufferBefore', texts.before, texts.minutesHint, 5],
    ['bufferAfter', texts.after, texts.minutesHint, 5],
    ['noticeHours', texts.notice, texts.noticeHint, 1],
    ['horizonDays', texts.horizon, texts.horizonHint, 1],
    ['cutOffHours', texts.cutOff, texts.cutOffHint, 1],
  ] as const;
  /** The api knows minutes where the form has hours. */
  const apiNames: Readonly<Record<string, string>> = { noticeHours: 'notice', cutOffHours: 'cutOff' };
  return (
    <div className="grid grid-cols-2 gap-4">
      {fields.map(([name, label, hint, step]) => (
        <Field key={name} label={label} hint={hint} error={(issues[name] ?? issues[apiNames[name] ?? ''])?.message}>
          {(control) => (
            <Input
              {...control}
              type="number"
              min={0}
              step={step}
              inputMode="numeric"
              {...form.register(name, { valueAsNumber: true })}
            />
          )}
        </Field>
      ))}
    </div>
  );
}

/** Who takes it, where the reader may see the team. */
function Hosts({ form }: { readonly form: Form }) {
  const texts = callsTexts().typesPage;
  const seesTeam = useSession().operations.includes('members.list');
  const members = useQuery({
    queryKey: queryKeys.members(),
    queryFn: ({ signal }) => call('members.list', { signal }),
    enabled: seesTeam,
  });
  if (members.data === undefined) return null;
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{texts.who}</legend>
      <div className="flex flex-col gap-1">
        {members.data.items.map(({ id, name }) => (
          <label key={id} className="flex min-h-11 items-center gap-3 text-sm">
            <input type="checkbox" value={id} className="size-4 accent-primary" {...form.register('hosts')} />
            {name}
          </label>
        ))}
      </div>
      <p className="text-xs text-text-muted">{texts.whoHint}</p>
    </fieldset>
  );
}

function Questions({ form }: { readonly form: Form }) {
  const texts = callsTexts().typesPage;
  const { fields, append, remove } = useFieldArray({ control: form.control, name: 'questions' });
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{texts.questions}</legend>
      <ul className="flex flex-col gap-3">
        {fields.map((field, index) => (
          <li key={field.id} className="flex items-start gap-2">
            <div className="min-w-0 flex-1">
              <Field label={texts.question} error={form.formState.errors.questions?.[index]?.label?.message}>
                {(control) => <Input {...control} maxLength={200} {...form.register(`questions.${index}.label`)} />}
              </Field>
              <label className="flex min-h-11 items-center gap-3 text-sm">
                <input
                  type="checkbox"
                  className="size-4 accent-primary"
                  {...form.register(`questions.${index}.required`)}
                />
                {texts.required}
              </label>
            </div>
            <Button
              variant="ghost"
              size="icon"
              className="mt-6.5"
              aria-label={texts.removeQuestion}
              onClick={() => remove(index)}
            >
              <X size={16} aria-hidden="true" />
            </Button>
          </li>
        ))}
      </ul>
      <Button
        variant="ghost"
        size="sm"
        onClick={() => append({ key: crypto.randomUUID().slice(0, 13), label: '', required: false })}
      >
        <Plus size={16} aria-hidden="true" />
        {texts.addQuestion}
      </Button>
    </fieldset>
  );
}

function Switches({ form }: { readonly form: Form }) {
  const texts = callsTexts().typesPage;
  return (
    <div className="flex flex-col gap-3">
      <SwitchLine form={form} name="needsApproval" label={texts.needsApproval} />
      <SwitchLine form={form} name="buyersOnly" label={texts.buyersOnly} hint={texts.buyersOnlyHint} />
      <SwitchLine form={form} name="isActive" label={texts.active} />
    </div>
  );
}
