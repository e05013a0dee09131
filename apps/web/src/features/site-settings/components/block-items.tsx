import { MAX_BLOCK_ITEMS } from '@stageline/contracts';
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../../shared/ui/index.ts';
import { useRowFocus } from '../../../shared/ui/use-row-focus.ts';
import { settingsTexts } from '../texts.ts';

interface BlockItemsProps<T> {
  readonly items: readonly T[];
  readonly onChange: (items: T[]) => void;
  readonly empty: T;
  /** Names one of them, by its place from 1. */
  readonly name: (place: number) => string;
  readonly addLabel: string;
  readonly children: (item: T, change: (item: T) => void, index: number) => ReactNode;
}

/** The steps, quotes or questions of a block: written, moved and removed one by one. */
export function BlockItems<T>({ items, onChange, empty, name, addLabel, children }: BlockItemsProps<T>) {
  const texts = settingsTexts();
  const rows = useRowFocus<HTMLDivElement>();
  const move = (index: number, by: number) => {
    const next = [...items];
    next.splice(index + by, 0, ...next.splice(index, 1));
    onChange(next);
    rows.moved(index, index + by);
  };
  const remove = (index: number) => {
    onChange(items.toSpliced(index, 1));
    rows.removed(index);
  };
  const add = () => {
    onChange([...items, empty]);
    requestAnimationFrame(() =>
      rows.place.current?.querySelector<HTMLElement>('li:last-child :is(input, textarea)')?.focus(),
    );
  };
  return (
    <div ref={rows.place} data-rows="">
      <ol className="flex flex-col gap-5">
        {items.map((item, index) => (
          <li key={index} className="border-s-2 border-border ps-3">
            <fieldset className="flex min-w-0 flex-col gap-3">
              <legend className="flex w-full items-center text-sm font-medium">
                <span className="me-auto">{name(index + 1)}</span>
                <Button
                  variant="ghost"
                  size="icon"
                  data-row="up"
                  aria-label={texts.moveUp(name(index + 1))}
                  disabled={index === 0}
                  onClick={() => move(index, -1)}
                >
                  <ArrowUp size={16} aria-hidden="true" />
                </Button>
                <Button
                  variant="ghost"
                  size="icon"
                  data-row="down"
                  aria-label={texts.moveDown(name(index + 1))}
                  disabled={index === items.length - 1}
                  onClick={() => move(index, 1)}
                >
                  <ArrowDown size={16} aria-hidden="true" />
                </Button>
                <Button
                  variant="ghost"
                  size="icon"
                  data-row="remove"
                  aria-label={texts.removeOne(name(index + 1))}
                  onClick={() => remove(index)}
                >
                  <Trash2 size={16} aria-hidden="true" />
                </Button>
              </legend>
              {children(item, (next) => onChange(items.with(index, next)), index)}
            </fieldset>
          </li>
        ))}
      </ol>
      {items.length < MAX_BLOCK_ITEMS ? (
        <Button variant="ghost" size="sm" data-row="add" className="mt-2 -ms-3" onClick={add}>
          <Plus size={16} aria-hidden="true" />
          {addLabel}
        </Button>
      ) : (
        <p className="mt-2 text-xs text-text-muted">{texts.enoughItems(MAX_BLOCK_ITEMS)}</p>
      )}
    </div>
  );
}
