import { DEFAULT_PIPELINE } from '@stageline/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Inbox, SearchX } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { Link } from 'react-router';
import { usePipelines } from '../../../shared/lib/pipelines.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { useNow } from '../../../shared/lib/use-now.ts';
import { Button, buttonStyles, EmptyState, ErrorState, Skeleton } from '../../../shared/ui/index.ts';
import { isNarrowed, type LeadFilter, leadListQuery } from '../api/leads.queries.ts';
import { filterTexts } from '../filter-texts.ts';
import { useFreshLeads } from '../hooks/use-fresh-leads.ts';
import { useListKeys } from '../hooks/use-list-keys.ts';
import { flattenLeads } from '../lib/lead-pages.ts';
import { leadsTexts } from '../texts.ts';
import { LeadRow } from './lead-row.tsx';

const ROW_PX = 64;
/** The next page is asked for when this many rows are left. */
const AHEAD = 15;

interface LeadListProps {
  readonly filter: LeadFilter;
  readonly openId: string | undefined;
  readonly search: string;
}

/** The leads of one filter: only the rows in view exist, pages load ahead, arrivals do not move what is being read. */
export function LeadList({ filter, openId, search }: LeadListProps) {
  const query = useInfiniteQuery(leadListQuery(filter));
  const leads = useMemo(() => flattenLeads(query.data), [query.data]);
  const fresh = useFreshLeads(leads, JSON.stringify(filter));
  const now = useNow(30_000);
  const scroller = useRef<HTMLDivElement>(null);
  const isScrolled = (scroller.current?.scrollTop ?? 0) > ROW_PX / 2;
  const virtualizer = useVirtualizer({
    count: leads.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => leads[index]?.id ?? index,
    estimateSize: () => ROW_PX,
    overscan: 10,
    // An arrival above what is being read must not push it down; at the top it may be seen entering.
    anchorTo: isScrolled ? 'end' : 'start',
  });
  const focusRow = useCallback(
    (index: number) => {
      virtualizer.scrollToIndex(index, { align: 'auto' });
      requestAnimationFrame(() =>
        scroller.current?.querySelector<HTMLElement>(`[data-lead-index="${index}"]`)?.focus(),
      );
    },
    [virtualizer],
  );
  useListKeys(scroller, leads.length, focusRow);
  const rows = virtualizer.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError && last >= leads.length - AHEAD)
      void fetchNextPage();
  }, [last, leads.length, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  if (query.isPending) return <LeadListSkeleton />;
  if (query.isError && leads.length === 0)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (leads.length === 0) return <NoLeads filter={filter} />;
  return (
    <div
      ref={scroller}
      className="relative min-h-0 flex-1 overflow-y-auto"
      role="region"
      aria-label={leadsTexts().list}
      tabIndex={-1}
    >
      <ul className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {rows.map((row) => {
          const lead = leads[row.index];
          return lead === undefined ? null : (
            <li
              key={row.key}
              aria-setsize={hasNextPage ? -1 : leads.length}
              aria-posinset={row.index + 1}
              className="absolute inset-x-0 top-0"
              style={{ height: ROW_PX, transform: `translateY(${row.start}px)` }}
            >
              <LeadRow
                lead={lead}
                index={row.index}
                now={now}
                search={search}
                isOpen={lead.id === openId}
                isFresh={fresh.has(lead.id)}
                isNarrow={openId !== undefined}
              />
            </li>
          );
        })}
      </ul>
      {isFetchNextPageError ? (
        <div className="flex justify-center p-4">
          <Button onClick={() => void fetchNextPage()}>{leadsTexts().loadMore}</Button>
        </div>
      ) : null}
      <p role="status" className="sr-only">
        {fresh.size > 0 ? leadsTexts().arrived(fresh.size) : ''}
      </p>
    </div>
  );
}

function NoLeads({ filter }: { filter: LeadFilter }) {
  const seesAll = useSession().permissions.includes('leads.read-all');
  const { stageOf } = usePipelines();
  const { pipeline: pipelineId = DEFAULT_PIPELINE, stage } = filter;
  if (isNarrowed(filter)) {
    return (
      <EmptyState
        icon={<SearchX size={20} />}
        title={filterTexts().noneFound}
        action={
          <Link to={{ search: '' }} replace className={buttonStyles()}>
            {filterTexts().showAll}
          </Link>
        }
      >
        {filterTexts().noneFoundHint}
      </EmptyState>
    );
  }
  if (stage !== undefined) {
    return (
      <EmptyState
        icon={<Inbox size={20} />}
        title={stage === 'new' ? leadsTexts().nobodyWaits : leadsTexts().noneIn(stageOf({ pipelineId, stage }).name)}
      >
        {leadsTexts().movedHere}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<Inbox size={20} />}
      title={leadsTexts().emptyTitle}
      action={
        <a href="/" target="_blank" rel="noreferrer" className={buttonStyles({ variant: 'primary' })}>
          {leadsTexts().viewSite}
        </a>
      }
    >
      {seesAll ? leadsTexts().empty : leadsTexts().emptyOwn}
    </EmptyState>
  );
}

/** What stands there until it is known which leads are shown. */
export function LeadListSkeleton() {
  return (
    <div role="status" aria-label={leadsTexts().loading} className="min-h-0 flex-1 overflow-hidden">
      {Array.from({ length: 9 }, (_, index) => (
        <div
          key={index}
          className="flex items-center gap-3 border-b border-border px-4 sm:px-6 lg:px-8"
          style={{ height: ROW_PX }}
        >
          <Skeleton className="size-8 rounded-full" />
          <div className="flex-1">
            <Skeleton className="h-4 w-40" />
            <Skeleton className="mt-2 h-3 w-24" />
          </div>
          <Skeleton className="h-6 w-20" />
        </div>
      ))}
    </div>
  );
}
