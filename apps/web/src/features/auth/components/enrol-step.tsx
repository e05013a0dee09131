import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type Answer } from '../../../shared/lib/api.ts';
import { RecoveryCodes } from '../../../shared/ui/recovery-codes.tsx';
import { TotpSecret } from '../../../shared/ui/totp-secret.tsx';
import { Button, ErrorState, Skeleton } from '../../../shared/ui/index.ts';
import type { Finished, LogInState } from '../hooks/use-log-in.ts';
import { authTexts } from '../texts.ts';
import { AuthFrame } from './auth-frame.tsx';
import { CodeForm } from './code-form.tsx';
import { BrandOf } from './site-brand.tsx';

interface EnrolStepProps {
  readonly door: 'auth' | 'admin';
  readonly pending: string;
  readonly logIn: LogInState;
  readonly onFinished: (answer: Finished) => void | Promise<void>;
}

/** A site, or the platform, that demands a second factor leads whoever has none through the enrolment of an app, and only then in. */
export function EnrolStep({ door, pending, logIn, onFinished }: EnrolStepProps) {
  const texts = authTexts();
  const [done, setDone] = useState<Answer<'auth.finish-enrolment' | 'admin.finish-enrolment'>>();
  const enrolment = useQuery({
    queryKey: ['enrolment', pending],
    queryFn: () => call(`${door}.begin-enrolment`, { body: { pending } }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (done?.recoveryCodes != null) {
    return (
      <AuthFrame brand={<BrandOf door={door} />} title={texts.codes.title} description={texts.codes.hint}>
        <RecoveryCodes codes={done.recoveryCodes} texts={texts.codes} />
        <Button variant="primary" className="mt-6 w-full" onClick={() => void onFinished(done.me)}>
          {texts.codes.kept}
        </Button>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame
      brand={<BrandOf door={door} />}
      title={door === 'admin' ? texts.enrol.titleAdmin : texts.enrol.title}
      description={texts.enrol.hint}
    >
      {enrolment.isError ? (
        <ErrorState error={enrolment.error} onRetry={logIn.startAgain} />
      ) : enrolment.data === undefined ? (
        <Skeleton className="size-44" />
      ) : (
        <>
          <TotpSecret {...enrolment.data} texts={texts.enrol} />
          <div className="mt-6">
            <CodeForm
              label={texts.enrol.code}
              kind="digits"
              submitLabel={texts.enrol.confirm}
              onSubmit={async (code) => {
                const answer = await call(`${door}.finish-enrolment`, { body: { pending, code } });
                if (answer.recoveryCodes === null) await onFinished(answer.me);
                else setDone(answer);
              }}
            />
          </div>
        </>
      )}
    </AuthFrame>
  );
}
