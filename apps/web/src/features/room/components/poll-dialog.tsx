import { MOST_POLL_QUESTIONS, type PollView } from '@stageline/contracts';
import { Plus, Trash2 } from 'lucide-react';
import { useFieldArray, useForm, type UseFormReturn, useWatch } from 'react-hook-form';
import { applyIssues } from '../../../shared/lib/form.ts';
import { Button, Field, FormDialog, Input, Select, Textarea } from '../../../shared/ui/index.ts';
import { SwitchLine } from '../../../shared/ui/switch-line.tsx';
import { useSavePoll } from '../api/polls.queries.ts';
import {
  emptyQuestion,
  hasChoices,
  newPoll,
  pollBodyOf,
  pollResolver,
  type PollValues,
  valuesOf,
} from '../lib/poll-form.ts';
import { pollTexts } from '../poll-texts.ts';

interface PollDialogProps {
  readonly sessionId: string;
  /** The one to change; null for a new one. */
  readonly before: PollView | null;
  readonly onClose: () => void;
}

/** Prepares a poll, a quiz or a survey. What was launched stays as it was. */
export function PollDialog({ sessionId, before, onClose }: PollDialogProps) {
  const texts = pollTexts().form;
  const save = useSavePoll(sessionId, before);
  const form = useForm<PollValues>({
    resolver: pollResolver,
    defaultValues: before === null ? newPoll() : valuesOf(before),
  });
  const { errors } = form.formState;
  const questions = useFieldArray({ control: form.control, name: 'questions' });
  const submit = form.handleSubmit(async (values) => {
    try {
      await save.mutateAsync(pollBodyOf(values));
      onClose();
    } catch (error) {
      if (!applyIssues(error, form)) throw error;
    }
  });
  return (
    <FormDialog
      title={before === null ? texts.newTitle : texts.editTitle}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={texts.save}
      loading={form.formState.isSubmitting}
      problem={errors.root?.['server']?.message}
    >
      <Field label={texts.title} error={errors.title?.message}>
        {(control) => <Input {...control} maxLength={120} {...form.register('title')} />}
      </Field>
      {questions.fields.map(({ id }, at) => (
        <QuestionFields
          key={id}
          form={form}
          at={at}
          onRemove={questions.fields.length === 1 ? null : () => questions.remove(at)}
        />
      ))}
      {questions.fields.length >= MOST_POLL_QUESTIONS ? null : (
        <Button className="self-start" onClick={() => questions.append(emptyQuestion())}>
          <Plus size={16} aria-hidden="true" />
          {texts.add}
        </Button>
      )}
      <SwitchLine form={form} name="changeable" label={texts.changeable} />
    </FormDialog>
  );
}

interface QuestionFieldsProps {
  readonly form: UseFormReturn<PollValues>;
  readonly at: number;
  /** Null for the only one. */
  readonly onRemove: (() => void) | null;
}

function QuestionFields({ form, at, onRemove }: QuestionFieldsProps) {
  const texts = pollTexts().form;
  const errors = form.formState.errors.questions?.[at];
  const kind = useWatch({ control: form.control, name: `questions.${at}.kind` });
  return (
    <fieldset className="m-0 flex min-w-0 flex-col gap-4 border-0 border-t border-border p-0 pt-4">
      <legend className="sr-only">{texts.question(at + 1)}</legend>
      <div className="flex items-center justify-between gap-2">
        <p aria-hidden="true" className="numeric m-0 text-sm font-semibold">
          {texts.question(at + 1)}
        </p>
        {onRemove === null ? null : (
          <Button variant="ghost" size="icon-sm" aria-label={texts.removeQuestion(at + 1)} onClick={onRemove}>
            <Trash2 size={16} aria-hidden="true" />
          </Button>
        )}
      </div>
      <Field label={texts.text} error={errors?.text?.message}>
        {(control) => <Input {...control} maxLength={200} {...form.register(`questions.${at}.text`)} />}
      </Field>
      <Field label={texts.kind}>
        {(control) => (
          <Select {...control} {...form.register(`questions.${at}.kind`)}>
            {Object.entries(texts.kinds).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {hasChoices(kind) ? (
        <Field label={texts.choices} hint={texts.choicesHint} error={errors?.choices?.message}>
          {(control) => <Textarea {...control} rows={3} {...form.register(`questions.${at}.choices`)} />}
        </Field>
      ) : null}
    </fieldset>
  );
}
