import { Popover as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from '../lib/cn.ts';

interface PopoverProps {
  readonly trigger: ReactNode;
  readonly children: ReactNode;
  /** What a screen reader calls it. */
  readonly label: string;
  readonly align?: 'start' | 'center' | 'end';
  /** As wide as what is in it, for a row of buttons. */
  readonly isFitted?: boolean;
}
/** More about something, on a press: for what is longer than a tooltip may be, and for fingers. */
export const Popover = ({ trigger, children, label, align = 'start', isFitted = false }: PopoverProps) => (
  <Radix.Root>
    <Radix.Trigger asChild>{trigger}</Radix.Trigger>
    <Radix.Portal>
      <Radix.Content
        align={align}
        sideOffset={6}
        collisionPadding={16}
        aria-label={label}
        className={cn(
          'animate-overlay z-50 max-h-(--radix-popover-content-available-height) max-w-[calc(100vw-2rem)] rounded-md overflow-y-auto border border-border bg-raised text-sm text-text shadow-overlay focus:outline-none',
          isFitted ? 'w-auto p-2' : 'w-80 p-4',
        )}
      >
        {children}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
);
