import type { AutomationId } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { automationWords } from '../../../shared/lib/automation-words.ts';
import { Panel, Section } from '../../../shared/ui/index.ts';
import { importAutomationsQuery } from '../api/imports.queries.ts';
import { importsTexts } from '../texts.ts';

interface AutomationChoiceProps {
  readonly importId: string;
  /** How many new leads there would be. */
  readonly leads: number;
  /** What begins; nothing until somebody says so. */
  readonly chosen: readonly AutomationId[];
  readonly onChoose: (chosen: readonly AutomationId[]) => void;
}

/** Whether automations begin for new leads, and which: what is shown is what is sent. */
export function AutomationChoice({ importId, leads, chosen, onChoose }: AutomationChoiceProps) {
  const texts = importsTexts();
  const words = automationWords();
  const listId = useId();
  const items = useQuery(importAutomationsQuery(importId)).data?.items;
  if (items === undefined) return null;
  return (
    <Section title={texts.automations} description={items.length === 0 ? texts.noAutomations : undefined}>
      {items.length === 0 ? null : (
        <Panel className="p-4 sm:p-5">
          <label className="flex min-h-6 cursor-pointer items-start gap-3 font-medium">
            <input
              type="checkbox"
              checked={chosen.length > 0}
              onChange={({ target }) => onChoose(target.checked ? items.map(({ id }) => id) : [])}
              aria-describedby={listId}
              className="mt-0.5 size-5 shrink-0 accent-primary"
            />
            {texts.runAutomations}
          </label>
          <div id={listId} className="ms-8 mt-1 text-sm text-text-muted">
            <p>{texts.runAutomationsHint(leads)}</p>
            <ul className="mt-3 flex flex-col gap-2">
              {items.map(({ id, name, actions }) => (
                <li key={id} className="wrap-anywhere">
                  <span className="font-medium text-text">{name}</span>
                  <span className="block">{actions.map((kind) => words.actions[kind]).join(' → ')}</span>
                </li>
              ))}
            </ul>
          </div>
        </Panel>
      )}
    </Section>
  );
}
