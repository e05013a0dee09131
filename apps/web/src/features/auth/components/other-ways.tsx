import { useQuery } from '@tanstack/react-query';
import { KeyRound, LogIn, Mail } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { call } from '../../../shared/lib/api.ts';
import { askForPasskey, knowsPasskeys } from '../../../shared/lib/passkey.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { Button, buttonStyles, Notice } from '../../../shared/ui/index.ts';
import type { Door, LogInAnswer } from '../hooks/use-log-in.ts';
import { authTexts } from '../texts.ts';

interface OtherWaysProps {
  readonly door: Door;
  /** Where the log-in leads, when it goes over another host. */
  readonly next: string | undefined;
  readonly onAnswer: (answer: LogInAnswer) => void | Promise<void>;
}

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
      const { url } = await call(`${door}.start-provider`, { params: { provider }, body });
      window.location.assign(url);
    });
  const enterByPasskey = () =>
    attempt('passkey', async () => {
      const response = await askForPasskey(await call(`${door}.passkey-options`, { body: {} }));
      if (response === null) setProblem(authTexts().passkeyStopped);
      else await onAnswer(await call(`${door}.passkey-log-in`, { body: { response } }));
    });

  return (
    <div className="mt-6 flex flex-col gap-3">
      <p className="flex items-center gap-3 text-sm text-text-muted before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
        {texts.or}
      </p>
      {problem !== undefined && <Notice>{problem}</Notice>}
      {methods?.providers.map(({ id, label }) => (
        <Button key={id} loading={busy === id} onClick={() => void goTo(id)} className="w-full">
          <LogIn size={16} aria-hidden="true" />
          {texts.ways.provider(label)}
        </Button>
      ))}
      {methods?.passkeys === true && knowsPasskeys() && (
        <Button loading={busy === 'passkey'} onClick={() => void enterByPasskey()} className="w-full">
          <KeyRound size={16} aria-hidden="true" />
          {texts.ways.passkey}
        </Button>
      )}
      <Link to="/log-in/with-link" className={buttonStyles({ className: 'w-full' })}>
        <Mail size={16} aria-hidden="true" />
        {texts.ways.link}
      </Link>
    </div>
  );
}
