import type { AutomationId } from '@stageline/contracts';
import type { UseQueryResult } from '@tanstack/react-query';
import { useId } from 'react';
import { automationWords } from '../../../shared/lib/automation-words.ts';
import { Button, Notice, Panel, Section, Skeleton } from '../../../shared/ui/index.ts';
import type { ImportAutomations } from '../api/imports.queries.ts';
import { importsTexts } from '../texts.ts';

interface AutomationChoiceProps {
  readonly found: UseQueryResult<ImportAutomations>;
  /** How many new leads there would be. */
  readonly leads: number;
  /** What begins; nothing until somebody says so. */
  readonly chosen: readonly AutomationId[];
  readonly onChoose: (chosen: readonly AutomationId[]) => void;
  /** Whether none shall begin although it cannot be said which there are. */
  readonly without: boolean;
  readonly onWithout: (without: boolean) => void;
}

/** Whether automations begin for new leads, and which: what is shown is what is sent. */
export function AutomationChoice({ found, leads, chosen, onChoose, without, onWithout }: AutomationChoiceProps) {
  const texts = importsTexts();
  const words = automationWords();
  const listId = useId();
  const items = found.data?.items;
  if (items === undefined)
    return (
      <Section title={texts.automations}>
        {found.isError ? (
          <NotLoaded found={found} without={without} onWithout={onWithout} />
        ) : (
          <Skeleton className="h-24 w-full" />
        )}
      </Section>
    );
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

/** Without the list nothing can be chosen of it, and nothing goes on by itself as if nothing had been chosen. */
function NotLoaded({ found, without, onWithout }: Pick<AutomationChoiceProps, 'found' | 'without' | 'onWithout'>) {
  const texts = importsTexts();
  return (
    <Panel className="flex flex-col items-start gap-4 p-4 sm:p-5">
      <Notice className="w-full">
        <p className="font-medium">{texts.automationsNotLoaded}</p>
        <p>{found.error?.message}</p>
      </Notice>
      <Button size="sm" loading={found.isFetching} onClick={() => void found.refetch()}>
        {texts.loadAgain}
      </Button>
      <label className="flex min-h-6 cursor-pointer items-start gap-3 font-medium">
        <input
          type="checkbox"
          checked={without}
          onChange={({ target }) => onWithout(target.checked)}
          className="mt-0.5 size-5 shrink-0 accent-primary"
        />
        <span>
          {texts.withoutAutomations}
          <span className="block text-sm font-normal text-text-muted">{texts.withoutAutomationsHint}</span>
        </span>
      </label>
    </Panel>
  );
}
