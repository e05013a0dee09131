import type { AutomationId, ImportView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Notice, Section, Stack } from '../../../shared/ui/index.ts';
import { importAutomationsQuery, useImportStep } from '../api/imports.queries.ts';
import { importsTexts } from '../texts.ts';
import { AutomationChoice } from './automation-choice.tsx';
import { FaultList } from './fault-list.tsx';
import { CountTiles } from './count-tiles.tsx';

/** What the import would do, and the decision to do it. */
export function ImportCheck({ view, onChange }: { readonly view: ImportView; readonly onChange: () => void }) {
  const texts = importsTexts();
  const [chosen, setChosen] = useState<readonly AutomationId[]>([]);
  const [without, setWithout] = useState(false);
  const { check: checkAgain, run, cancel } = useImportStep(view.id);
  const { check, plan, state } = view;
  const { emails, phones } = view.gains ?? { emails: 0, phones: 0 };
  const gained = emails + phones;
  const hasFailed = state === 'check-failed' && plan !== null;
  const isChecked = state === 'checked' && check !== null;
  const toWrite = isChecked ? check.created + check.changed : 0;
  const makesLeads = isChecked && check.created > 0;
  const automations = useQuery({ ...importAutomationsQuery(view.id), enabled: makesLeads });
  const isDecided = !makesLeads || automations.isSuccess || without;
  const failure = checkAgain.error ?? run.error ?? cancel.error;
  return (
    <Stack className="gap-8">
      <Section
        title={isChecked ? texts.wouldHappen : hasFailed ? texts.checkFailed : texts.checking}
        description={isChecked ? (chosen.length > 0 ? texts.willRun : texts.noMail) : undefined}
      >
        {isChecked ? (
          <>
            <CountTiles counts={check} />
            {gained === 0 ? null : <p className="mt-3 text-sm text-text-muted">{texts.gains(emails, phones)}</p>}
          </>
        ) : hasFailed ? (
          <Notice>{texts.checkFailedHint}</Notice>
        ) : (
          <p role="status" className="numeric text-sm text-text-muted">
            {texts.checkedRows(check?.rows ?? 0)}
          </p>
        )}
      </Section>
      {isChecked && toWrite === 0 ? <Notice tone="neutral">{texts.nothing}</Notice> : null}
      {isChecked ? <FaultList view={view} /> : null}
      {makesLeads ? (
        <AutomationChoice
          found={automations}
          leads={check.created}
          chosen={chosen}
          onChoose={setChosen}
          without={without}
          onWithout={setWithout}
        />
      ) : null}
      {failure === null ? null : <Notice>{failure.message}</Notice>}
      <div className="flex flex-wrap gap-2">
        {isChecked ? (
          <>
            {toWrite === 0 ? null : (
              <Button
                variant="primary"
                disabled={!isDecided}
                loading={run.isPending}
                onClick={() => run.mutate(chosen, { onError: () => setChosen([]) })}
              >
                {texts.run(toWrite)}
              </Button>
            )}
          </>
        ) : null}
        {hasFailed ? (
          <Button variant="primary" loading={checkAgain.isPending} onClick={() => checkAgain.mutate(plan)}>
            {texts.tryAgain}
          </Button>
        ) : null}
        {isChecked || hasFailed ? <Button onClick={onChange}>{texts.checkAgain}</Button> : null}
        <Button variant="ghost" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          {texts.discard}
        </Button>
      </div>
    </Stack>
  );
}
