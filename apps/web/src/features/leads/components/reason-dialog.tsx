import { useForm } from 'react-hook-form';
import { Field, FormDialog, Textarea } from '../../../shared/ui/index.ts';
import { leadsTexts } from '../texts.ts';

interface ReasonDialogProps {
  readonly name: string;
  readonly stage: string;
  readonly onClose: () => void;
  readonly onReason: (reason: string) => void;
}

/** Asks why a lead goes to a stage that wants to know; the reason stands in the lead's history. */
export function ReasonDialog({ name, stage, onClose, onReason }: ReasonDialogProps) {
  const texts = leadsTexts();
  const form = useForm({ defaultValues: { reason: '' } });
  // One line in the history: breaks that were typed become spaces.
  const submit = form.handleSubmit(({ reason }) => onReason(reason.replaceAll(/\s+/g, ' ').trim()));
  return (
    <FormDialog
      title={texts.reasonTitle(name, stage)}
      description={texts.reasonHint}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={texts.move}
      loading={false}
    >
      <Field label={texts.reason} error={form.formState.errors.reason?.message}>
        {(control) => (
          <Textarea
            {...control}
            rows={3}
            maxLength={300}
            {...form.register('reason', { validate: (reason) => reason.trim() !== '' || texts.reasonMissing })}
          />
        )}
      </Field>
    </FormDialog>
  );
}
