import type { ReactNode } from 'react';
import { Button, Skeleton } from '../../../shared/ui/index.ts';
import { roomTexts } from '../texts.ts';

interface PanelStateProps {
  readonly state: 'unread' | 'loading' | 'read' | 'failed';
  readonly icon: ReactNode;
  /** Said by a screen reader while it is read. */
  readonly loading: string;
  readonly failed: string;
  readonly empty: string;
  readonly onRetry: () => void;
}

/** A panel of the room that shows nothing: not read yet, could not be read, or empty. */
export function PanelState({ state, icon, loading, failed, empty, onRetry }: PanelStateProps) {
  if (state === 'unread' || state === 'loading')
    return (
      <div role="status" aria-label={loading} className="flex flex-col gap-4 p-4">
        <Skeleton className="h-12 w-full" />
        <Skeleton className="h-12 w-2/3" />
      </div>
    );
  return (
    <div
      role={state === 'failed' ? 'alert' : undefined}
      className="absolute inset-0 flex flex-col items-center justify-center gap-2 p-6 text-center text-sm text-text-muted"
    >
      {icon}
      <p className="m-0 max-w-60">{state === 'failed' ? failed : empty}</p>
      {state === 'failed' ? (
        <Button variant="ghost" onClick={onRetry}>
          {roomTexts().tryAgain}
        </Button>
      ) : null}
    </div>
  );
}
