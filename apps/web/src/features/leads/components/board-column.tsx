import { useDroppable } from '@dnd-kit/core';
import type { LeadView, PipelineId } from '@stageline/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useMemo, useRef } from 'react';
import { cn } from '../../../shared/lib/cn.ts';
import type { Stage } from '../../../shared/lib/pipelines.ts';
import { Button } from '../../../shared/ui/index.ts';
import { type Board, leadListQuery } from '../api/leads.queries.ts';
import type { BoardQuery } from '../lib/address-filter.ts';
import { flattenLeads } from '../lib/lead-pages.ts';
import { leadsTexts } from '../texts.ts';
import { BoardCard } from './board-card.tsx';
import { CARD_PX } from './board-skeleton.tsx';

const GAP_PX = 8;
/** The next page is asked for when this many cards are left. */
const AHEAD = 10;
/** What the board has just brought is not asked for again. */
const FRESH_MS = 5_000;

export interface BoardColumnProps {
  readonly pipelineId: PipelineId;
  readonly filter: BoardQuery;
  readonly stage: Stage;
  readonly column: Board['columns'][number];
  /** When the board was loaded, in milliseconds of the epoch. */
  readonly loadedAt: number;
  /** All stages that a lead may be moved to. */
  readonly stages: readonly Stage[];
  /** The stage was taken away: leads leave it, none enters. */
  readonly isFormer: boolean;
  /** The lead that is being dragged, and whether this stage is closed to it. */
  readonly dragged: LeadView | null;
  readonly isClosed: boolean;
  readonly openId: string | undefined;
  readonly now: number;
  readonly search: string;
  readonly move: (lead: LeadView, stage: Stage) => void;
  readonly focused: RefObject<string | null>;
}

/** One stage of the board: only the cards in view exist, further ones are loaded ahead. */
export function BoardColumn(props: BoardColumnProps) {
  const { stage, column, isFormer, dragged, isClosed } = props;
  const { setNodeRef, isOver } = useDroppable({ id: stage.id, disabled: isFormer });
  const isTarget = dragged !== null && isOver && dragged.stage !== stage.id;
  return (
    <section
      ref={setNodeRef}
      aria-label={`${stage.name}, ${leadsTexts().leadsInStage(column.count)}`}
      data-stage={stage.id}
      className={cn(
        'flex h-full w-[calc(100vw-2rem)] shrink-0 snap-center flex-col rounded-lg bg-muted transition-[background-color,opacity] duration-150 sm:w-64',
        isTarget && !isClosed && 'bg-primary-tint ring-2 ring-primary-line ring-inset',
        dragged !== null && isClosed && 'opacity-55',
      )}
    >
      <header className="flex items-center gap-2 px-3 pt-3 pb-2">
        <span aria-hidden="true" className={cn('size-2 shrink-0 rounded-full', dots[stage.kind])} />
        <h2 className="min-w-0 truncate text-sm font-semibold" title={stage.name}>
          {stage.name}
        </h2>
        <span className="numeric ms-auto text-xs text-text-muted">{column.count}</span>
      </header>
      {isFormer ? <p className="px-3 pb-2 text-xs text-text-muted">{leadsTexts().formerStage}</p> : null}
      {isTarget && isClosed ? <p className="px-3 pb-2 text-xs">{leadsTexts().notOpenTo}</p> : null}
      <Cards {...props} />
    </section>
  );
}
const dots = { open: 'bg-primary', won: 'bg-success', lost: 'bg-control' } as const;

function Cards(props: BoardColumnProps) {
  const { pipelineId, filter, stage, column, loadedAt, dragged, openId, ...card } = props;
  const query = useInfiniteQuery({
    ...leadListQuery({ ...filter, pipeline: pipelineId, stage: stage.id }),
    initialData: { pages: [{ items: column.items, nextCursor: column.nextCursor }], pageParams: [null] },
    initialDataUpdatedAt: loadedAt,
    staleTime: FRESH_MS,
  });
  const leads = useMemo(() => flattenLeads(query.data), [query.data]);
  const scroller = useRef<HTMLDivElement>(null);
  // The card that is held stays on the page while its column scrolls: a finger's events come from it.
  const held = dragged === null ? -1 : leads.findIndex(({ id }) => id === dragged.id);
  const rangeExtractor = useCallback(
    (range: Range) => {
      const shown = defaultRangeExtractor(range);
      return held < 0 || shown.includes(held) ? shown : [...shown, held].toSorted((a, b) => a - b);
    },
    [held],
  );
  const virtualizer = useVirtualizer({
    count: leads.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => leads[index]?.id ?? index,
    estimateSize: () => CARD_PX,
    gap: GAP_PX,
    overscan: 4,
    rangeExtractor,
  });
  const rows = virtualizer.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError && last >= leads.length - AHEAD)
      void fetchNextPage();
  }, [last, leads.length, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto overscroll-y-contain px-2 pb-2">
      {leads.length === 0 ? (
        <p className="grid h-20 place-items-center rounded-md border border-dashed border-border text-xs text-text-muted">
          {dragged === null ? leadsTexts().emptyColumn : leadsTexts().dropHere}
        </p>
      ) : null}
      <ul className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {rows.map((row) => {
          const lead = leads[row.index];
          return lead === undefined ? null : (
            <li
              key={row.key}
              aria-setsize={column.count}
              aria-posinset={row.index + 1}
              className="absolute inset-x-0 top-0"
              style={{ height: CARD_PX, transform: `translateY(${row.start}px)` }}
            >
              <BoardCard
                lead={lead}
                stages={card.stages}
                now={card.now}
                search={card.search}
                isOpen={lead.id === openId}
                move={card.move}
                focused={card.focused}
              />
            </li>
          );
        })}
      </ul>
      {isFetchNextPageError ? (
        <div className="flex justify-center p-3">
          <Button size="sm" onClick={() => void fetchNextPage()}>
            {leadsTexts().loadMore}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
