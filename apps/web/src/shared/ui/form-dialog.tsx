import type { FormEvent, ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog, DialogClose } from './dialog.tsx';
import { Notice } from './states.tsx';
import { uiTexts } from './texts.ts';

interface FormDialogProps {
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
  readonly onClose: () => void;
  readonly onSubmit: (event: FormEvent) => unknown;
  readonly submitLabel: string;
  readonly submitDisabled?: boolean;
  readonly loading: boolean;
  /** What is wrong with the form as a whole; what is wrong with a field stands beside the field. */
  readonly problem?: string | undefined;
}
/** A form in a window that is open as long as it is there. */
export const FormDialog = ({
  children,
  onClose,
  onSubmit,
  submitLabel,
  submitDisabled = false,
  loading,
  problem,
  ...dialog
}: FormDialogProps) => (
  <Dialog open onOpenChange={(open) => (open ? undefined : onClose())} {...dialog}>
    <form onSubmit={(event) => void onSubmit(event)} noValidate className="flex flex-col gap-4">
      {problem === undefined ? null : <Notice>{problem}</Notice>}
      {children}
      <div className="mt-2 flex flex-wrap justify-end gap-2">
        <DialogClose asChild>
          <Button variant="ghost">{uiTexts().cancel}</Button>
        </DialogClose>
        <Button type="submit" variant="primary" disabled={submitDisabled} loading={loading}>
          {submitLabel}
        </Button>
      </div>
    </form>
  </Dialog>
);
