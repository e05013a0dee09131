import type { ContactsView, LeadId } from '@stageline/contracts';
import { useForm } from 'react-hook-form';
import { applyIssues } from '../../../shared/lib/form.ts';
import { Field, FormDialog, Input } from '../../../shared/ui/index.ts';
import { useContacts } from '../api/contacts.queries.ts';
import { contactTexts } from '../contact-texts.ts';

interface NameDialogProps {
  readonly leadId: LeadId;
  readonly view: ContactsView;
  readonly onClose: () => void;
}
/** Changes the name and the company of a lead. What was typed stays when it could not be saved. */
export function NameDialog({ leadId, view, onClose }: NameDialogProps) {
  const texts = contactTexts();
  const { change } = useContacts(leadId, view);
  const { firstName, lastName, company } = view;
  const form = useForm({ defaultValues: { firstName, lastName, company: company ?? '' } });
  const { errors } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    try {
      await change.mutateAsync(values);
      onClose();
    } catch (failure) {
      applyIssues(failure, form);
    }
  });
  return (
    <FormDialog
      title={texts.editTitle}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={texts.save}
      loading={change.isPending}
      problem={errors.root?.['server']?.message}
    >
      <Field label={texts.firstName} error={errors.firstName?.message}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            {...form.register('firstName', { validate: (text) => text.trim() !== '' || texts.missing })}
          />
        )}
      </Field>
      <Field label={texts.lastName} error={errors.lastName?.message} optional>
        {(control) => <Input {...control} autoComplete="off" {...form.register('lastName')} />}
      </Field>
      <Field label={texts.company} error={errors.company?.message} optional>
        {(control) => <Input {...control} autoComplete="off" {...form.register('company')} />}
      </Field>
    </FormDialog>
  );
}
