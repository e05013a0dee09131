import type { AutomationRunView, AutomationView } from '@stageline/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { Link } from 'react-router';
import { formatDateTime } from '../../../shared/lib/format.ts';
import { problemTexts } from '../../../shared/lib/problem-texts.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { formatRelative } from '../../../shared/lib/time-in-words.ts';
import { Badge, Button, EmptyState, ErrorState, Panel, ShowMore, Skeleton, toast } from '../../../shared/ui/index.ts';
import { runsQuery, useStopRun } from '../api/automations.queries.ts';
import type { Names } from '../lib/use-names.ts';
import { automationsTexts } from '../texts.ts';
import { StepLine } from './step-line.tsx';

interface RunLogProps {
  readonly automation: AutomationView;
  readonly names: Names;
}
const tones = {
  running: 'primary',
  waiting: 'primary',
  done: 'success',
  stopped: 'neutral',
  failed: 'danger',
} as const;

/** What the automation did, run by run, and within a run step by step. */
export function RunLog({ automation, names }: RunLogProps) {
  const texts = automationsTexts();
  const runs = useInfiniteQuery(runsQuery(automation.id));
  const all = runs.data?.pages.flatMap(({ items }) => items);
  if (all === undefined)
    return runs.isError ? (
      <ErrorState error={runs.error} onRetry={() => void runs.refetch()} />
    ) : (
      <div role="status" aria-label={texts.logLoading} className="flex flex-col gap-3">
        {[0, 1, 2].map((index) => (
          <Skeleton key={index} className="h-14 w-full" />
        ))}
      </div>
    );
  if (all.length === 0)
    return (
      <EmptyState icon={<ScrollText size={20} />} title={texts.logEmptyTitle}>
        {texts.logEmpty}
      </EmptyState>
    );
  return (
    <>
      <Panel>
        <ul aria-label={texts.logLabel} className="divide-y divide-border">
          {all.map((run) => (
            <RunRow key={run.id} run={run} isEarlier={run.version < automation.version} names={names} />
          ))}
        </ul>
      </Panel>
      <ShowMore query={runs} />
    </>
  );
}

function RunRow({
  run,
  isEarlier,
  names,
}: {
  readonly run: AutomationRunView;
  readonly isEarlier: boolean;
  readonly names: Names;
}) {
  const texts = automationsTexts();
  const facts = [formatRelative(run.startedAt), texts.stepsDone(run.steps.length, run.of)];
  if (run.dueAt !== null) facts.push(texts.goesOn(formatDateTime(run.dueAt)));
  if (isEarlier) facts.push(texts.earlierVersion(run.version));
  if (run.chain.length > 0) facts.push(texts.becauseOf(run.chain.join(' → ')));
  return (
    <li className="px-4 py-3">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <Link
              to={`/dashboard/leads/${run.lead.id}`}
              className="tap-target font-medium wrap-anywhere hover:underline"
            >
              {run.lead.name}
            </Link>
            <Badge tone={tones[run.state]}>{texts.runStates[run.state]}</Badge>
          </p>
          <p className="numeric mt-0.5 text-xs text-text-muted">{facts.join(' · ')}</p>
        </div>
        {run.state === 'waiting' ? <StopRun run={run} /> : null}
      </div>
      {run.steps.length === 0 ? null : (
        <ol className="mt-1 divide-y divide-border">
          {run.steps.map((step, index) => (
            <StepLine
              // A log only grows.
              key={index}
              step={step}
              names={names}
              said={texts.outcomes[step.outcome]}
              when={formatDateTime(step.at)}
            />
          ))}
        </ol>
      )}
      {run.stop === null ? null : <p className="mt-1 text-sm text-text-muted">{texts.stops[run.stop]}</p>}
    </li>
  );
}

function StopRun({ run }: { readonly run: AutomationRunView }) {
  const texts = automationsTexts();
  const stop = useStopRun();
  const end = () =>
    stop.mutate(run.id, {
      onSuccess: () => toast(texts.stopped),
      onError: (error) => toast.error(error instanceof ApiProblem ? error.message : problemTexts().failed),
    });
  return (
    <Button variant="ghost" size="sm" aria-label={texts.stopRun(run.lead.name)} loading={stop.isPending} onClick={end}>
      {texts.stop}
    </Button>
  );
}
