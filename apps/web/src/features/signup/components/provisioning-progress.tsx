import { Check } from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { ProvisioningStep } from '@stageline/contracts';
import { call, type Answer } from '../../../shared/lib/api.ts';
import { cn } from '../../../shared/lib/cn.ts';
import { handOverTo } from '../../../shared/lib/hand-over.ts';
import { Button, buttonStyles, ErrorState, Notice, Spinner } from '../../../shared/ui/index.ts';
import { en } from '../texts.en.ts';
import { signupTexts } from '../texts.ts';

const steps = Object.keys(en.steps) as ProvisioningStep[];
const ASK_MS = 700;

interface ProvisioningProgressProps {
  readonly started: Answer<'signups.create'>;
  /** Back to the form. */
  readonly onForget: () => void;
}

/** Shows the site come into being, then leads on to its dashboard. A reload goes on where it was. */
export function ProvisioningProgress({ started, onForget }: ProvisioningProgressProps) {
  const texts = signupTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { data, error, refetch } = useQuery({
    queryKey: ['sign-up', started.signupId],
    queryFn: ({ signal }) =>
      call('signups.get', { params: { signupId: started.signupId }, query: { token: started.token }, signal }),
    refetchInterval: ({ state }) =>
      state.data?.status === 'active' || state.data?.status === 'failed' ? false : ASK_MS,
    staleTime: 0,
  });
  const handoverToken = data?.status === 'active' ? data.handoverToken : null;
  useEffect(() => {
    if (handoverToken === null) return;
    sessionStorage.removeItem('stageline.sign-up');
    handOverTo(started.siteUrl, handoverToken);
  }, [handoverToken, started.siteUrl]);

  if (error !== null && data === undefined) {
    return (
      <>
        <ErrorState error={error} title={texts.lost} onRetry={() => void refetch()} />
        <Button variant="ghost" className="self-center" onClick={onForget}>
          {texts.startAgain}
        </Button>
      </>
    );
  }
  const done = new Set(data?.doneSteps);
  const current = steps.find((step) => !done.has(step));
  const active = data?.status === 'active';
  return (
    <>
      <h1 ref={heading} tabIndex={-1} className="display text-2xl text-text focus:outline-none">
        {active ? texts.online : texts.building}
      </h1>
      <p className="mt-2 text-base break-words text-text-muted">{new URL(started.siteUrl).host}</p>
      <ol className="mt-8 flex flex-col gap-1">
        {steps.map((step) => (
          <li
            key={step}
            className="flex min-h-11 items-center gap-3.5 text-base"
            aria-current={step === current ? 'step' : undefined}
          >
            <span
              aria-hidden="true"
              className={cn(
                'grid size-7 shrink-0 place-items-center rounded-full transition-colors duration-200',
                done.has(step)
                  ? 'bg-success-tint text-success'
                  : step === current
                    ? 'text-primary-text'
                    : 'text-text-muted',
              )}
            >
              {done.has(step) ? (
                <Check size={16} />
              ) : step === current ? (
                <Spinner />
              ) : (
                <span className="size-1.5 rounded-full bg-current opacity-50" />
              )}
            </span>
            <span
              className={cn(
                'transition-colors duration-200',
                done.has(step) || step === current ? 'text-text' : 'text-text-muted',
              )}
            >
              {texts.steps[step]}
            </span>
            <span className="sr-only">
              {done.has(step) ? texts.done : step === current ? texts.inProgress : texts.waiting}
            </span>
          </li>
        ))}
      </ol>
      <p role="status" className="sr-only">
        {texts.stepsDone(done.size, steps.length)}
      </p>
      {data?.status === 'failed' && (
        <div className="mt-8 flex flex-col items-start gap-4">
          <Notice>{texts.failed}</Notice>
          <Button variant="primary" onClick={onForget}>
            {texts.tryAgain}
          </Button>
        </div>
      )}
      {active && handoverToken === null && (
        <a
          className={cn(buttonStyles({ variant: 'primary', size: 'lg' }), 'mt-8')}
          href={new URL('/log-in', started.siteUrl).href}
        >
          {texts.logInToSite}
        </a>
      )}
    </>
  );
}
