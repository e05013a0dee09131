import { DndContext, type DragEndEvent, MouseSensor, TouchSensor, useSensor, useSensors } from '@dnd-kit/core';
import { BLOCK_TYPES, MAX_BLOCKS, type BlockType, type LandingBlock } from '@stageline/contracts';
import { mayAddBlock, newBlock } from '@stageline/domain';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Controller, get } from 'react-hook-form';
import { Button, Menu, MenuItem, toast } from '../../../shared/ui/index.ts';
import { useRowFocus } from '../../../shared/ui/use-row-focus.ts';
import type { ContentForm } from '../lib/content-form.ts';
import { settingsTexts } from '../texts.ts';
import { BlockFields } from './block-fields.tsx';
import { BlockRow, handleId } from './block-row.tsx';

/** The parts of the landing page from top to bottom: arranged, hidden, removed and written here. */
export function BlocksField({ form }: { readonly form: ContentForm }) {
  return (
    <Controller
      control={form.control}
      name="blocks"
      render={({ field }) => (
        // What is typed has every field: the draft is read whole, and new blocks are made whole.
        <Blocks form={form} blocks={(field.value ?? []) as LandingBlock[]} onChange={field.onChange} />
      )}
    />
  );
}

interface BlocksProps {
  readonly form: ContentForm;
  readonly blocks: readonly LandingBlock[];
  readonly onChange: (blocks: readonly LandingBlock[]) => void;
}

/** Where a type may stand several times, all after the first have a number. */
function nameOf(blocks: readonly LandingBlock[], index: number): string {
  const texts = settingsTexts();
  const { type } = blocks[index]!;
  const before = blocks.slice(0, index).filter((block) => block.type === type).length;
  return before === 0 ? texts.blockNames[type] : `${texts.blockNames[type]} ${before + 1}`;
}

function Blocks({ form, blocks, onChange }: BlocksProps) {
  const texts = settingsTexts();
  const [openKey, setOpenKey] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const rows = useRowFocus<HTMLOListElement>();
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 4 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 150, tolerance: 8 } }),
  );
  const errorsAt = (place: string): unknown => get(form.formState.errors, place === '' ? 'blocks' : `blocks.${place}`);
  const messageAt = (place: string) => (errorsAt(place) as { message?: string } | undefined)?.message;
  const whole = messageAt('root') ?? messageAt('');

  const move = (from: number, to: number) => {
    // The head stands first.
    if (from < 1 || to < 1 || to >= blocks.length || from === to) return;
    const { key } = blocks[from]!;
    setSaid(texts.nowAt(nameOf(blocks, from), to + 1, blocks.length));
    onChange(blocks.toSpliced(from, 1).toSpliced(to, 0, blocks[from]!));
    if (document.activeElement?.id === handleId(key))
      requestAnimationFrame(() => document.getElementById(handleId(key))?.focus());
    else rows.moved(from, to);
  };
  const drop = ({ active, over }: DragEndEvent) => {
    const placeOf = (key: unknown) => blocks.findIndex((block) => block.key === key);
    if (over !== null) move(placeOf(active.id), placeOf(over.id));
  };
  const add = (type: BlockType) => {
    const block = newBlock(blocks, type);
    onChange([...blocks, block]);
    setOpenKey(block.key);
  };
  const remove = (index: number) => {
    const block = blocks[index]!;
    onChange(blocks.toSpliced(index, 1));
    rows.removed(index, 'open');
    toast(texts.blockRemoved(nameOf(blocks, index)), {
      action: {
        label: texts.undo,
        onClick: () => {
          const now = (form.getValues('blocks') ?? []) as LandingBlock[];
          if (now.every(({ key }) => key !== block.key)) onChange(now.toSpliced(Math.min(index, now.length), 0, block));
        },
      },
    });
  };
  return (
    <DndContext sensors={sensors} onDragEnd={drop}>
      {whole === undefined ? null : (
        <p role="alert" className="mb-3 text-sm text-danger">
          {whole}
        </p>
      )}
      <ol ref={rows.place} data-rows="" className="flex flex-col gap-2">
        {blocks.map((block, index) => (
          <BlockRow
            key={block.key}
            block={block}
            name={nameOf(blocks, index)}
            index={index}
            isLast={index === blocks.length - 1}
            isOpen={openKey === block.key}
            hasError={errorsAt(String(index)) !== undefined}
            onToggle={() => setOpenKey(openKey === block.key ? null : block.key)}
            onMove={(to) => move(index, to)}
            onHide={(hidden) => onChange(blocks.with(index, { ...block, hidden } as LandingBlock))}
            onRemove={() => remove(index)}
          >
            {messageAt(String(index)) === undefined ? null : (
              <p className="text-sm text-danger">{messageAt(String(index))}</p>
            )}
            <BlockFields
              form={form}
              block={block}
              onChange={(next) => onChange(blocks.with(index, next))}
              errorAt={(place) => messageAt(`${index}.${place}`)}
            />
          </BlockRow>
        ))}
      </ol>
      <AddBlock blocks={blocks} onAdd={add} />
      <p role="status" className="sr-only">
        {said}
      </p>
    </DndContext>
  );
}

const AddBlock = ({
  blocks,
  onAdd,
}: {
  readonly blocks: readonly LandingBlock[];
  readonly onAdd: (type: BlockType) => void;
}) => {
  const texts = settingsTexts();
  const offered = BLOCK_TYPES.filter((type) => mayAddBlock(blocks, type));
  if (blocks.length >= MAX_BLOCKS)
    return <p className="mt-3 text-xs text-text-muted">{texts.enoughBlocks(MAX_BLOCKS)}</p>;
  return (
    <div className="mt-3">
      <Menu
        align="start"
        trigger={
          <Button size="sm">
            <Plus size={16} aria-hidden="true" />
            {texts.addBlock}
          </Button>
        }
      >
        {offered.map((type) => (
          <MenuItem key={type} onSelect={() => onAdd(type)}>
            {texts.blockNames[type]}
          </MenuItem>
        ))}
      </Menu>
    </div>
  );
};
