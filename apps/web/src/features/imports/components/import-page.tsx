import type { ImportView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { cn } from '../../../shared/lib/cn.ts';
import { ErrorState, Page, PageHeader, PageTitle, Skeleton } from '../../../shared/ui/index.ts';
import { importQuery } from '../api/imports.queries.ts';
import { BackLink } from '../../../shared/ui/back-link.tsx';
import { importsTexts } from '../texts.ts';
import { ImportCheck } from './import-check.tsx';
import { ImportOutcome } from './import-outcome.tsx';
import { PlanForm } from './plan-form.tsx';

/** One import, at the step where it is. */
export function ImportPage() {
  const texts = importsTexts();
  const { importId = '' } = useParams();
  const found = useQuery(importQuery(importId));
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <BackLink to="/dashboard/leads/import">{texts.toImports}</BackLink>
      {found.data ? (
        <ImportSteps key={importId} view={found.data} />
      ) : found.isError ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <Skeleton className="h-96 w-full" />
      )}
    </Page>
  );
}

const STEPS = ['columns', 'check', 'done'] as const;
const stepOf = ({ state }: ImportView) =>
  ({ uploaded: 0, checking: 1, 'check-failed': 1, checked: 1, running: 2, failed: 2, done: 2, cancelled: 2 })[state];

function ImportSteps({ view }: { readonly view: ImportView }) {
  const texts = importsTexts();
  const [isChanging, setIsChanging] = useState(false);
  const step = isChanging && (view.state === 'checked' || view.state === 'check-failed') ? 0 : stepOf(view);
  return (
    <>
      <PageHeader title={view.filename} />
      <ol aria-label={texts.steps} className="mb-8 flex gap-2 sm:gap-4">
        {STEPS.map((name, at) => (
          <li
            key={name}
            aria-current={at === step ? 'step' : undefined}
            className={cn(
              'min-w-0 flex-1 border-t-2 pt-2 text-sm font-medium',
              at <= step ? 'border-primary-text text-text' : 'border-border text-text-muted',
            )}
          >
            <span className="numeric me-1.5 text-text-muted">{at + 1}</span>
            {texts.step[name]}
          </li>
        ))}
      </ol>
      {step === 0 ? (
        <PlanForm view={view} onChecked={() => setIsChanging(false)} />
      ) : step === 1 ? (
        <ImportCheck view={view} onChange={() => setIsChanging(true)} />
      ) : (
        <ImportOutcome view={view} />
      )}
    </>
  );
}
