import { Tooltip as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

/** A definition or a label on hover and focus; never the only place of something needed. */
export const Tooltip = ({ content, children }: { readonly content: ReactNode; readonly children: ReactNode }) => (
  <Radix.Provider delayDuration={300}>
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          sideOffset={6}
          className="animate-overlay z-50 max-w-xs rounded-sm bg-text px-2.5 py-1.5 text-xs text-surface shadow-overlay"
        >
          {content}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  </Radix.Provider>
);
