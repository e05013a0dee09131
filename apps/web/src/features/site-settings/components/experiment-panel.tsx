import type { ExperimentView, SiteContent } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDateTime, formatNumber, formatShare } from '../../../shared/lib/format.ts';
import { Button, ConfirmDialog, ErrorState, Notice, Section, Skeleton } from '../../../shared/ui/index.ts';
import { experimentQuery, useEndExperiment } from '../api/experiment.queries.ts';
import { experimentTexts } from '../experiment-texts.ts';
import { ExperimentForm } from './experiment-form.tsx';

interface ExperimentPanelProps {
  /** What visitors see, or are about to: what another version differs from. */
  readonly content: SiteContent;
  readonly mayPublish: boolean;
}

/** An experiment with two versions of the landing page: what it says so far, or the way to begin one. */
export function ExperimentPanel({ content, mayPublish }: ExperimentPanelProps) {
  const texts = experimentTexts();
  const found = useQuery(experimentQuery());
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined)
    return (
      <div role="status" aria-label={texts.loading}>
        <Skeleton className="h-24 w-full" />
        <Skeleton className="mt-3 h-24 w-full" />
      </div>
    );
  const { experiment } = found.data;
  const isRunning = experiment?.state === 'running';
  return (
    <Section title={texts.title} description={texts.hint}>
      <div className="flex flex-col gap-6">
        {experiment === null ? null : <Numbers experiment={experiment} />}
        {isRunning && mayPublish ? <Endings says={experiment.verdict.says} /> : null}
        {isRunning || !mayPublish ? null : <ExperimentForm content={content} />}
        {mayPublish || isRunning ? null : <p className="text-sm text-text-muted">{texts.mayNotStart}</p>}
      </div>
    </Section>
  );
}

/** Percentage points with their sign. */
const points = (part: number): string =>
  `${part < 0 ? '−' : '+'}${formatNumber(Math.round(Math.abs(part) * 1000) / 10)}`;

function Numbers({ experiment }: { readonly experiment: ExperimentView }) {
  const texts = experimentTexts();
  const { verdict, endedAt, kept } = experiment;
  const { low, high } = verdict.difference;
  const words = verdict.says === 'wait' ? texts.says.wait(formatNumber(verdict.more)) : texts.says[verdict.says];
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm text-text-muted">
        {endedAt === null
          ? texts.since(formatDateTime(experiment.startedAt), experiment.startedBy.name)
          : `${texts.ended(formatDateTime(endedAt))} ${kept === null ? '' : texts.kept[kept]}`}
      </p>
      {endedAt === null ? (
        <div role="status">
          <Notice tone={verdict.says === 'split' ? 'warning' : 'neutral'}>{words}</Notice>
        </div>
      ) : null}
      <dl className="flex flex-col gap-4">
        {(['a', 'b'] as const).map((arm) => {
          const { visitors, registrations, rate } = experiment[arm];
          return (
            <div key={arm} className="border-s-2 border-primary-line ps-3">
              <dt className="text-sm font-medium">{texts.arms[arm]}</dt>
              <dd className="numeric mt-0.5 text-sm">
                {texts.ofVisitors(formatNumber(registrations), formatNumber(visitors))}
                {visitors === 0 ? null : (
                  <span className="block text-text-muted">
                    {texts.between(formatShare(rate.low), formatShare(rate.high))}
                  </span>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
      {experiment.a.visitors === 0 || experiment.b.visitors === 0 ? null : (
        <p className="numeric text-sm text-text-muted">{texts.difference(points(low), points(high))}</p>
      )}
    </div>
  );
}

function Endings({ says }: { readonly says: ExperimentView['verdict']['says'] }) {
  const texts = experimentTexts();
  const [keep, setKeep] = useState<'a' | 'b' | null>(null);
  const end = useEndExperiment();
  const isEarly = says === 'wait' || says === 'split';
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="sm" onClick={() => setKeep('a')}>
        {texts.keepA}
      </Button>
      <Button size="sm" onClick={() => setKeep('b')}>
        {texts.keepB}
      </Button>
      {keep === null ? null : (
        <ConfirmDialog
          title={texts.endTitle[keep]}
          description={isEarly ? `${texts.early} ${texts.endHint[keep]}` : texts.endHint[keep]}
          confirmLabel={texts.end}
          change={end}
          input={keep}
          done={texts.isEnded}
          onClose={() => setKeep(null)}
        />
      )}
    </div>
  );
}
