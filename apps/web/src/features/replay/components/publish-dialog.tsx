import type { ReplayEntry } from '@stageline/contracts';
import { useForm, useWatch } from 'react-hook-form';
import { applyIssues } from '../../../shared/lib/form.ts';
import { Field, FormDialog, Input, toast } from '../../../shared/ui/index.ts';
import { useReplayChanges } from '../api/replay.queries.ts';
import { replayTexts } from '../texts.ts';

interface PublishValues {
  readonly access: ReplayEntry['access'];
  readonly password: string;
  /** As the browser's own field has it, on the clock of whoever writes it. */
  readonly expiresAt: string;
}
const ACCESS = ['registrants', 'buyers', 'link', 'password'] as const;

/** An instant as `datetime-local` writes it, on this clock. */
function localTime(instant: string | null): string {
  if (instant === null) return '';
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Who may watch, and until when; with that the replay is published. */
export function PublishDialog({ replay, onClose }: { readonly replay: ReplayEntry; readonly onClose: () => void }) {
  const texts = replayTexts().manage;
  const { publish } = useReplayChanges(replay.id);
  const hasPassword = replay.publication !== 'draft' && replay.access === 'password';
  const form = useForm<PublishValues>({
    defaultValues: { access: replay.access, password: '', expiresAt: localTime(replay.expiresAt) },
  });
  const { errors, isSubmitting } = form.formState;
  const access = useWatch({ control: form.control, name: 'access' });
  const submit = form.handleSubmit(async ({ password, expiresAt, ...values }) => {
    try {
      await publish.mutateAsync({
        ...values,
        ...(values.access === 'password' && password !== '' && { password }),
        expiresAt: expiresAt === '' ? null : new Date(expiresAt).toISOString(),
      });
      toast(texts.published);
      onClose();
    } catch (error) {
      if (!applyIssues(error, form)) throw error;
    }
  });
  return (
    <FormDialog
      onClose={onClose}
      title={replay.publication === 'published' ? texts.change : texts.publishTitle}
      description={texts.publishText}
      onSubmit={submit}
      submitLabel={replay.publication === 'published' ? texts.change : texts.publish}
      loading={isSubmitting}
      problem={errors.root?.['server']?.message}
    >
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1.5 text-sm font-medium">{texts.whoLabel}</legend>
        {ACCESS.map((value) => (
          <label
            key={value}
            className="flex cursor-pointer gap-3 rounded-md border border-border p-3 transition-colors has-checked:border-primary-line has-checked:bg-primary-tint has-focus-visible:outline-2 has-focus-visible:outline-ring"
          >
            <input
              type="radio"
              value={value}
              {...form.register('access')}
              className="mt-0.5 size-4 shrink-0 accent-primary-text"
            />
            <span>
              <span className="block text-sm font-medium">{texts.access[value]}</span>
              <span className="block text-xs text-text-muted">{texts.accessHint[value]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {access === 'password' ? (
        <Field
          label={texts.password}
          hint={hasPassword ? texts.passwordKeep : texts.passwordHint}
          error={errors.password?.message}
        >
          {(control) => (
            <Input {...control} type="text" autoComplete="off" maxLength={100} {...form.register('password')} />
          )}
        </Field>
      ) : null}
      <Field label={texts.until} hint={texts.untilHint} optional error={errors.expiresAt?.message}>
        {(control) => <Input {...control} type="datetime-local" {...form.register('expiresAt')} />}
      </Field>
    </FormDialog>
  );
}
