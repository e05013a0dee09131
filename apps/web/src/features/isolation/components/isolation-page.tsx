import type { CanaryRun } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { formatDateTime } from '../../../shared/lib/format.ts';
import {
  Badge,
  EmptyState,
  ErrorState,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Skeleton,
} from '../../../shared/ui/index.ts';
import { canaryRunsQuery } from '../api/isolation.queries.ts';
import { isolationTexts } from '../texts.ts';

const tones = { refused: 'success', leak: 'danger', unknown: 'warning' } as const;

/** Every run of the last days, with what got through and what hindered it. */
export function IsolationPage() {
  const texts = isolationTexts();
  const runs = useQuery(canaryRunsQuery());
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <PageHeader title={texts.title} description={texts.description} />
      <Panel>
        {runs.data ? (
          runs.data.items.length === 0 ? (
            <EmptyState icon={<ShieldCheck size={20} />} title={texts.empty}>
              {texts.emptyText}
            </EmptyState>
          ) : (
            <ul className="divide-y divide-border">
              {runs.data.items.map((run) => (
                <Run key={run.startedAt} run={run} />
              ))}
            </ul>
          )
        ) : runs.isError ? (
          <ErrorState error={runs.error} onRetry={() => void runs.refetch()} />
        ) : (
          <div role="status" aria-label={texts.loading} className="divide-y divide-border">
            {[0, 1, 2].map((index) => (
              <div key={index} className="flex items-center gap-4 px-4 py-4">
                <Skeleton className="h-5 w-24" />
                <Skeleton className="h-4 w-40" />
              </div>
            ))}
          </div>
        )}
      </Panel>
    </Page>
  );
}

function Run({ run }: { readonly run: CanaryRun }) {
  const texts = isolationTexts();
  const found = [...run.leaks.map(({ attack, what }) => `${attack}: ${what}`), ...run.failures];
  return (
    <li className="px-4 py-3 text-sm sm:px-5">
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <Badge tone={tones[run.state]} dot>
          {texts.states[run.state]}
        </Badge>
        <time dateTime={run.finishedAt} className="numeric min-w-0 flex-1">
          {formatDateTime(run.finishedAt)}
        </time>
        <span className="numeric text-text-muted">{texts.attacks(run.attacks)}</span>
      </p>
      {found.length > 0 ? (
        <ul className="mt-2 flex list-disc flex-col gap-1 ps-5 wrap-anywhere text-text-muted">
          {found.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}
