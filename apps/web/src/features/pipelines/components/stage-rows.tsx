import { DndContext, type DragEndEvent, MouseSensor, TouchSensor, useSensor, useSensors } from '@dnd-kit/core';
import { useState } from 'react';
import type { UseFieldArrayReturn } from 'react-hook-form';
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
  const move = (from: number, to: number) => {
    const stage = rows.fields[from];
    if (stage === undefined || to < 0 || to >= rows.fields.length || from === to) return;
    rows.move(from, to);
    setSaid(texts.nowAt(stage.name || texts.unnamed, to + 1, rows.fields.length));
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
            onRemove={() => rows.remove(index)}
          />
        ))}
      </ol>
      <p role="status" className="sr-only">
        {said}
      </p>
    </DndContext>
  );
}
