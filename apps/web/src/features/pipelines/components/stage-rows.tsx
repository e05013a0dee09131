import { DndContext, type DragEndEvent, MouseSensor, TouchSensor, useSensor, useSensors } from '@dnd-kit/core';
import { ARRIVAL_STAGE } from '@stageline/contracts';
import { useState } from 'react';
import { type UseFieldArrayReturn, useFormContext } from 'react-hook-form';
import type { PipelineDraft } from '../lib/draft.ts';
import { pipelinesTexts } from '../texts.ts';
import { StageRow } from './stage-row.tsx';

/** The stages in order: dragged by their handles, or moved by the buttons beside them. */
export function StageRows({ rows }: { rows: UseFieldArrayReturn<PipelineDraft, 'stages', 'key'> }) {
  const texts = pipelinesTexts();
  const [said, setSaid] = useState('');
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 4 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 150, tolerance: 8 } }),
  );
  const { getValues } = useFormContext<PipelineDraft>();
  const move = (from: number, to: number) => {
    const all = rows.fields.length;
    if (from < 0 || to < 0 || to >= all || from === to) return;
    const name = getValues(`stages.${from}.name`) || texts.unnamed;
    rows.move(from, to);
    setSaid(texts.nowAt(name, to + 1, all));
  };
  const drop = ({ active, over }: DragEndEvent) => {
    const placeOf = (key: unknown) => rows.fields.findIndex((stage) => stage.key === key);
    if (over !== null) move(placeOf(active.id), placeOf(over.id));
  };
  return (
    <DndContext sensors={sensors} onDragEnd={drop}>
      <ol className="flex flex-col gap-2">
        {rows.fields.map((stage, index) => (
          <StageRow
            key={stage.key}
            rowKey={stage.key}
            index={index}
            isLast={index === rows.fields.length - 1}
            isSaved={stage.id !== null}
            onMove={(to) => move(index, to)}
            onRemove={stage.id === ARRIVAL_STAGE ? undefined : () => rows.remove(index)}
          />
        ))}
      </ol>
      <p role="status" className="sr-only">
        {said}
      </p>
    </DndContext>
  );
}
