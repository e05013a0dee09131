import { X } from 'lucide-react';
import { AlertDialog as RadixAlert, Dialog as RadixDialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from '../lib/cn.ts';
import { Button, buttonStyles } from './button.tsx';
import { uiTexts } from './texts.ts';
import { useFocusBack } from './use-focus-back.ts';

/** As high as the windows: over a window that a second one stands before, and under that one. */
const OVERLAY = 'window-shade fixed inset-0 z-50 bg-black/45 animate-fade';
const CONTENT =
  'fixed inset-x-4 top-1/2 z-50 mx-auto flex max-h-[calc(100dvh-2rem)] max-w-md -translate-y-1/2 flex-col overflow-y-auto rounded-lg ' +
  'border border-border bg-raised p-6 text-text shadow-overlay animate-overlay focus:outline-none';

interface DialogProps {
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  /** What opens it; left out when `open` is controlled. */
  readonly trigger?: ReactNode;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}
/** A window over the page: focus stays inside, Escape closes, focus returns. */
export const Dialog = ({ open, onOpenChange, trigger, title, description, children, className }: DialogProps) => {
  const focusBack = useFocusBack(open === true);
  return (
    <RadixDialog.Root
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      {trigger !== undefined && <RadixDialog.Trigger asChild>{trigger}</RadixDialog.Trigger>}
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={OVERLAY} />
        <RadixDialog.Content
          className={cn(CONTENT, className)}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          {...(trigger === undefined ? focusBack : {})}
        >
          <RadixDialog.Title className="pe-8 text-lg font-semibold">{title}</RadixDialog.Title>
          {description !== undefined && (
            <RadixDialog.Description className="mt-1 text-sm text-text-muted">{description}</RadixDialog.Description>
          )}
          <div className="mt-5">{children}</div>
          <div className="absolute end-3 top-3">
            <RadixDialog.Close
              className={buttonStyles({ variant: 'ghost', size: 'icon-sm' })}
              aria-label={uiTexts().close}
            >
              <X size={16} aria-hidden="true" />
            </RadixDialog.Close>
          </div>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
};
/** A button inside a dialog that closes it. */
export const DialogClose = RadixDialog.Close;

interface AlertDialogProps {
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly trigger?: ReactNode;
  readonly title: ReactNode;
  readonly description: ReactNode;
  /** More to read or to fill in, e.g. the site's name to type. */
  readonly children?: ReactNode;
  readonly confirmLabel: string;
  readonly cancelLabel?: string;
  readonly danger?: boolean;
  readonly confirmDisabled?: boolean;
  readonly loading?: boolean;
  /** The dialog stays open until `open` says otherwise when this is controlled, else it closes at once. */
  readonly onConfirm: () => void;
}
/** A question that must be answered before going on. */
export const AlertDialog = ({
  open,
  onOpenChange,
  trigger,
  title,
  description,
  children,
  confirmLabel,
  cancelLabel = uiTexts().cancel,
  danger = false,
  confirmDisabled = false,
  loading = false,
  onConfirm,
}: AlertDialogProps) => {
  const focusBack = useFocusBack(open === true);
  return (
    <RadixAlert.Root
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      {trigger !== undefined && <RadixAlert.Trigger asChild>{trigger}</RadixAlert.Trigger>}
      <RadixAlert.Portal>
        <RadixAlert.Overlay className={OVERLAY} />
        <RadixAlert.Content className={CONTENT} {...(trigger === undefined ? focusBack : {})}>
          <RadixAlert.Title className="text-lg font-semibold">{title}</RadixAlert.Title>
          <RadixAlert.Description className="mt-1 text-sm text-text-muted">{description}</RadixAlert.Description>
          {children !== undefined && <div className="mt-5">{children}</div>}
          <div className="mt-6 flex flex-wrap justify-end gap-2">
            <RadixAlert.Cancel asChild>
              <Button variant="ghost">{cancelLabel}</Button>
            </RadixAlert.Cancel>
            <RadixAlert.Action
              asChild
              onClick={(event) => {
                if (open !== undefined) event.preventDefault();
                onConfirm();
              }}
            >
              <Button variant={danger ? 'danger' : 'primary'} disabled={confirmDisabled} loading={loading}>
                {confirmLabel}
              </Button>
            </RadixAlert.Action>
          </div>
        </RadixAlert.Content>
      </RadixAlert.Portal>
    </RadixAlert.Root>
  );
};
