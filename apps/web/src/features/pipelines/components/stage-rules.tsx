import { EntryRule, type StageId } from '@stageline/contracts';
import { useFormContext, useWatch } from 'react-hook-form';
import type { PipelineDraft } from '../lib/draft.ts';
import { pipelinesTexts } from '../texts.ts';

const check = 'size-4.5 shrink-0 accent-primary';

/** What a stage asks for, and where it leads to, in words; folded away until somebody wants it. */
export function StageRules({ index, name }: { index: number; name: string }) {
  const texts = pipelinesTexts();
  const { control, setValue } = useFormContext<PipelineDraft>();
  const stages = useWatch({ control, name: 'stages' });
  const { entry = [], leadsTo = null, id = null } = stages[index] ?? {};
  const amount = entry.length + (leadsTo === null ? 0 : 1);
  const others = stages.flatMap((stage) => (stage.id === null || stage.id === id ? [] : [{ ...stage, id: stage.id }]));
  const setEntry = (rule: EntryRule, on: boolean) =>
    setValue(`stages.${index}.entry`, on ? [...entry, rule] : entry.filter((other) => other !== rule), {
      shouldDirty: true,
    });
  const setLeadsTo = (next: StageId[] | null) => setValue(`stages.${index}.leadsTo`, next, { shouldDirty: true });
  const toggle = (stage: StageId, on: boolean) =>
    setLeadsTo(on ? [...(leadsTo ?? []), stage] : (leadsTo ?? []).filter((other) => other !== stage));
  return (
    <details className="mt-2 ps-8 text-sm">
      <summary className="tap-target w-fit cursor-pointer rounded-sm py-1 text-text-muted hover:text-text">
        <span className="sr-only">{texts.rulesOf(name)}: </span>
        {amount === 0 ? texts.noRules : `${texts.rules} (${amount})`}
      </summary>
      <div className="grid gap-x-8 gap-y-4 pt-2 sm:grid-cols-2">
        <fieldset>
          <legend className="mb-1 font-medium">{texts.entry}</legend>
          {EntryRule.options.map((rule) => (
            <label key={rule} className="flex min-h-9 cursor-pointer items-center gap-3">
              <input
                type="checkbox"
                className={check}
                checked={entry.includes(rule)}
                onChange={({ target }) => setEntry(rule, target.checked)}
              />
              {texts.entryRules[rule]}
            </label>
          ))}
        </fieldset>
        <fieldset>
          <legend className="mb-1 font-medium">{texts.leadsTo}</legend>
          {[true, false].map((isAnywhere) => (
            <label key={String(isAnywhere)} className="flex min-h-9 cursor-pointer items-center gap-3">
              <input
                type="radio"
                className={check}
                checked={isAnywhere === (leadsTo === null)}
                onChange={() => setLeadsTo(isAnywhere ? null : others.map((stage) => stage.id))}
              />
              {isAnywhere ? texts.anywhere : texts.onlyThese}
            </label>
          ))}
          {leadsTo === null ? null : (
            <div className="ps-7">
              {others.map((stage) => (
                <label key={stage.id} className="flex min-h-9 cursor-pointer items-center gap-3">
                  <input
                    type="checkbox"
                    className={check}
                    checked={leadsTo.includes(stage.id)}
                    onChange={({ target }) => toggle(stage.id, target.checked)}
                  />
                  <span className="min-w-0 wrap-anywhere">{stage.name}</span>
                </label>
              ))}
              {others.length < stages.length - 1 ? <p className="text-xs text-text-muted">{texts.newLater}</p> : null}
            </div>
          )}
        </fieldset>
      </div>
    </details>
  );
}
