import { zodResolver } from '@hookform/resolvers/zod';
import { newPassword } from '@stageline/contracts';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { call } from '../../../shared/lib/api.ts';
import { applyIssues } from '../../../shared/lib/form.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { Button, Field, Input, Notice } from '../../../shared/ui/index.ts';
import { useFragment } from '../hooks/use-fragment.ts';
import type { Door, LogInState } from '../hooks/use-log-in.ts';
import { leavingVisit } from '../lib/leaving-visit.ts';
import { authTexts } from '../texts.ts';
import { AuthFrame } from './auth-frame.tsx';
import { LinkGone } from './link-page.tsx';
import { LogInOutcome } from './log-in-outcome.tsx';
import { BrandOf } from './site-brand.tsx';

const Form = z.object({ password: newPassword });

/** Behind the mailed link of a forgotten password. */
export function NewPasswordPage({ door }: { readonly door: Door }) {
  const token = useFragment();
  return (
    <LogInOutcome door={door}>
      {(receive) => <NewPasswordForm door={door} token={token} receive={receive} />}
    </LogInOutcome>
  );
}

function NewPasswordForm({ door, token, receive }: { door: Door; token: string; receive: LogInState['receive'] }) {
  const texts = authTexts();
  const [isGone, setIsGone] = useState(token.length < 20);
  const form = useForm<z.infer<typeof Form>>({ resolver: zodResolver(Form), defaultValues: { password: '' } });
  const { errors, isSubmitting } = form.formState;
  if (isGone) return <LinkGone door={door} to="/log-in/forgot" />;
  const submit = form.handleSubmit(async ({ password }) => {
    try {
      await receive(await leavingVisit(() => call(`${door}.reset-password`, { body: { token, password } })));
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'invalid-link') setIsGone(true);
      else if (!applyIssues(error, form)) throw error;
    }
  });
  return (
    <AuthFrame brand={<BrandOf door={door} />} title={texts.reset.setTitle} description={texts.reset.setHint}>
      <form method="post" noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        {errors.root?.['server']?.message !== undefined && <Notice>{errors.root['server'].message}</Notice>}
        <Field label={texts.newPassword} error={errors.password?.message}>
          {(control) => (
            <Input {...control} type="password" autoComplete="new-password" autoFocus {...form.register('password')} />
          )}
        </Field>
        <Button type="submit" variant="primary" loading={isSubmitting} className="w-full">
          {texts.reset.save}
        </Button>
      </form>
    </AuthFrame>
  );
}
