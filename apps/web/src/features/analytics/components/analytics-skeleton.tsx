import { Panel, Skeleton } from '../../../shared/ui/index.ts';
import { analyticsTexts } from '../texts.ts';

/** The page's shape while it loads. */
export const AnalyticsSkeleton = () => (
  <div role="status" aria-label={analyticsTexts().loading} className="flex flex-col gap-8">
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {[0, 1, 2, 3].map((index) => (
        <Panel key={index} className="p-4">
          <Skeleton className="h-4 w-24 max-w-full" />
          <Skeleton className="mt-3 h-8 w-16" />
          <Skeleton className="mt-3 h-3 w-28 max-w-full" />
        </Panel>
      ))}
    </div>
    <Skeleton className="h-72 w-full rounded-lg" />
    <Skeleton className="h-56 w-full rounded-lg" />
  </div>
);
