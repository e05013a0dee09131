import type { NextStep, SecondFactorMethod } from '@stageline/contracts';
import { useState } from 'react';
import { call } from '../../../shared/lib/api.ts';
import { askForPasskey, knowsPasskeys } from '../../../shared/lib/passkey.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { Button, Notice } from '../../../shared/ui/index.ts';
import type { AnyDoor, Finished, LogInState } from '../hooks/use-log-in.ts';
import { leavingVisit } from '../lib/leaving-visit.ts';
import { authTexts } from '../texts.ts';
import { AuthFrame } from './auth-frame.tsx';
import { CodeForm } from './code-form.tsx';
import { EnrolStep } from './enrol-step.tsx';
import { BrandOf } from './site-brand.tsx';

interface SecondStepProps {
  readonly door: AnyDoor;
  readonly step: NextStep;
  readonly logIn: LogInState;
  readonly onFinished: (answer: Finished) => void | Promise<void>;
}

/** What a log-in asks for before it lets in: a second factor, or the enrolment of one. */
export function SecondStep({ door, step, logIn, onFinished }: SecondStepProps) {
  if (step.next === 'enrolment' && door !== 'platform')
    return <EnrolStep door={door} pending={step.pending} logIn={logIn} onFinished={onFinished} />;
  return <FactorStep door={door} step={step} logIn={logIn} />;
}

function FactorStep({ door, step, logIn }: Omit<SecondStepProps, 'onFinished'>) {
  const texts = authTexts().second;
  const open = step.methods.filter((method) => method !== 'passkey' || knowsPasskeys());
  const [method, setMethod] = useState<SecondFactorMethod>(open[0] ?? 'recovery-code');
  const labels = { passkey: texts.usePasskey, totp: texts.useTotp, 'recovery-code': texts.useRecovery };
  const hints = { passkey: texts.passkeyHint, totp: texts.totpHint, 'recovery-code': texts.recoveryHint };
  const { pending } = step;
  const spend = async (code: string) => {
    if (method === 'passkey') return;
    await logIn.receive(
      await leavingVisit(() => call(`${door}.second-factor`, { body: { pending, proof: { method, code } } })),
    );
  };
  return (
    <AuthFrame brand={<BrandOf door={door} />} title={texts.title} description={hints[method]}>
      {method === 'passkey' ? (
        <PasskeyStep door={door} pending={pending} logIn={logIn} />
      ) : (
        <CodeForm
          key={method}
          label={method === 'totp' ? texts.code : texts.recoveryCode}
          kind={method === 'totp' ? 'digits' : 'letters'}
          submitLabel={texts.goOn}
          onSubmit={spend}
        />
      )}
      <div className="mt-4 flex flex-col gap-1">
        {open
          .filter((other) => other !== method)
          .map((other) => (
            <Button key={other} variant="ghost" onClick={() => setMethod(other)}>
              {labels[other]}
            </Button>
          ))}
        <Button variant="ghost" onClick={logIn.startAgain}>
          {texts.startAgain}
        </Button>
      </div>
    </AuthFrame>
  );
}

function PasskeyStep({ door, pending, logIn }: { door: AnyDoor; pending: string; logIn: LogInState }) {
  const [problem, setProblem] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  async function spend(): Promise<void> {
    setIsBusy(true);
    setProblem(undefined);
    try {
      const response = await askForPasskey(await call(`${door}.passkey-options`, { body: { pending } }));
      if (response === null) setProblem(authTexts().passkeyStopped);
      else await logIn.receive(await call(`${door}.passkey-log-in`, { body: { pending, response } }));
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setProblem(error.message);
    } finally {
      setIsBusy(false);
    }
  }
  return (
    <div className="flex flex-col gap-5">
      {problem !== undefined && <Notice>{problem}</Notice>}
      <Button variant="primary" loading={isBusy} autoFocus onClick={() => void spend()} className="w-full">
        {authTexts().second.usePasskey}
      </Button>
    </div>
  );
}
