import { useDraggable, useDroppable } from '@dnd-kit/core';
import { StageKind } from '@stageline/contracts';
import { ArrowDown, ArrowUp, GripVertical, Trash2 } from 'lucide-react';
import { useFormContext, useWatch } from 'react-hook-form';
import { cn } from '../../../shared/lib/cn.ts';
import { Button, Field, Input, Select } from '../../../shared/ui/index.ts';
import type { PipelineDraft } from '../lib/draft.ts';
import { pipelinesTexts } from '../texts.ts';
import { StageRules } from './stage-rules.tsx';

interface StageRowProps {
  readonly rowKey: string;
  readonly index: number;
  readonly isLast: boolean;
  /** Whether the api knows it: what it means is fixed then. */
  readonly isSaved: boolean;
  readonly onMove: (to: number) => void;
  /** Of the stage in which registrations arrive there is none: it stays. */
  readonly onRemove: (() => void) | undefined;
}

/** One stage: its place, its name, what it means, its rules. */
export function StageRow({ rowKey, index, isLast, isSaved, onMove, onRemove }: StageRowProps) {
  const texts = pipelinesTexts();
  const { register, control, formState } = useFormContext<PipelineDraft>();
  const name = useWatch({ control, name: `stages.${index}.name` }) || texts.unnamed;
  const errors = formState.errors.stages?.[index];
  const drag = useDraggable({ id: rowKey });
  const drop = useDroppable({ id: rowKey });
  const shift = drag.transform;
  return (
    <li
      ref={(row) => {
        drag.setNodeRef(row);
        drop.setNodeRef(row);
      }}
      style={shift === null ? undefined : { transform: `translateY(${shift.y}px)` }}
      className={cn(
        'rounded-lg border border-border bg-raised p-3',
        drag.isDragging && 'relative z-10 shadow-overlay',
        drop.isOver && !drag.isDragging && 'border-primary-line bg-primary-tint',
      )}
    >
      <div className="flex flex-wrap items-start gap-2">
        <button
          type="button"
          aria-label={texts.drag(name)}
          tabIndex={-1}
          {...drag.listeners}
          className="grid h-11 w-6 shrink-0 cursor-grab touch-none place-items-center text-text-muted"
        >
          <GripVertical size={16} aria-hidden="true" />
        </button>
        <Field
          label={<span className="sr-only">{texts.stageName(index + 1)}</span>}
          error={errors?.name?.message}
          className="-mt-1.5 min-w-0 flex-1 basis-40"
        >
          {(field) => <Input {...field} maxLength={40} {...register(`stages.${index}.name`)} />}
        </Field>
        {/* On a phone below the name, and in line with it. */}
        <div className="w-36 max-sm:ms-8">
          <Select aria-label={texts.kindOf(name)} disabled={isSaved} {...register(`stages.${index}.kind`)}>
            {StageKind.options.map((kind) => (
              <option key={kind} value={kind}>
                {texts.kinds[kind]}
              </option>
            ))}
          </Select>
        </div>
        <div className="ms-auto flex">
          <Button
            variant="ghost"
            size="icon"
            aria-label={texts.up(name)}
            disabled={index === 0}
            onClick={() => onMove(index - 1)}
          >
            <ArrowUp size={16} aria-hidden="true" />
          </Button>
          <Button
            variant="ghost"
            size="icon"
            aria-label={texts.down(name)}
            disabled={isLast}
            onClick={() => onMove(index + 1)}
          >
            <ArrowDown size={16} aria-hidden="true" />
          </Button>
          {/* Kept in its place where there is none, so that the arrows of all stages stand in one column. */}
          <span className={cn(onRemove === undefined && 'invisible')}>
            <Button variant="ghost" size="icon" aria-label={texts.removeStage(name)} onClick={onRemove}>
              <Trash2 size={16} aria-hidden="true" />
            </Button>
          </span>
        </div>
      </div>
      {errors?.kind === undefined ? null : <p className="mt-1 text-sm text-danger">{errors.kind.message}</p>}
      <StageRules index={index} name={name} />
    </li>
  );
}
