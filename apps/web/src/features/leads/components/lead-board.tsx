import {
  type Announcements,
  DndContext,
  type DragEndEvent,
  DragOverlay,
  KeyboardSensor,
  MeasuringStrategy,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import type { LeadView, PipelineId } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { presentPipeline, type Stage, usePipelines } from '../../../shared/lib/pipelines.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { useNow } from '../../../shared/lib/use-now.ts';
import { ErrorState } from '../../../shared/ui/index.ts';
import { cn } from '../../../shared/lib/cn.ts';
import { type Board, boardQuery } from '../api/leads.queries.ts';
import { leadName } from '../api/move-lead.ts';
import { useMoveLead } from '../hooks/use-move-lead.tsx';
import type { BoardQuery } from '../lib/address-filter.ts';
import { isClosedTo } from '../lib/board.ts';
import { columnKeys, columnUnder } from '../lib/drag.ts';
import { leadsTexts } from '../texts.ts';
import { CardText } from './board-card.tsx';
import { BoardColumn } from './board-column.tsx';
import { BoardSkeleton, CARD_PX } from './board-skeleton.tsx';
import { StageTabs } from './stage-tabs.tsx';

interface LeadBoardProps {
  readonly pipelineId: PipelineId;
  readonly filter: BoardQuery;
  readonly openId: string | undefined;
  readonly search: string;
}

/** The stages of a pipeline side by side, on a phone one at a time; leads go from one to the next by drag, keys or menu. */
export function LeadBoard(props: LeadBoardProps) {
  const board = useQuery(boardQuery(props.pipelineId, props.filter));
  if (board.data !== undefined)
    return (
      <Columns
        key={`${props.pipelineId} ${JSON.stringify(props.filter)}`}
        {...props}
        board={board.data}
        loadedAt={board.dataUpdatedAt}
      />
    );
  if (board.isError) return <ErrorState error={board.error} onRetry={() => void board.refetch()} />;
  return <BoardSkeleton />;
}

interface ColumnsProps extends LeadBoardProps {
  readonly board: Board;
  readonly loadedAt: number;
}

const leadOf = (active: { data: { current?: Record<string, unknown> | undefined } }): LeadView | null =>
  (active.data.current?.['lead'] as LeadView | undefined) ?? null;

function Columns({ board, loadedAt, pipelineId, filter, openId, search }: ColumnsProps) {
  const { move, dialog } = useMoveLead();
  const { stageOf } = usePipelines();
  const seesContacts = useSession().permissions.includes('contacts.read');
  const now = useNow(60_000);
  const pipeline = useMemo(() => presentPipeline(board.pipeline), [board.pipeline]);
  const [dragged, setDragged] = useState<LeadView | null>(null);
  const focused = useFocusedLead();
  const scroller = useRef<HTMLDivElement>(null);
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    // Held for a moment, so that a swipe still scrolls.
    useSensor(TouchSensor, { activationConstraint: { delay: 250, tolerance: 8 } }),
    useSensor(KeyboardSensor, {
      coordinateGetter: columnKeys,
      keyboardCodes: { start: ['Space'], cancel: ['Escape'], end: ['Space', 'Enter'] },
    }),
  );
  const drop = ({ over }: DragEndEvent): void => {
    // As it was when it was taken up: what somebody else did to it since is not overwritten.
    const lead = dragged;
    setDragged(null);
    const stage = pipeline.stages.find(({ id }) => id === over?.id);
    if (lead === null || stage === undefined || stage.id === lead.stage) return;
    move(lead, stage);
  };
  const known = [...pipeline.stages, ...pipeline.formerStages];
  const shown = board.columns.flatMap((column) => {
    const stage = known.find(({ id }) => id === column.stage);
    return stage === undefined ? [] : [{ stage, column }];
  });
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={columnUnder}
      measuring={{ droppable: { strategy: MeasuringStrategy.Always } }}
      accessibility={{
        announcements: announcementsFor(known),
        screenReaderInstructions: { draggable: leadsTexts().drag.instructions },
      }}
      onDragStart={({ active }) => setDragged(leadOf(active))}
      onDragCancel={() => setDragged(null)}
      onDragEnd={drop}
    >
      <StageTabs columns={shown} scroller={scroller} />
      <div
        ref={scroller}
        role="region"
        aria-label={leadsTexts().board}
        className={cn(
          'flex min-h-0 flex-1 gap-3 overflow-x-auto overflow-y-hidden px-4 pt-4 pb-4 sm:px-6 lg:px-8',
          // While a card is carried, the board has to scroll to where the card is, not to a column.
          dragged === null && 'max-sm:snap-x max-sm:snap-mandatory',
        )}
      >
        {shown.map(({ stage, column }) => (
          <BoardColumn
            key={stage.id}
            {...{ pipelineId, filter, stage, column, loadedAt, dragged, openId, now, search, move, focused }}
            stages={pipeline.stages}
            isFormer={!pipeline.stages.includes(stage)}
            isClosed={dragged !== null && isClosedTo(dragged, stageOf(dragged), stage, seesContacts)}
          />
        ))}
      </div>
      <DragOverlay dropAnimation={null}>
        {dragged === null ? null : (
          <div
            className="rotate-1 cursor-grabbing rounded-md border border-primary-line bg-raised shadow-overlay"
            style={{ height: CARD_PX }}
          >
            <CardText lead={dragged} now={now}>
              <p className="truncate font-medium">{leadName(dragged)}</p>
            </CardText>
          </div>
        )}
      </DragOverlay>
      {dialog}
    </DndContext>
  );
}

/**
 * The lead whose link has the focus, or had it when its card was drawn anew. Something else that takes the focus, and a
 * press anywhere, end it.
 */
function useFocusedLead(): RefObject<string | null> {
  const focused = useRef<string | null>(null);
  useEffect(() => {
    const note = ({ type, target }: Event): void => {
      focused.current = type === 'focusin' && target instanceof HTMLElement ? (target.dataset['lead'] ?? null) : null;
    };
    document.addEventListener('focusin', note);
    document.addEventListener('pointerdown', note);
    return () => {
      document.removeEventListener('focusin', note);
      document.removeEventListener('pointerdown', note);
    };
  }, []);
  return focused;
}

/** What a screen reader hears while a card is carried. */
function announcementsFor(stages: readonly Stage[]): Announcements {
  const nameOf = (id: string | number | undefined) => stages.find((stage) => stage.id === id)?.name;
  const texts = leadsTexts().drag;
  const said = (active: Parameters<typeof leadOf>[0]): string => {
    const lead = leadOf(active);
    return lead === null ? '' : leadName(lead);
  };
  return {
    // Said as soon as the card is over its own stage: a key before the columns are measured would carry it nowhere.
    onDragStart: () => undefined,
    onDragOver: ({ active, over }) => {
      const name = nameOf(over?.id);
      if (name === undefined) return texts.nowhere(said(active));
      // A card is over its own stage as soon as it is taken up; this is what is heard of it.
      return over?.id === leadOf(active)?.stage ? texts.taken(said(active), name) : texts.over(said(active), name);
    },
    onDragEnd: ({ active, over }) => {
      const name = nameOf(over?.id);
      const stays = name === undefined || over?.id === leadOf(active)?.stage;
      return stays ? texts.cancelled(said(active)) : texts.dropped(said(active), name);
    },
    onDragCancel: ({ active }) => texts.cancelled(said(active)),
  };
}
