import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { cn } from '../../../shared/lib/cn.ts';
import { Button } from '../../../shared/ui/index.ts';
import { webinarTexts } from '../texts.ts';

const ROW_PX = 65;
/** The next page is asked for when this many rows are left. */
const AHEAD = 15;

interface LongListProps<T extends { readonly id: string }> {
  readonly label: string;
  readonly items: readonly T[];
  /** As React Query gives it. */
  readonly query: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly isFetchNextPageError: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
  };
  readonly children: (item: T) => ReactNode;
}
/** A list of thousands in the page itself: only the rows in view exist, and pages load ahead. */
export function LongList<T extends { readonly id: string }>({ label, items, query, children }: LongListProps<T>) {
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  // The page scrolls in the frame's main part, and the list begins somewhere in it.
  const scroller = () => list.current?.closest('main') ?? null;
  useLayoutEffect(() => {
    const [page, own] = [scroller(), list.current];
    if (page !== null && own !== null)
      setTop(own.getBoundingClientRect().top - page.getBoundingClientRect().top + page.scrollTop);
  }, []);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: scroller,
    getItemKey: (index) => items[index]?.id ?? index,
    estimateSize: () => ROW_PX,
    overscan: 10,
    scrollMargin: top,
  });
  const rows = virtualizer.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError && last >= items.length - AHEAD)
      void fetchNextPage();
  }, [last, items.length, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  return (
    <>
      <ul ref={list} aria-label={label} className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {rows.map(({ key, index, start }) => {
          const item = items[index];
          return item === undefined ? null : (
            <li
              key={key}
              aria-setsize={hasNextPage ? -1 : items.length}
              aria-posinset={index + 1}
              className={cn('absolute inset-x-0 top-0', index < items.length - 1 && 'border-b border-border')}
              style={{ height: ROW_PX, transform: `translateY(${start - top}px)` }}
            >
              {children(item)}
            </li>
          );
        })}
      </ul>
      {isFetchNextPageError ? (
        <div className="flex justify-center p-4">
          <Button onClick={() => void fetchNextPage()}>{webinarTexts().list.more}</Button>
        </div>
      ) : null}
    </>
  );
}
