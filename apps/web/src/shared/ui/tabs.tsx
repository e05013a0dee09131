import { Tabs as Radix } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from '../lib/cn.ts';

/** Parts of one thing, one at a time; the URL should hold which. */
export const Tabs = Radix.Root;
export const TabsList = ({ className, ...rest }: ComponentProps<typeof Radix.List>) => (
  <Radix.List {...rest} className={cn('flex gap-1 overflow-x-auto border-b border-border', className)} />
);
export const TabsTrigger = ({ className, ...rest }: ComponentProps<typeof Radix.Trigger>) => (
  <Radix.Trigger
    {...rest}
    className={cn(
      '-mb-px h-11 shrink-0 border-b-2 border-transparent px-3 text-sm font-medium text-text-muted transition-colors hover:text-text ' +
        'focus-visible:-outline-offset-2 data-[state=active]:border-primary-text data-[state=active]:text-text',
      className,
    )}
  />
);
export const TabsContent = ({ className, ...rest }: ComponentProps<typeof Radix.Content>) => (
  <Radix.Content {...rest} className={cn('pt-5', className)} />
);
