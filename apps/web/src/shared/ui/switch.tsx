import { Switch as Radix } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from '../lib/cn.ts';

/** On or off, at once. Give it an id and a `<label htmlFor>` or an `aria-label`. */
export const Switch = ({ className, ...rest }: ComponentProps<typeof Radix.Root>) => (
  <Radix.Root
    {...rest}
    className={cn(
      'tap-target inline-flex h-6 w-10 shrink-0 items-center rounded-full border border-control bg-muted p-0.5 transition-colors duration-150 ' +
        'disabled:cursor-not-allowed disabled:opacity-55 data-[state=checked]:border-primary-edge data-[state=checked]:bg-primary',
      className,
    )}
  >
    <Radix.Thumb className="size-4.5 rounded-full bg-control transition-transform duration-150 ease-spring data-[state=checked]:translate-x-4 data-[state=checked]:bg-on-primary rtl:data-[state=checked]:-translate-x-4" />
  </Radix.Root>
);
