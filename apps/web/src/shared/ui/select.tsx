import type { ComponentProps } from 'react';
import { cn } from '../lib/cn.ts';
import { inputStyles } from './field.tsx';

/** The platform's own list: best on a phone, complete for a keyboard. */
export const Select = ({ className, children, ...rest }: ComponentProps<'select'>) => (
  <span className="relative block">
    <select {...rest} className={cn(inputStyles, 'h-11 appearance-none pe-9', className)}>
      {children}
    </select>
    <svg
      viewBox="0 0 16 16"
      className="pointer-events-none absolute inset-y-0 end-3 my-auto size-4 text-text-muted"
      aria-hidden="true"
    >
      <path
        d="m4 6 4 4 4-4"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  </span>
);
