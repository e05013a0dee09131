import { useDraggable, useDroppable } from '@dnd-kit/core';
import type { LandingBlock } from '@stageline/contracts';
import { isBlockShown, mayRemoveBlock } from '@stageline/domain';
import { ArrowDown, ArrowUp, ChevronDown, Eye, EyeOff, GripVertical, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../../../shared/lib/cn.ts';
import { Button } from '../../../shared/ui/index.ts';
import { settingsTexts } from '../texts.ts';

interface BlockRowProps {
  readonly block: LandingBlock;
  /** Unlike any other's on the page. */
  readonly name: string;
  readonly index: number;
  readonly isLast: boolean;
  readonly isOpen: boolean;
  readonly hasError: boolean;
  readonly onToggle: () => void;
  readonly onMove: (to: number) => void;
  readonly onHide: (hidden: boolean) => void;
  readonly onRemove: () => void;
  /** Its fields, while it is open. */
  readonly children: ReactNode;
}

/** Where the keyboard goes back to once a block has moved. */
export const handleId = (key: string): string => `block-handle-${key}`;

/** One block of the page: its place, and, once it is opened, what it says. The head stays where it is. */
export function BlockRow(props: BlockRowProps) {
  const { block, name, index, isOpen, hasError, onToggle } = props;
  const texts = settingsTexts();
  const drag = useDraggable({ id: block.key, disabled: index === 0 });
  const drop = useDroppable({ id: block.key, disabled: index === 0 });
  const shift = drag.transform;
  const isShown = isBlockShown(block);
  return (
    <li
      ref={(row) => {
        drag.setNodeRef(row);
        drop.setNodeRef(row);
      }}
      style={shift === null ? undefined : { transform: `translateY(${shift.y}px)` }}
      className={cn(
        'rounded-lg border border-border bg-raised',
        drag.isDragging && 'relative z-10 shadow-overlay',
        drop.isOver && !drag.isDragging && 'border-primary-line bg-primary-tint',
        hasError && 'border-danger',
      )}
    >
      <div className="flex items-center ps-1 pe-1">
        <MoveHandle {...props} listeners={drag.listeners} />
        <button
          type="button"
          data-row="open"
          aria-expanded={isOpen}
          aria-controls={`block-fields-${block.key}`}
          onClick={onToggle}
          className="flex min-h-12 min-w-0 flex-1 items-center gap-2 rounded-md px-1 text-start text-sm font-medium"
        >
          <span className={cn('min-w-0 truncate', !isShown && 'text-text-muted')}>{name}</span>
          {isShown ? null : (
            <span className="inline-flex shrink-0 items-center gap-1 text-xs font-normal text-text-muted">
              <EyeOff size={16} aria-hidden="true" />
              {texts.hidden}
            </span>
          )}
          <ChevronDown
            size={16}
            aria-hidden="true"
            className={cn('ms-auto shrink-0 text-text-muted transition-transform', isOpen && 'rotate-180')}
          />
        </button>
        <MoveButtons {...props} />
      </div>
      {isOpen ? (
        <div id={`block-fields-${block.key}`} className="flex flex-col gap-4 border-t border-border px-3 pt-4 pb-3">
          {props.children}
          {mayRemoveBlock(block) ? <Presence {...props} isShown={isShown} /> : null}
        </div>
      ) : null}
    </li>
  );
}

/** Held to drag, or pressed up and down with the arrow keys. */
const MoveHandle = ({
  block,
  name,
  index,
  onMove,
  listeners,
}: BlockRowProps & { readonly listeners: ReturnType<typeof useDraggable>['listeners'] }) =>
  index === 0 ? (
    <span className="w-8" />
  ) : (
    <button
      id={handleId(block.key)}
      type="button"
      aria-label={settingsTexts().drag(name)}
      {...listeners}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
        event.preventDefault();
        onMove(index + (event.key === 'ArrowUp' ? -1 : 1));
      }}
      className="grid h-11 w-8 shrink-0 cursor-grab touch-none place-items-center rounded-sm text-text-muted"
    >
      <GripVertical size={16} aria-hidden="true" />
    </button>
  );

const MoveButtons = ({ name, index, isLast, onMove }: BlockRowProps) => {
  const texts = settingsTexts();
  return (
    <div className={cn('flex shrink-0', index === 0 && 'invisible')}>
      <Button
        variant="ghost"
        size="icon"
        data-row="up"
        aria-label={texts.moveUp(name)}
        disabled={index <= 1}
        onClick={() => onMove(index - 1)}
      >
        <ArrowUp size={16} aria-hidden="true" />
      </Button>
      <Button
        variant="ghost"
        size="icon"
        data-row="down"
        aria-label={texts.moveDown(name)}
        disabled={isLast}
        onClick={() => onMove(index + 1)}
      >
        <ArrowDown size={16} aria-hidden="true" />
      </Button>
    </div>
  );
};

/** Whether visitors see it, and the way to take it off the page. */
const Presence = ({ name, onHide, onRemove, isShown }: BlockRowProps & { readonly isShown: boolean }) => {
  const texts = settingsTexts();
  return (
    <div className="-mx-2 flex flex-wrap justify-between gap-2 pt-1">
      <Button variant="ghost" size="sm" onClick={() => onHide(isShown)}>
        {isShown ? <EyeOff size={16} aria-hidden="true" /> : <Eye size={16} aria-hidden="true" />}
        {isShown ? texts.hideBlock : texts.showBlock}
      </Button>
      <Button variant="ghost" size="sm" aria-label={texts.removeOne(name)} onClick={onRemove}>
        <Trash2 size={16} aria-hidden="true" />
        {texts.remove}
      </Button>
    </div>
  );
};
