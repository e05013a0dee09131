import { invitations, type RoleRef } from '@stageline/contracts';
import { zodResolver } from '@hookform/resolvers/zod';
import { useForm, useWatch } from 'react-hook-form';
import { applyIssues } from '../../../shared/lib/form.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { Field, FormDialog, Input, toast } from '../../../shared/ui/index.ts';
import { type NewInvitation, useInvite } from '../api/members.queries.ts';
import { membersTexts } from '../texts.ts';
import { RoleFields } from './role-fields.tsx';

/** Invites somebody to the team by e-mail. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const texts = membersTexts().inviting;
  const invite = useInvite();
  const form = useForm<NewInvitation>({
    resolver: zodResolver(invitations.invite.body) as never,
    defaultValues: { email: '', roles: ['rep'], rank: 1 },
  });
  const { errors } = form.formState;
  const values = useWatch({ control: form.control });
  const submit = form.handleSubmit(async (body) => {
    try {
      const { email } = await invite.mutateAsync(body);
      toast(membersTexts().invited.sent(email), { description: membersTexts().invited.sentHint });
      onClose();
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'already-member')
        form.setError('email', { message: texts.alreadyMember }, { shouldFocus: true });
      else if (!applyIssues(error, form)) throw error;
    }
  });
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
        {(control) => <Input {...control} type="email" autoComplete="off" {...form.register('email')} />}
      </Field>
      <RoleFields
        roles={(values.roles ?? []) as RoleRef[]}
        rank={values.rank ?? 1}
        isMissing={errors.roles !== undefined}
        onChange={({ roles, rank }) => {
          form.setValue('roles', roles, { shouldValidate: form.formState.isSubmitted });
          form.setValue('rank', rank);
        }}
      />
    </FormDialog>
  );
}
