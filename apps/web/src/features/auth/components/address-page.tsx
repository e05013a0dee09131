import { zodResolver } from '@hookform/resolvers/zod';
import { credentials } from '@stageline/contracts';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { Link } from 'react-router';
import { call } from '../../../shared/lib/api.ts';
import { applyIssues } from '../../../shared/lib/form.ts';
import { Button, buttonStyles, Field, Input, Notice } from '../../../shared/ui/index.ts';
import type { Door } from '../hooks/use-log-in.ts';
import { leavingVisit } from '../lib/leaving-visit.ts';
import { authTexts } from '../texts.ts';
import { AuthFrame } from './auth-frame.tsx';
import { BrandOf } from './site-brand.tsx';

interface AddressPageProps {
  readonly door: Door;
  readonly kind: 'link' | 'reset';
}

/** Asks for an address and has a link mailed to it. The answer is the same for every address. */
export function AddressPage({ door, kind }: AddressPageProps) {
  const texts = authTexts();
  const [sentTo, setSentTo] = useState<string>();
  if (sentTo !== undefined) {
    return (
      <AuthFrame
        brand={<BrandOf door={door} />}
        title={texts.link.sentTitle}
        description={texts.link.sent(sentTo)}
        footer={
          <>
            {texts.link.again}{' '}
            <button
              type="button"
              className="font-medium text-primary-text underline underline-offset-4"
              onClick={() => setSentTo(undefined)}
            >
              {texts.link.tryAgain}
            </button>
            .
          </>
        }
      >
        <Link to="/log-in" className={buttonStyles({ size: 'md' })}>
          {texts.back}
        </Link>
      </AuthFrame>
    );
  }
  const { askTitle, askHint } = texts[kind];
  return (
    <AuthFrame brand={<BrandOf door={door} />} title={askTitle} description={askHint}>
      <AddressForm door={door} kind={kind} onSent={setSentTo} />
    </AuthFrame>
  );
}

function AddressForm({ door, kind, onSent }: AddressPageProps & { readonly onSent: (email: string) => void }) {
  const texts = authTexts();
  const form = useForm<{ email: string }>({
    resolver: zodResolver(credentials.requestLink.body),
    defaultValues: { email: '' },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (body) => {
    try {
      const { email } = await leavingVisit(() =>
        kind === 'link' ? call(`${door}.request-link`, { body }) : call(`${door}.request-reset`, { body }),
      );
      onSent(email);
    } catch (error) {
      if (!applyIssues(error, form)) throw error;
    }
  });
  return (
    <form method="post" noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      {errors.root?.['server']?.message !== undefined && <Notice>{errors.root['server'].message}</Notice>}
      <Field label={texts.email} error={errors.email?.message}>
        {(control) => <Input {...control} type="email" autoComplete="username" autoFocus {...form.register('email')} />}
      </Field>
      <Button type="submit" variant="primary" loading={isSubmitting} className="w-full">
        {texts.link.send}
      </Button>
      <Link to="/log-in" className={buttonStyles({ variant: 'ghost' })}>
        {texts.back}
      </Link>
    </form>
  );
}
