import { problemTexts } from '../lib/problem-texts.ts';
import { ApiProblem } from '../lib/request.ts';
import { AlertDialog } from './dialog.tsx';
import { Notice } from './states.tsx';
import { toast } from './toast.ts';

interface ConfirmDialogProps<T> {
  readonly title: string;
  readonly description: string;
  readonly confirmLabel: string;
  readonly danger?: boolean;
  /** The mutation that is asked about, as React Query gives it, and what it gets. */
  readonly change: {
    readonly mutateAsync: (input: T) => Promise<unknown>;
    readonly isPending: boolean;
    readonly error: Error | null;
  };
  readonly input: T;
  /** Said when it is done. */
  readonly done: string;
  readonly onClose: () => void;
}
/** Asks once before something is changed, stays open while it is, and says what went wrong. */
export function ConfirmDialog<T>({ change, input, done, onClose, ...dialog }: ConfirmDialogProps<T>) {
  // By promise: what succeeded may take the asking part away, and callbacks of a part that is gone are not called.
  const confirm = () =>
    void change.mutateAsync(input).then(
      () => {
        toast(done);
        onClose();
      },
      () => undefined,
    );
  const { error } = change;
  return (
    <AlertDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      {...dialog}
      loading={change.isPending}
      onConfirm={confirm}
    >
      {error === null ? undefined : (
        <Notice>{error instanceof ApiProblem ? error.words : problemTexts().failed}</Notice>
      )}
    </AlertDialog>
  );
}
