import { useForm } from 'react-hook-form';
import { mailLogTexts } from '../../../shared/mail-log/index.ts';
import { Field, FormDialog, Textarea } from '../../../shared/ui/index.ts';
import { useLiftBounce } from '../api/mails.queries.ts';

interface LiftBounceDialogProps {
  readonly leadId: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** Asks how somebody knows that an address works again. */
export function LiftBounceDialog({ leadId, name, onClose }: LiftBounceDialogProps) {
  const texts = mailLogTexts();
  const lift = useLiftBounce(leadId);
  const form = useForm({ defaultValues: { reason: '' } });
  const submit = form.handleSubmit(({ reason }) => lift.mutate(reason.trim(), { onSuccess: onClose }));
  return (
    <FormDialog
      title={texts.liftTitle(name)}
      description={texts.liftText}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={texts.lift}
      loading={lift.isPending}
    >
      <Field label={texts.liftReason} error={form.formState.errors.reason?.message}>
        {(control) => (
          <Textarea
            {...control}
            rows={3}
            maxLength={300}
            {...form.register('reason', { validate: (reason) => reason.trim() !== '' || texts.liftMissing })}
          />
        )}
      </Field>
    </FormDialog>
  );
}
