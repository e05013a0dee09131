import { DropdownMenu as Radix } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from '../lib/cn.ts';

interface MenuProps {
  readonly trigger: ReactNode;
  readonly children: ReactNode;
  readonly align?: 'start' | 'center' | 'end';
  /** Open from the first moment, for a menu that was loaded because it was asked for. */
  readonly defaultOpen?: boolean;
}
/**
 * Actions behind a button; arrow keys and type-ahead work. Not modal: the page beneath would be hidden from a screen
 * reader while the keyboard still reaches it.
 */
export const Menu = ({ trigger, children, align = 'end', defaultOpen = false }: MenuProps) => (
  <Radix.Root defaultOpen={defaultOpen} modal={false}>
    <Radix.Trigger asChild>{trigger}</Radix.Trigger>
    <Radix.Portal>
      <Radix.Content
        align={align}
        sideOffset={6}
        collisionPadding={8}
        className="animate-overlay z-50 max-w-[min(24rem,calc(100vw-1rem))] max-h-(--radix-dropdown-menu-content-available-height) min-w-48 overflow-y-auto rounded-md border border-border bg-raised p-1 text-sm text-text shadow-overlay"
      >
        {children}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
);
export const MenuItem = ({
  className,
  danger = false,
  ...rest
}: ComponentProps<typeof Radix.Item> & { readonly danger?: boolean }) => (
  <Radix.Item
    {...rest}
    className={cn(
      'flex min-h-10 cursor-pointer items-center gap-2 rounded-sm px-3 py-1 wrap-anywhere outline-none select-none data-[disabled]:cursor-not-allowed data-[disabled]:opacity-55 data-[highlighted]:bg-muted',
      danger && 'text-danger',
      className,
    )}
  />
);
export const MenuLabel = (props: ComponentProps<typeof Radix.Label>) => (
  <Radix.Label {...props} className="px-3 py-2 text-xs text-text-muted" />
);
export const MenuSeparator = () => <Radix.Separator className="mx-2 my-1 h-px bg-border" />;
export const MenuRadioGroup = Radix.RadioGroup;
export const MenuRadioItem = ({ children, ...rest }: ComponentProps<typeof Radix.RadioItem>) => (
  <Radix.RadioItem
    {...rest}
    className="flex min-h-10 cursor-pointer items-center justify-between gap-4 rounded-sm px-3 outline-none select-none data-[highlighted]:bg-muted"
  >
    {children}
    <Radix.ItemIndicator className="size-1.5 rounded-full bg-primary-text" />
  </Radix.RadioItem>
);
