import { Check } from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { ProvisioningStep } from '@stageline/contracts';
import { call, type Answer } from '../../../shared/lib/api.ts';
import { cn } from '../../../shared/lib/cn.ts';
import { handOverTo } from '../../../shared/lib/hand-over.ts';
import { Button, buttonStyles, ErrorState, Notice, Spinner } from '../../../shared/ui/index.ts';

const steps: readonly { readonly step: ProvisioningStep; readonly label: string }[] = [
  { step: 'account', label: 'Your account' },
  { step: 'site', label: 'Your page, in your name' },
  { step: 'membership', label: 'Your place as its owner' },
  { step: 'masterclass', label: 'A first masterclass to start from' },
  { step: 'address', label: 'Your address' },
];
const ASK_MS = 700;

interface ProvisioningProgressProps {
  readonly started: Answer<'signups.create'>;
  /** Back to the form. */
  readonly onForget: () => void;
}

/** Shows the site come into being, then leads on to its dashboard. A reload goes on where it was. */
export function ProvisioningProgress({ started, onForget }: ProvisioningProgressProps) {
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
        <ErrorState error={error} title="We lost sight of your site" onRetry={() => void refetch()} />
        <Button variant="ghost" className="self-center" onClick={onForget}>
          Start again
        </Button>
      </>
    );
  }
  const done = new Set(data?.doneSteps);
  const current = steps.find(({ step }) => !done.has(step))?.step;
  const active = data?.status === 'active';
  return (
    <>
      <h1 ref={heading} tabIndex={-1} className="display text-2xl text-text focus:outline-none">
        {active ? 'Your site is online' : 'Building your site'}
      </h1>
      <p className="mt-2 text-base break-words text-text-muted">{new URL(started.siteUrl).host}</p>
      <ol className="mt-8 flex flex-col gap-1">
        {steps.map(({ step, label }) => (
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
              {label}
            </span>
            <span className="sr-only">{done.has(step) ? 'done' : step === current ? 'in progress' : 'waiting'}</span>
          </li>
        ))}
      </ol>
      <p role="status" className="sr-only">
        {`${done.size} of ${steps.length} steps done`}
      </p>
      {data?.status === 'failed' && (
        <div className="mt-8 flex flex-col items-start gap-4">
          <Notice>Something went wrong while building your site. Nothing was lost: please try again.</Notice>
          <Button variant="primary" onClick={onForget}>
            Try again
          </Button>
        </div>
      )}
      {active && handoverToken === null && (
        <a
          className={cn(buttonStyles({ variant: 'primary', size: 'lg' }), 'mt-8')}
          href={new URL('/log-in', started.siteUrl).href}
        >
          Log in to your site
        </a>
      )}
    </>
  );
}
