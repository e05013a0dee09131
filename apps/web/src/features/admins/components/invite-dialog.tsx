import { AdminRole, admins } from '@stageline/contracts';
import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { Answer, CallInput } from '../../../shared/lib/api.ts';
import { applyIssues } from '../../../shared/lib/form.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { Button, Dialog, Field, FormDialog, Input, Select, toast } from '../../../shared/ui/index.ts';
import { useInviteAdmin } from '../api/admins.queries.ts';
import { adminsTexts } from '../texts.ts';

/** Invites somebody to administer the platform; the link is shown once, for where no mail server is. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const texts = adminsTexts().inviting;
  const { roles } = adminsTexts();
  const invite = useInviteAdmin();
  const [invited, setInvited] = useState<Answer<'admins.invite'>>();
  const form = useForm<CallInput<'admins.invite'>['body']>({
    resolver: zodResolver(admins.inviteAdmin.body),
    defaultValues: { email: '', role: 'support' },
  });
  const { errors } = form.formState;
  const submit = form.handleSubmit(async (body) => {
    try {
      setInvited(await invite.mutateAsync(body));
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'email-taken')
        form.setError('email', { message: texts.taken }, { shouldFocus: true });
      else if (!applyIssues(error, form)) throw error;
    }
  });
  if (invited !== undefined) return <Link invited={invited} onClose={onClose} />;
  const role = form.watch('role');
  return (
    <FormDialog
      onClose={onClose}
      title={texts.title}
      description={texts.description}
      onSubmit={submit}
      submitLabel={texts.submit}
      loading={form.formState.isSubmitting}
      problem={errors.root?.['server']?.message}
    >
      <Field label={texts.email} error={errors.email?.message}>
        {(control) => <Input {...control} type="email" autoComplete="off" autoFocus {...form.register('email')} />}
      </Field>
      <Field label={texts.role} hint={roles[role].hint}>
        {(control) => (
          <Select {...control} {...form.register('role')}>
            {AdminRole.options.toReversed().map((id) => (
              <option key={id} value={id}>
                {roles[id].label}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </FormDialog>
  );
}

function Link({ invited, onClose }: { readonly invited: Answer<'admins.invite'>; readonly onClose: () => void }) {
  const texts = adminsTexts().inviting;
  const copy = () => void navigator.clipboard.writeText(invited.url).then(() => toast(texts.copied));
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={texts.doneTitle}
      description={texts.done(invited.invitation.email)}
    >
      <Field label={texts.link}>
        {(control) => <Input {...control} readOnly value={invited.url} onFocus={({ target }) => target.select()} />}
      </Field>
      <div className="mt-6 flex flex-wrap justify-end gap-2">
        <Button onClick={copy}>{texts.copy}</Button>
        <Button variant="primary" onClick={onClose}>
          {texts.close}
        </Button>
      </div>
    </Dialog>
  );
}
