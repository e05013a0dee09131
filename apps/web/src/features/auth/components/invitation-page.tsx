import { roleLabels } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { Link } from 'react-router';
import { pageLocale } from '../../../shared/i18n/index.ts';
import { call, type Answer } from '../../../shared/lib/api.ts';
import { applyIssues } from '../../../shared/lib/form.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { Button, buttonStyles, ErrorState, Field, Input, Notice, Skeleton } from '../../../shared/ui/index.ts';
import { useFragment } from '../hooks/use-fragment.ts';
import { invitationTexts } from '../invitation-texts.ts';
import { AuthFrame } from './auth-frame.tsx';
import { BrandOf } from './site-brand.tsx';

const isOver = (error: unknown): boolean => error instanceof ApiProblem && error.code === 'invalid-link';

/** Behind the link of an invitation: looking spends nothing, joining does. */
export function InvitationPage() {
  const token = useFragment();
  const invitation = useQuery({
    queryKey: ['invitation'],
    queryFn: ({ signal }) => call('invitations.read', { body: { token }, signal }),
    enabled: token.length >= 20,
    retry: (count, error) => !isOver(error) && count < 2,
  });
  const [wasSpent, setWasSpent] = useState(false);
  const texts = invitationTexts();
  if (token.length < 20 || wasSpent || isOver(invitation.error)) return <InvitationOver />;
  if (invitation.data) return <Join token={token} invitation={invitation.data} onOver={() => setWasSpent(true)} />;
  return (
    <AuthFrame brand={<BrandOf door="auth" />} title={texts.title}>
      {invitation.isError ? (
        <ErrorState error={invitation.error} onRetry={() => void invitation.refetch()} />
      ) : (
        <div role="status" aria-label={texts.loading} className="flex flex-col gap-5">
          <Skeleton className="h-11 w-full" />
          <Skeleton className="h-11 w-full" />
          <Skeleton className="h-11 w-full" />
        </div>
      )}
    </AuthFrame>
  );
}

const InvitationOver = () => (
  <AuthFrame
    brand={<BrandOf door="auth" />}
    title={invitationTexts().goneTitle}
    description={invitationTexts().goneHint}
  >
    <Link to="/log-in" className={buttonStyles({ variant: 'secondary' })}>
      {invitationTexts().logIn}
    </Link>
  </AuthFrame>
);

interface JoinProps {
  readonly token: string;
  readonly invitation: Answer<'invitations.read'>;
  readonly onOver: () => void;
}

function Join({ token, invitation, onOver }: JoinProps) {
  const texts = invitationTexts();
  const { email, invitedBy, roles, hasAccount } = invitation;
  const form = useForm({ defaultValues: { name: '', password: '' } });
  const { errors } = form.formState;
  const submit = form.handleSubmit(async ({ name, password }) => {
    try {
      // An account brings its name along.
      const own = hasAccount ? {} : { name };
      await call('invitations.accept', { body: { token, ...own, password, locale: pageLocale().locale } });
      // Whoever has a second factor still has to show it: that is the log-in's business.
      const entered = await call('auth.log-in', { body: { email, password } }).catch(() => null);
      window.location.assign(entered === null || 'next' in entered ? '/log-in' : '/dashboard');
    } catch (error) {
      if (isOver(error)) onOver();
      else if (error instanceof ApiProblem && error.code === 'invalid-credentials')
        form.setError('password', { message: error.message }, { shouldFocus: true });
      else if (!applyIssues(error, form)) throw error;
    }
  });
  const labels: Readonly<Record<string, string>> = roleLabels[pageLocale().locale];
  const part = roles.map(({ ref, name }) => labels[ref] ?? name).join(', ');
  return (
    <AuthFrame
      brand={<BrandOf door="auth" />}
      title={texts.title}
      description={invitedBy === null ? texts.byNobody(part) : texts.by(invitedBy, part)}
    >
      <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-5">
        {errors.root?.['server' as never] ? <Notice>{(errors.root as never)['server']['message']}</Notice> : null}
        <Field label={texts.email}>
          {(control) => <Input {...control} type="email" value={email} readOnly autoComplete="username" />}
        </Field>
        {hasAccount ? null : (
          <Field label={texts.name} hint={texts.nameHint} error={errors.name?.message}>
            {(control) => <Input {...control} autoComplete="name" autoFocus {...form.register('name')} />}
          </Field>
        )}
        <Field
          label={hasAccount ? texts.password : texts.newPassword}
          hint={hasAccount ? texts.passwordHint : texts.newPasswordHint}
          error={errors.password?.message}
        >
          {(control) => (
            <Input
              {...control}
              type="password"
              autoFocus={hasAccount}
              autoComplete={hasAccount ? 'current-password' : 'new-password'}
              {...form.register('password')}
            />
          )}
        </Field>
        {hasAccount ? (
          <Link to="/log-in/forgot" className="tap-target self-start text-sm text-primary-text hover:underline">
            {texts.forgot}
          </Link>
        ) : null}
        <Button type="submit" variant="primary" loading={form.formState.isSubmitting} className="w-full">
          {texts.submit}
        </Button>
      </form>
    </AuthFrame>
  );
}
