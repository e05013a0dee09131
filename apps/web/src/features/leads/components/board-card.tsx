import { useDraggable } from '@dnd-kit/core';
import type { LeadView } from '@stageline/contracts';
import { Ellipsis } from 'lucide-react';
import { memo, type ReactNode, type RefObject } from 'react';
import { Link } from 'react-router';
import { cn } from '../../../shared/lib/cn.ts';
import { formatDateTime } from '../../../shared/lib/format.ts';
import type { Stage } from '../../../shared/lib/pipelines.ts';
import { formatRelative } from '../../../shared/lib/time-in-words.ts';
import { buttonStyles, Menu, MenuItem, MenuLabel } from '../../../shared/ui/index.ts';
import { leadName } from '../api/move-lead.ts';
import { HeatMark } from '../../../shared/ui/heat-mark.tsx';
import { ResponseDue } from './response-due.tsx';
import { leadsTexts } from '../texts.ts';

interface BoardCardProps {
  readonly lead: LeadView;
  /** Where it may go by the menu. */
  readonly stages: readonly Stage[];
  readonly now: number;
  /** The query string to keep when the lead is opened. */
  readonly search: string;
  readonly isOpen: boolean;
  readonly move: (lead: LeadView, stage: Stage) => void;
  /** The lead whose link had the focus last: it follows the card when a move draws it anew in another column. */
  readonly focused: RefObject<string | null>;
}

/** A lead on the board: a press opens it; pointer, finger or the space bar take it up. */
export const BoardCard = memo(function BoardCard(props: BoardCardProps) {
  const { lead, stages, now, search, isOpen, move, focused } = props;
  const { setNodeRef, setActivatorNodeRef, listeners, attributes, isDragging } = useDraggable({
    id: lead.id,
    data: { lead },
  });
  return (
    <article
      className={cn(
        'relative h-full rounded-md border bg-raised select-none hover:border-control',
        isOpen ? 'border-primary-line' : 'border-border',
        isDragging && 'opacity-40',
      )}
    >
      <div ref={setNodeRef} {...listeners} className="h-full touch-manipulation [-webkit-touch-callout:none]">
        <CardText lead={lead} now={now}>
          <Link
            ref={(link) => {
              setActivatorNodeRef(link);
              const isLost = focused.current === lead.id && document.activeElement === document.body;
              if (isLost) link?.focus({ preventScroll: true });
            }}
            data-lead={lead.id}
            to={{ pathname: `/dashboard/leads/${lead.id}`, search }}
            draggable={false}
            aria-current={isOpen ? 'page' : undefined}
            aria-describedby={attributes['aria-describedby']}
            className="block truncate pe-8 font-medium after:absolute after:inset-0 after:rounded-md focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-ring"
          >
            {leadName(lead)}
          </Link>
        </CardText>
      </div>
      <MoveToMenu lead={lead} stages={stages} move={move} />
    </article>
  );
});

function MoveToMenu({ lead, stages, move }: Pick<BoardCardProps, 'lead' | 'stages' | 'move'>) {
  return (
    <span className="absolute end-1 top-1 z-10">
      <Menu
        trigger={
          <button
            type="button"
            aria-label={leadsTexts().moveTo(leadName(lead))}
            className={`${buttonStyles({ variant: 'ghost', size: 'icon-sm' })} text-text-muted`}
          >
            <Ellipsis size={16} aria-hidden="true" />
          </button>
        }
      >
        <MenuLabel>{leadsTexts().moveToShort}</MenuLabel>
        {stages.map((stage) => (
          <MenuItem key={stage.id} disabled={stage.id === lead.stage} onSelect={() => move(lead, stage)}>
            {stage.name}
          </MenuItem>
        ))}
      </Menu>
    </span>
  );
}

/** What a card says, without what can be done with it. */
export function CardText({ lead, now, children }: Pick<BoardCardProps, 'lead' | 'now'> & { children: ReactNode }) {
  return (
    <div className="flex h-full flex-col px-3 py-2.5 text-sm">
      {children}
      <p className="flex min-w-0 items-baseline gap-x-2 text-xs text-text-muted">
        <HeatMark heat={lead.heat} now={now} />
        <ResponseDue lead={lead} now={now} />
        <span className="truncate">{lead.person.company ?? lead.person.email}</span>
      </p>
      <p className="mt-auto flex items-baseline justify-between gap-2 text-xs text-text-muted">
        <span className="truncate">{lead.assignee?.name ?? leadsTexts().nobodyYet}</span>
        <time
          dateTime={lead.stageChangedAt}
          title={leadsTexts().sinceStage(formatDateTime(lead.stageChangedAt))}
          className="numeric shrink-0"
        >
          {formatRelative(lead.stageChangedAt, now)}
        </time>
      </p>
    </div>
  );
}
