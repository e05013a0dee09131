import type { ReactNode } from 'react';
import { cn } from '../lib/cn.ts';
import { Button } from './button.tsx';
import { Panel } from './layout.tsx';
import { LeaveQuestion } from './leave-question.tsx';
import { saveTexts } from './save-texts.ts';
import { Skeleton } from './skeleton.tsx';
import { ErrorState, Notice } from './states.tsx';
import type { useSaveForm } from './use-save-form.ts';

interface LoadedProps<T> {
  /** As React Query gives it. */
  readonly query: {
    readonly data: T | undefined;
    readonly isError: boolean;
    readonly error: Error | null;
    readonly refetch: () => Promise<unknown>;
  };
  /** Stands there until it has come. */
  readonly waiting: ReactNode;
  readonly children: (data: T) => ReactNode;
}
/** What a query brings, once it is there; until then that it is awaited, or why it did not come. */
export function Loaded<T>({ query, waiting, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  return query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : waiting;
}

/** Where fields will stand, a line each. */
export const FieldsSkeleton = ({ label }: { readonly label: string }) => (
  <Panel>
    <div role="status" aria-label={label} className="flex flex-col gap-4 p-4">
      {[0, 1, 2, 3].map((index) => (
        <Skeleton key={index} className="h-11 w-full" />
      ))}
    </div>
  </Panel>
);

interface SaveFormProps {
  readonly frame: Pick<
    ReturnType<typeof useSaveForm>,
    'submit' | 'isDirty' | 'isSaving' | 'isConflict' | 'problem' | 'takeTheirs'
  >;
  /** What the button says. */
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}
/** The frame of `useSaveForm`: what kept it from being saved stands beside the button that was pressed. */
export function SaveForm({ frame, label, className, children }: SaveFormProps) {
  const { submit, isDirty, isSaving, isConflict, problem, takeTheirs } = frame;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className={cn('flex flex-col gap-8', className)}>
      {children}
      {isConflict ? (
        <Notice>
          <p>{saveTexts().conflict}</p>
          <Button size="sm" className="mt-2" onClick={() => void takeTheirs()}>
            {saveTexts().loadTheirs}
          </Button>
        </Notice>
      ) : null}
      <div className="flex flex-wrap items-center justify-end gap-4">
        {problem === undefined ? null : (
          <p role="alert" className="text-sm text-danger">
            {problem}
          </p>
        )}
        <Button type="submit" variant="primary" loading={isSaving} disabled={!isDirty}>
          {label}
        </Button>
      </div>
      <LeaveQuestion isDirty={isDirty} />
    </form>
  );
}
