import { automations, type AutomationCondition } from '@stageline/contracts';
import { Plus, X } from 'lucide-react';
import { Button } from '../../../shared/ui/index.ts';
import { conditionOf, rowOf, type Row } from '../lib/draft.ts';
import type { Names } from '../lib/use-names.ts';
import { automationsTexts } from '../texts.ts';
import { ConditionFields } from './condition-fields.tsx';
import { anyMessage } from '../lib/messages.ts';

interface ConditionListProps {
  readonly rows: readonly Row<AutomationCondition>[];
  readonly onChange: (rows: readonly Row<AutomationCondition>[]) => void;
  readonly names: Names;
  readonly errors: unknown;
}

/** Everything that has to hold. */
export function ConditionList({ rows, onChange, names, errors }: ConditionListProps) {
  const texts = automationsTexts();
  return (
    <>
      {rows.length === 0 ? null : (
        <ul className="mb-3 flex flex-col gap-3">
          {rows.map(({ key, value }, index) => (
            <li key={key} className="flex items-start gap-2 rounded-md border border-border bg-surface p-3">
              <div className="min-w-0 flex-1">
                <ConditionFields
                  value={value}
                  names={names}
                  label={texts.conditionKind(index + 1)}
                  error={anyMessage(errors, index)}
                  onChange={(next) => onChange(rows.map((row) => (row.key === key ? { key, value: next } : row)))}
                />
              </div>
              <Button
                variant="ghost"
                size="icon"
                aria-label={texts.removeCondition(index + 1)}
                onClick={() => onChange(rows.filter((row) => row.key !== key))}
              >
                <X size={16} aria-hidden="true" />
              </Button>
            </li>
          ))}
        </ul>
      )}
      {rows.length < automations.MAX_CONDITIONS ? (
        <Button variant="ghost" className="-ms-4" onClick={() => onChange([...rows, rowOf(conditionOf('owner'))])}>
          <Plus size={16} aria-hidden="true" />
          {texts.addCondition}
        </Button>
      ) : null}
    </>
  );
}
