import { cn } from '../lib/cn.ts';

/** A place that will be filled, in the final shape; give it the size of what comes. */
export const Skeleton = ({ className }: { readonly className?: string }) => (
  <span aria-hidden="true" className={cn('block animate-fade rounded-sm bg-muted', className ?? 'h-4 w-full')} />
);
