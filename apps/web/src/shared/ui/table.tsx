import type { ComponentProps } from 'react';
import { cn } from '../lib/cn.ts';

/** A table that scrolls sideways by itself rather than the page; `label` names it. */
export const Table = ({ className, label, ...rest }: ComponentProps<'table'> & { readonly label: string }) => (
  <div className="relative w-full overflow-x-auto" role="region" aria-label={label} tabIndex={0}>
    <table {...rest} className={cn('w-full border-collapse text-start text-sm', className)} aria-label={label} />
  </div>
);
export const TableHead = (props: ComponentProps<'thead'>) => <thead {...props} />;
export const TableBody = (props: ComponentProps<'tbody'>) => <tbody {...props} />;
export const TableRow = ({ className, ...rest }: ComponentProps<'tr'>) => (
  <tr
    {...rest}
    className={cn('border-b border-border transition-colors last:border-0 [tbody_&]:hover:bg-muted', className)}
  />
);
/** `numeric` puts the head above figures that stand at the end of the cell. */
export const TableHeader = ({
  className,
  numeric = false,
  ...rest
}: ComponentProps<'th'> & { readonly numeric?: boolean }) => (
  <th
    scope="col"
    {...rest}
    className={cn(
      'h-10 px-3 text-xs font-medium whitespace-nowrap text-text-muted first:ps-4 last:pe-4',
      numeric ? 'text-end' : 'text-start',
      className,
    )}
  />
);
/** `numeric` sets figures in columns, at the end of the cell. */
export const TableCell = ({
  className,
  numeric = false,
  ...rest
}: ComponentProps<'td'> & { readonly numeric?: boolean }) => (
  <td {...rest} className={cn('h-13 px-3 first:ps-4 last:pe-4', numeric && 'numeric text-end', className)} />
);
