import { cn } from '../lib/cn.ts';
import { uiTexts } from './texts.ts';

/** A place that will be filled, in the final shape; give it the size of what comes. */
export const Skeleton = ({ className }: { readonly className?: string }) => (
  <span aria-hidden="true" className={cn('block animate-fade rounded-sm bg-muted', className ?? 'h-4 w-full')} />
);
/** Several lines of text to come. */
export const SkeletonText = ({ lines = 3 }: { readonly lines?: number }) => (
  <span className="flex flex-col gap-2" role="status" aria-label={uiTexts().loading}>
    {Array.from({ length: lines }, (_, index) => (
      <Skeleton key={index} className={index === lines - 1 ? 'h-4 w-2/3' : 'h-4 w-full'} />
    ))}
  </span>
);
