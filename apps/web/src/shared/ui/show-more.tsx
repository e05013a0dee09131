import { cn } from '../lib/cn.ts';
import { Button } from './button.tsx';
import { uiTexts } from './texts.ts';

interface ShowMoreProps {
  /** A list that comes page by page, as React Query gives it. */
  readonly query: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
  };
  readonly label?: string;
  readonly className?: string;
}
/** Below a list: fetches its next page; nothing where there is none. */
export const ShowMore = ({ query, label = uiTexts().showMore, className }: ShowMoreProps) =>
  query.hasNextPage ? (
    <div className={cn('mt-4 flex justify-center', className)}>
      <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {label}
      </Button>
    </div>
  ) : null;
