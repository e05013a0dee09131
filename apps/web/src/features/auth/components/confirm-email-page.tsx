import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { Button, buttonStyles, Notice } from '../../../shared/ui/index.ts';
import { useFragment } from '../hooks/use-fragment.ts';
import type { Door } from '../hooks/use-log-in.ts';
import { authTexts } from '../texts.ts';
import { AuthFrame } from './auth-frame.tsx';
import { LinkGone } from './link-page.tsx';
import { BrandOf } from './site-brand.tsx';

/** Behind the link that confirms an address. */
export function ConfirmEmailPage({ door }: { readonly door: Door }) {
  const texts = authTexts().confirm;
  const token = useFragment();
  const client = useQueryClient();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const [confirmed, setConfirmed] = useState<string>();
  if (token.length < 20 || problem?.code === 'invalid-link') return <LinkGone door={door} to="/log-in" />;
  async function confirm(): Promise<void> {
    setIsBusy(true);
    try {
      setConfirmed((await call(`${door}.confirm-email`, { body: { token } })).email);
      await client.invalidateQueries({ queryKey: queryKeys.me() });
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setProblem(error);
    } finally {
      setIsBusy(false);
    }
  }
  if (confirmed !== undefined) {
    return (
      <AuthFrame brand={<BrandOf door={door} />} title={texts.doneTitle} description={texts.done(confirmed)}>
        <a href={door === 'auth' ? '/dashboard' : '/log-in'} className={buttonStyles({ variant: 'primary' })}>
          {texts.goOn}
        </a>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame brand={<BrandOf door={door} />} title={texts.title} description={texts.hint}>
      {problem !== undefined && <Notice className="mb-5">{problem.message}</Notice>}
      <Button variant="primary" loading={isBusy} autoFocus onClick={() => void confirm()} className="w-full">
        {texts.button}
      </Button>
    </AuthFrame>
  );
}
