import type { ContactsView, LeadId } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { Link } from 'react-router';
import { ApiProblem } from '../../../shared/lib/api.ts';
import { buttonStyles, Field, FormDialog, Input } from '../../../shared/ui/index.ts';
import { holderQuery, useContacts } from '../api/contacts.queries.ts';
import { leadName } from '../api/move-lead.ts';
import { contactTexts } from '../contact-texts.ts';

export type ContactKind = 'email' | 'phone';

interface AddContactDialogProps {
  readonly kind: ContactKind;
  readonly leadId: LeadId;
  readonly view: ContactsView;
  readonly onClose: () => void;
}
/** Adds an address or a number behind those that are there. */
export function AddContactDialog({ kind, leadId, view, onClose }: AddContactDialogProps) {
  const texts = contactTexts();
  const { change } = useContacts(leadId, view);
  const form = useForm({ defaultValues: { value: '' } });
  const known = kind === 'email' ? view.emails.map(({ address }) => address) : view.phones;
  const isEmail = kind === 'email';
  const submit = form.handleSubmit(async ({ value }) => {
    const all = [...known, value.trim()];
    try {
      await change.mutateAsync(isEmail ? { emails: all } : { phones: all });
      onClose();
    } catch (failure) {
      const issue = failure instanceof ApiProblem ? failure.issues[0] : undefined;
      if (issue !== undefined)
        form.setError('value', { type: 'server', message: issue.message }, { shouldFocus: true });
    }
  });
  const validate = (value: string) => {
    const text = value.trim().toLowerCase();
    return text === '' ? texts.missing : !known.includes(text) || texts.hasIt;
  };
  const { error } = change;
  const wrong = form.formState.errors.value?.message;
  const isTaken = error instanceof ApiProblem && error.code === 'contact-taken';
  return (
    <FormDialog
      title={isEmail ? texts.addEmailTitle : texts.addPhoneTitle}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={texts.add}
      loading={change.isPending}
      problem={error === null || wrong !== undefined ? undefined : error.message}
    >
      {isTaken ? <Holder address={form.getValues('value').trim()} /> : null}
      <Field
        label={isEmail ? texts.email : texts.phone}
        hint={isEmail ? texts.emailHint : texts.phoneHint}
        error={wrong}
      >
        {(control) => (
          <Input
            {...control}
            type={isEmail ? 'email' : 'tel'}
            inputMode={isEmail ? 'email' : 'tel'}
            autoComplete="off"
            maxLength={isEmail ? 254 : 32}
            {...form.register('value', { validate })}
          />
        )}
      </Field>
    </FormDialog>
  );
}

/** Leads to whoever has an address, if the reader sees them. */
function Holder({ address }: { readonly address: string }) {
  const { data: lead } = useQuery(holderQuery(address));
  if (lead == null) return null;
  return (
    <Link to={`/dashboard/leads/${lead.id}`} className={`${buttonStyles({ size: 'sm' })} self-start`}>
      {contactTexts().openHolder(leadName(lead))}
    </Link>
  );
}
