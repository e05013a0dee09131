import { admins } from '@stageline/contracts';
import { zodResolver } from '@hookform/resolvers/zod';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { Link } from 'react-router';
import { call, type Answer } from '../../../shared/lib/api.ts';
import { applyIssues } from '../../../shared/lib/form.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { useTitle } from '../../../shared/lib/use-title.ts';
import { Button, buttonStyles, ErrorState, Field, Input, Notice, Skeleton } from '../../../shared/ui/index.ts';
import { useFragment } from '../hooks/use-fragment.ts';
import { adminInvitationTexts } from '../admin-invitation-texts.ts';
import { AuthFrame } from './auth-frame.tsx';
import { AdminBrand } from './site-brand.tsx';

const SHORTEST_TOKEN = 20;
const isOver = (error: unknown): boolean => error instanceof ApiProblem && error.code === 'invalid-link';

/** Behind the link of an invitation: looking spends nothing, joining does. */
export function AdminInvitationPage() {
  const texts = adminInvitationTexts();
  useTitle(texts.title);
  const token = useFragment();
  const invitation = useQuery({
    queryKey: ['admin-invitation'],
    queryFn: ({ signal }) => call('admins.read-invitation', { body: { token }, signal }),
    enabled: token.length >= SHORTEST_TOKEN,
    retry: (count, error) => !isOver(error) && count < 2,
  });
  const [wasSpent, setWasSpent] = useState(false);
  if (token.length < SHORTEST_TOKEN || wasSpent || isOver(invitation.error))
    return (
      <AuthFrame brand={<AdminBrand />} title={texts.goneTitle} description={texts.goneHint}>
        <Link to="/log-in" className={buttonStyles({ variant: 'secondary', className: 'w-full' })}>
          {texts.logIn}
        </Link>
      </AuthFrame>
    );
  if (invitation.data) return <Join token={token} invitation={invitation.data} onOver={() => setWasSpent(true)} />;
  return (
    <AuthFrame brand={<AdminBrand />} title={texts.title}>
      {invitation.isError ? (
        <ErrorState error={invitation.error} onRetry={() => void invitation.refetch()} />
      ) : (
        <div role="status" aria-label={texts.loading} className="flex flex-col gap-5">
          <Skeleton className="h-11 w-full" />
          <Skeleton className="h-11 w-full" />
        </div>
      )}
    </AuthFrame>
  );
}

interface JoinProps {
  readonly token: string;
  readonly invitation: Answer<'admins.read-invitation'>;
  readonly onOver: () => void;
}
const Form = admins.acceptAdminInvitation.body.omit({ token: true });

function Join({ token, invitation, onOver }: JoinProps) {
  const texts = adminInvitationTexts();
  const { email, invitedBy, role } = invitation;
  const form = useForm({ resolver: zodResolver(Form), defaultValues: { name: '', password: '' } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    try {
      await call('admins.accept-invitation', { body: { token, ...values } });
      // The log-in leads on to a second factor where the platform demands one.
      window.location.assign('/log-in');
    } catch (error) {
      if (isOver(error)) onOver();
      else if (!applyIssues(error, form)) throw error;
    }
  });
  return (
    <AuthFrame brand={<AdminBrand />} title={texts.title} description={texts.by(invitedBy, texts.roles[role])}>
      <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-5">
        {errors.root?.['server']?.message !== undefined && <Notice>{errors.root['server'].message}</Notice>}
        <Field label={texts.email}>
          {(control) => <Input {...control} type="email" value={email} readOnly autoComplete="username" />}
        </Field>
        <Field label={texts.name} hint={texts.nameHint} error={errors.name?.message}>
          {(control) => <Input {...control} autoComplete="name" autoFocus {...form.register('name')} />}
        </Field>
        <Field label={texts.password} hint={texts.passwordHint} error={errors.password?.message}>
          {(control) => (
            <Input {...control} type="password" autoComplete="new-password" {...form.register('password')} />
          )}
        </Field>
        <Button type="submit" variant="primary" loading={isSubmitting} className="w-full">
          {texts.submit}
        </Button>
      </form>
    </AuthFrame>
  );
}
