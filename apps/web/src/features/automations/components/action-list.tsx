import { automations, type AutomationAction } from '@stageline/contracts';
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { translated } from '../../../shared/lib/problem-texts.ts';
import { Button } from '../../../shared/ui/index.ts';
import { actionOf, rowOf, type Row } from '../lib/draft.ts';
import { messageAt } from '../lib/messages.ts';
import type { Names } from '../lib/use-names.ts';
import { automationsTexts } from '../texts.ts';
import { ActionFields } from './action-fields.tsx';

interface ActionListProps {
  readonly rows: readonly Row<AutomationAction>[];
  readonly onChange: (rows: readonly Row<AutomationAction>[]) => void;
  readonly names: Names;
  readonly errors: unknown;
}

/** What the rule does, one step after another; the arrows change their order. */
export function ActionList({ rows, onChange, names, errors }: ActionListProps) {
  const texts = automationsTexts();
  const [said, say] = useState('');
  const moveTo = (from: number, to: number) => {
    const next = [...rows];
    next.splice(to, 0, ...next.splice(from, 1));
    onChange(next);
    say(texts.nowAt(to + 1, rows.length));
  };
  const whole = messageAt(errors) ?? messageAt(errors, 'root');
  return (
    <>
      <ol className="mb-3 flex flex-col gap-3">
        {rows.map(({ key, value }, index) => {
          const place = index + 1;
          return (
            <li
              key={key}
              className="flex flex-wrap items-start gap-x-3 gap-y-1 rounded-md border border-border bg-surface p-3"
            >
              <span
                aria-hidden="true"
                className="numeric mt-8 hidden size-7 shrink-0 place-items-center rounded-full bg-muted text-xs font-medium text-text-muted sm:grid"
              >
                {place}
              </span>
              <div className="min-w-0 flex-1 basis-60">
                <ActionFields
                  value={value}
                  names={names}
                  place={place}
                  errors={(errors as readonly unknown[] | undefined)?.[index]}
                  onChange={(next) => onChange(rows.map((row) => (row.key === key ? { key, value: next } : row)))}
                />
              </div>
              <div className="ms-auto flex sm:mt-6">
                <Button
                  variant="ghost"
                  size="icon"
                  aria-label={texts.up(place)}
                  disabled={index === 0}
                  onClick={() => moveTo(index, index - 1)}
                >
                  <ArrowUp size={16} aria-hidden="true" />
                </Button>
                <Button
                  variant="ghost"
                  size="icon"
                  aria-label={texts.down(place)}
                  disabled={place === rows.length}
                  onClick={() => moveTo(index, index + 1)}
                >
                  <ArrowDown size={16} aria-hidden="true" />
                </Button>
                <Button
                  variant="ghost"
                  size="icon"
                  aria-label={texts.removeAction(place)}
                  disabled={rows.length === 1}
                  onClick={() => onChange(rows.filter((row) => row.key !== key))}
                >
                  <Trash2 size={16} aria-hidden="true" />
                </Button>
              </div>
            </li>
          );
        })}
      </ol>
      <p role="status" className="sr-only">
        {said}
      </p>
      {whole === undefined ? null : (
        <p role="alert" className="mb-2 text-sm text-danger">
          {translated(whole)}
        </p>
      )}
      {rows.length < automations.MAX_ACTIONS ? (
        <Button variant="ghost" className="-ms-4" onClick={() => onChange([...rows, rowOf(actionOf('notify'))])}>
          <Plus size={16} aria-hidden="true" />
          {texts.addAction}
        </Button>
      ) : null}
    </>
  );
}
