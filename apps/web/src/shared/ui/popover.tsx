import { Popover as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

interface PopoverProps {
  readonly trigger: ReactNode;
  readonly children: ReactNode;
  /** What a screen reader calls it. */
  readonly label: string;
  readonly align?: 'start' | 'center' | 'end';
}
/** More about something, on a press: for what is longer than a tooltip may be, and for fingers. */
export const Popover = ({ trigger, children, label, align = 'start' }: PopoverProps) => (
  <Radix.Root>
    <Radix.Trigger asChild>{trigger}</Radix.Trigger>
    <Radix.Portal>
      <Radix.Content
        align={align}
        sideOffset={6}
        collisionPadding={16}
        aria-label={label}
        className="animate-overlay z-50 max-h-(--radix-popover-content-available-height) w-80 max-w-[calc(100vw-2rem)] rounded-md overflow-y-auto border border-border bg-raised p-4 text-sm text-text shadow-overlay focus:outline-none"
      >
        {children}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
);
