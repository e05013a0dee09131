import { useEffect, useRef } from 'react';
import type { EntryPlace } from '../lib/timeline.ts';

/** An entry that somebody wants to see. */
export interface TimelineTarget extends EntryPlace {
  /** Another one each time that they ask, though it be for the same entry. */
  readonly key: string;
}

/** Of a list that is loaded page by page, as React Query gives it. */
interface Pages {
  readonly isFetching: boolean;
  readonly hasNextPage: boolean;
  readonly isFetchNextPageError: boolean;
  readonly fetchNextPage: () => unknown;
}

/** What carries the mark of an entry, so that it can be found. */
export const entryMark = ({ kind, id }: EntryPlace): string => `entry-${kind}-${id}`;

/**
 * Loads pages until the entry is there, brings it into view and puts the focus on it, once for each time that it is asked for.
 * @param isThere whether a loaded page holds it
 * @returns whether it is nowhere
 */
export function useTimelineTarget(target: TimelineTarget | null, isThere: boolean, pages: Pages): boolean {
  const { isFetching, hasNextPage, isFetchNextPageError, fetchNextPage } = pages;
  const shown = useRef<string>(undefined);
  useEffect(() => {
    if (target === null || shown.current === target.key) return;
    if (isThere) {
      shown.current = target.key;
      const entry = document.getElementById(entryMark(target));
      const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
      entry?.scrollIntoView({ block: 'center', behavior: isCalm ? 'auto' : 'smooth' });
      entry?.focus({ preventScroll: true });
    } else if (hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage();
  }, [target, isThere, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage]);
  return target !== null && !isThere && !hasNextPage && !isFetching;
}
