import type { ComponentProps } from 'react';
import { cn } from '../lib/cn.ts';
import { inputStyles } from './field.tsx';

/** Several lines of text; grows with its content where the browser can. */
export const Textarea = ({ className, rows = 4, ...rest }: ComponentProps<'textarea'>) => (
  <textarea
    {...rest}
    rows={rows}
    className={cn(inputStyles, 'field-sizing-content py-2.5 leading-normal', className)}
  />
);
