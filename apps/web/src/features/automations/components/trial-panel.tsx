import type { LeadId } from '@stageline/contracts';
import { useState } from 'react';
import { cn } from '../../../shared/lib/cn.ts';
import { formatDateTime } from '../../../shared/lib/format.ts';
import { problemTexts } from '../../../shared/lib/problem-texts.ts';
import { formatRelative } from '../../../shared/lib/time-in-words.ts';
import { Button, Field, Notice, Select } from '../../../shared/ui/index.ts';
import { useLeadTrial, useTrial } from '../api/automations.queries.ts';
import { bodyOf, type AutomationDraft } from '../lib/draft.ts';
import type { Names } from '../lib/use-names.ts';
import { automationsTexts } from '../texts.ts';
import { Block } from './block.tsx';
import { StepLine } from './step-line.tsx';

interface TrialPanelProps {
  /** What the form says now. */
  readonly draft: () => AutomationDraft;
  readonly names: Names;
  /** Shows in the form what of it was refused. @returns false where the form has no place for it */
  readonly onRefused: (error: unknown) => boolean;
}

const SPANS = [7, 30, 90] as const;

/** Which leads the rule as it stands here would have met, and what it would do with one of them; nothing is changed. */
export function TrialPanel({ draft, names, onRefused }: TrialPanelProps) {
  const texts = automationsTexts();
  const [days, setDays] = useState<number>(30);
  const trial = useTrial();
  const one = useLeadTrial();
  const [failed, setFailed] = useState(false);
  const definition = () => {
    const { name: _name, ...rest } = bodyOf(draft());
    return rest;
  };
  const attempt = async (work: () => Promise<unknown>) => {
    setFailed(false);
    try {
      await work();
    } catch (error) {
      setFailed(!onRefused(error));
    }
  };
  const look = () => {
    one.reset();
    void attempt(() => trial.mutateAsync({ ...definition(), days }));
  };
  const tryOn = (leadId: LeadId) => void attempt(() => one.mutateAsync({ leadId, body: definition() }));
  const found = trial.data;
  return (
    <Block title={texts.trial} hint={texts.trialHint}>
      <div className="flex flex-wrap items-end gap-3">
        <Field label={texts.days} className="w-52">
          {(control) => (
            <Select {...control} value={days} onChange={({ target }) => setDays(Number(target.value))}>
              {SPANS.map((span) => (
                <option key={span} value={span}>
                  {texts.lastDays(span)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Button onClick={look} loading={trial.isPending}>
          {texts.tryNow}
        </Button>
      </div>
      {failed ? <Notice className="mt-4">{problemTexts().failed}</Notice> : null}
      <div role="status">
        {found === undefined ? null : (
          <p className="mt-4 text-sm">
            {texts.found(found.happened, found.matched)} {found.more ? texts.foundMore : ''}
          </p>
        )}
      </div>
      {found === undefined || found.leads.length === 0 ? null : (
        <>
          <p className="mt-1 text-sm text-text-muted">{texts.chooseLead}</p>
          <ul className="mt-3 flex max-h-52 flex-col overflow-y-auto rounded-md border border-border">
            {found.leads.map(({ id, name, at }) => (
              <li key={id} className="border-b border-border last:border-0">
                <button
                  type="button"
                  aria-pressed={one.variables?.leadId === id}
                  onClick={() => tryOn(id)}
                  className={cn(
                    'flex min-h-11 w-full items-center justify-between gap-3 px-3 text-start text-sm hover:bg-muted focus-visible:-outline-offset-2',
                    one.variables?.leadId === id && 'bg-primary-tint text-primary-text',
                  )}
                >
                  <span className="min-w-0 truncate">{name}</span>
                  <span className="shrink-0 text-xs text-text-muted">{formatRelative(at)}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {one.data === undefined ? null : (
        <section aria-live="polite" className="mt-4">
          <h3 className="text-sm font-semibold wrap-anywhere">{texts.wouldHappen(one.data.lead.name)}</h3>
          {one.data.conditions.every(Boolean) ? (
            <ol className="mt-1 divide-y divide-border">
              {one.data.steps.map((step, index) => (
                <StepLine
                  // The steps of one answer never change their places.
                  key={index}
                  step={step}
                  names={names}
                  said={texts.foreseen[step.outcome] ?? texts.outcomes[step.outcome]}
                  when={formatDateTime(step.at)}
                >
                  {step.text === null ? null : (
                    <blockquote className="mt-2 rounded-md bg-muted px-3 py-2 whitespace-pre-line wrap-anywhere">
                      {step.text.subject === '' ? null : <p className="mb-1 font-medium">{step.text.subject}</p>}
                      {step.text.text}
                    </blockquote>
                  )}
                </StepLine>
              ))}
            </ol>
          ) : (
            <p className="mt-1 text-sm text-text-muted">{texts.notMet}</p>
          )}
        </section>
      )}
    </Block>
  );
}
