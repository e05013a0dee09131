import { Skeleton } from '../../../shared/ui/index.ts';
import { leadsTexts } from '../texts.ts';

/** Height of a card; the columns lay them out by it. */
export const CARD_PX = 92;

/** A board in its final shape, while it or what draws it is on its way. */
export function BoardSkeleton() {
  return (
    <div
      role="status"
      aria-label={leadsTexts().loadingBoard}
      className="flex min-h-0 flex-1 gap-3 overflow-hidden px-4 py-4 sm:px-6 lg:px-8"
    >
      {[4, 3, 2, 1].map((amount) => (
        <div key={amount} className="w-[calc(100vw-2rem)] shrink-0 rounded-lg bg-muted p-2 sm:w-64">
          <Skeleton className="m-1 mb-3 h-5 w-24" />
          {Array.from({ length: amount }, (_, index) => (
            <div key={index} className="mb-2 rounded-md bg-raised p-3" style={{ height: CARD_PX }}>
              <Skeleton className="h-4 w-36" />
              <Skeleton className="mt-2 h-3 w-24" />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
