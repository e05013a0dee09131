import type { ComponentProps } from 'react';
import { cn } from '../lib/cn.ts';

/** The body of a signed-in page: its width and the air around it. */
export const Page = ({ className, ...rest }: ComponentProps<'div'>) => (
  <div {...rest} className={cn('mx-auto w-full max-w-3xl px-4 py-6 sm:px-6 lg:px-8 lg:py-8', className)} />
);
