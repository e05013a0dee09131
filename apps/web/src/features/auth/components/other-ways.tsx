import { useQuery } from '@tanstack/react-query';
import { LogIn, Mail } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { call } from '../../../shared/lib/api.ts';
import { knowsPasskeys } from '../../../shared/lib/passkey.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { Button, buttonStyles, Notice } from '../../../shared/ui/index.ts';
import type { Door, LogInAnswer } from '../hooks/use-log-in.ts';
import { leavingVisit } from '../lib/leaving-visit.ts';
import { authTexts } from '../texts.ts';
import { PasskeyWay } from './passkey-way.tsx';

interface OtherWaysProps {
  readonly door: Door;
  /** Where the log-in leads, when it goes over another host. */
  readonly next: string | undefined;
  readonly onAnswer: (answer: LogInAnswer) => void | Promise<void>;
}

/** Between the form and what else there is. */
export const Or = () => (
  <p className="flex items-center gap-3 text-sm text-text-muted before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
    {authTexts().or}
  </p>
);

/** What there is besides the password: other companies, a passkey, a mailed link. */
export function OtherWays({ door, next, onAnswer }: OtherWaysProps) {
  const texts = authTexts();
  const { data: methods } = useQuery({
    queryKey: ['log-in-methods'],
    queryFn: ({ signal }) => call(`${door}.methods`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [busy, setBusy] = useState<string>();
  const [problem, setProblem] = useState<string>();

  async function attempt(name: string, work: () => Promise<void>): Promise<void> {
    setBusy(name);
    setProblem(undefined);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setProblem(error.message);
    } finally {
      setBusy(undefined);
    }
  }
  const goTo = (provider: 'google' | 'microsoft' | 'generic') =>
    attempt(provider, async () => {
      const body = next === undefined ? {} : { next };
      const { url } = await leavingVisit(() => call(`${door}.start-provider`, { params: { provider }, body }));
      window.location.assign(url);
    });

  return (
    <div className="mt-6 flex flex-col gap-3">
      <Or />
      {problem !== undefined && <Notice>{problem}</Notice>}
      {methods?.providers.map(({ id, label }) => (
        <Button key={id} loading={busy === id} onClick={() => void goTo(id)} className="w-full">
          <LogIn size={16} aria-hidden="true" />
          {texts.ways.provider(label)}
        </Button>
      ))}
      {methods?.passkeys === true && knowsPasskeys() && <PasskeyWay door={door} onAnswer={onAnswer} />}
      <Link to="/log-in/with-link" className={buttonStyles({ className: 'w-full' })}>
        <Mail size={16} aria-hidden="true" />
        {texts.ways.link}
      </Link>
    </div>
  );
}
