import { Skeleton } from '../../shared/ui/index.ts';
import { appTexts } from '../texts.ts';

/** The frame's shape until it is known who is signed in. */
export const FrameSkeleton = () => (
  <div role="status" aria-label={appTexts().loading} className="flex h-dvh">
    <div className="hidden w-60 shrink-0 flex-col gap-3 border-e border-border p-5 md:flex">
      <Skeleton className="h-8 w-36" />
      <Skeleton className="mt-4 h-11 w-full" />
      {[0, 1, 2, 3].map((index) => (
        <Skeleton key={index} className="h-9 w-full" />
      ))}
    </div>
    <div className="flex-1 pt-14 md:pt-0">
      <PageShape />
    </div>
  </div>
);

/** A page's shape inside the frame while its code is on the way. */
export const PageSkeleton = () => (
  <div role="status" aria-label={appTexts().loading}>
    <PageShape />
  </div>
);

const PageShape = () => (
  <div className="flex flex-col gap-4 p-4 pt-6 md:p-8">
    <Skeleton className="h-8 w-40" />
    <Skeleton className="h-36 w-full rounded-lg" />
  </div>
);
