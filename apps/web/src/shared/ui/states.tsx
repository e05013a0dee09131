import type { ReactNode } from 'react';
import { cn } from '../lib/cn.ts';
import { problemTexts } from '../lib/problem-texts.ts';
import { ApiProblem } from '../lib/request.ts';
import { Button } from './button.tsx';
import { uiTexts } from './texts.ts';

interface StateProps {
  /** A lucide icon at 20. */
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  /** The first step. */
  readonly action?: ReactNode;
  readonly className?: string;
}
/** Nothing here yet: what will be here, and the first step towards it. */
export const EmptyState = ({ icon, title, children, action, className }: StateProps) => (
  <div className={cn('flex flex-col items-center px-6 py-12 text-center', className)}>
    {icon !== undefined && (
      <span
        className="mb-4 grid size-11 place-items-center rounded-full bg-primary-tint text-primary-text"
        aria-hidden="true"
      >
        {icon}
      </span>
    )}
    <p className="text-base font-semibold text-text">{title}</p>
    {children !== undefined && <div className="mt-1 max-w-sm text-sm text-text-muted">{children}</div>}
    {action !== undefined && <div className="mt-5">{action}</div>}
  </div>
);

interface ErrorStateProps {
  readonly error: unknown;
  /** Tries again; left out where that cannot help. */
  readonly onRetry?: (() => void) | undefined;
  readonly title?: string;
  readonly className?: string;
}
/** What happened, what to do, and a way to try again. */
export function ErrorState({ error, onRetry, title, className }: ErrorStateProps) {
  const problem = error instanceof ApiProblem ? error : undefined;
  const isRefused = problem?.status === 403;
  const heading = isRefused
    ? uiTexts().refused
    : (title ?? (problem?.code === 'offline' ? uiTexts().offline : uiTexts().notLoaded));
  return (
    <div role="alert" className={cn('flex flex-col items-center px-6 py-12 text-center', className)}>
      <p className="text-base font-semibold text-text">{heading}</p>
      <p className="mt-1 max-w-sm text-sm text-text-muted">{problem?.message ?? problemTexts().failed}</p>
      {onRetry !== undefined && problem?.status !== 404 && !isRefused && (
        <Button className="mt-5" onClick={onRetry}>
          {uiTexts().tryAgain}
        </Button>
      )}
    </div>
  );
}

/** A message above a form or a list. */
export const Notice = ({
  tone = 'danger',
  children,
  className,
}: {
  readonly tone?: 'danger' | 'warning' | 'success' | 'neutral';
  readonly children: ReactNode;
  readonly className?: string;
}) => (
  <div
    role={tone === 'danger' ? 'alert' : 'status'}
    className={cn(
      'rounded-md px-4 py-3 text-sm',
      {
        danger: 'bg-danger-tint text-danger',
        warning: 'bg-warning-tint text-warning',
        success: 'bg-success-tint text-success',
        neutral: 'bg-muted text-text',
      }[tone],
      className,
    )}
  >
    {children}
  </div>
);
