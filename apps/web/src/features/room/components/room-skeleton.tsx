import { Skeleton } from '../../../shared/ui/index.ts';
import { roomTexts } from '../texts.ts';

/** The room before it is there. */
export const RoomSkeleton = () => (
  <div role="status" aria-label={roomTexts().opening} className="flex h-dvh flex-col">
    <div className="flex h-14 items-center border-b border-border px-4">
      <Skeleton className="h-5 w-56 max-w-full" />
    </div>
    <div className="grid min-h-0 flex-1 grid-rows-2 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-1">
      <Skeleton className="size-full rounded-none" />
      <div className="border-border lg:border-s" />
    </div>
    <div className="h-18 border-t border-border" />
  </div>
);
