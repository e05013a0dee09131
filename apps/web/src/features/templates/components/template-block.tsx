import type { TemplateBlock as Block } from '@stageline/contracts';
import { useId } from 'react';
import { cn } from '../../../shared/lib/cn.ts';
import { Panel } from '../../../shared/ui/index.ts';
import { templateTexts } from '../texts.ts';
import { BlockValue } from './block-value.tsx';

export type Choice = 'ours' | 'theirs';

interface TemplateBlockProps {
  readonly block: Block;
  /** Undefined while a conflict is open. */
  readonly choice: Choice | undefined;
  readonly onChoose: (choice: Choice) => void;
}

function labelOf(field: string): string {
  const texts = templateTexts();
  if (field.startsWith('pipelines.')) return texts.pipeline;
  return field.startsWith('automations.') ? texts.automation : (texts.fields[field] ?? field);
}

/** One part of the site, the owner's value beside the new one; choosing is one tap on either. */
export function TemplateBlock({ block, choice, onChoose }: TemplateBlockProps) {
  const texts = templateTexts();
  const name = useId();
  const label = labelOf(block.field);
  const sides = [
    { value: 'ours', title: texts.yours, action: texts.keepYours, content: block.ours },
    { value: 'theirs', title: texts.theirs, action: texts.takeNew, content: block.theirs },
  ] as const;
  return (
    <Panel className="p-4 sm:p-5">
      <fieldset>
        <legend className="mb-3 font-semibold text-text">{label}</legend>
        <div className="grid gap-3 md:grid-cols-2">
          {sides.map(({ value, title, action, content }) => (
            <label
              key={value}
              className={cn(
                'flex min-w-0 cursor-pointer flex-col gap-2 rounded-md border p-3 text-sm transition-colors has-focus-visible:outline-2 has-focus-visible:outline-ring',
                choice === value ? 'border-primary bg-primary-tint' : 'border-border hover:border-text-muted',
              )}
            >
              <span className="flex min-h-6 items-center gap-2 font-medium">
                <input
                  type="radio"
                  name={name}
                  value={value}
                  checked={choice === value}
                  onChange={() => onChoose(value)}
                  aria-label={`${label}: ${action}`}
                  className="size-5 accent-primary"
                />
                {title}
              </span>
              <BlockValue field={block.field} value={content} />
            </label>
          ))}
        </div>
        {block.state === 'conflict' && block.base !== null ? (
          <details className="mt-3 text-sm text-text-muted">
            <summary className="min-h-6 cursor-pointer">{texts.base}</summary>
            <div className="mt-2 ps-4">
              <BlockValue field={block.field} value={block.base} />
            </div>
          </details>
        ) : null}
      </fieldset>
    </Panel>
  );
}
