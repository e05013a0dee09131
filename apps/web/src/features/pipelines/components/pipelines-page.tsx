import type { PipelineView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, Plus } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation, useSearchParams } from 'react-router';
import { pipelinesQuery, presentPipeline } from '../../../shared/lib/pipelines.ts';
import { Button, ErrorState, Page, PageHeader, PageTitle, Skeleton } from '../../../shared/ui/index.ts';
import { pipelinesTexts } from '../texts.ts';
import { NewPipelineDialog } from './new-pipeline-dialog.tsx';
import { PipelineForm } from './pipeline-form.tsx';

/** The pipelines of this site, one at a time: its name, its stages, their order and rules. */
export function PipelinesPage() {
  const texts = pipelinesTexts();
  const pipelines = useQuery(pipelinesQuery);
  const [params, setParams] = useSearchParams();
  const [isMaking, setMaking] = useState(false);
  const all = pipelines.data?.items ?? [];
  const chosen = all.find(({ id }) => id === params.get('pipeline')) ?? all[0];
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <Link
        to="/dashboard/leads"
        className="tap-target mb-3 inline-flex items-center gap-1.5 text-sm text-text-muted hover:text-text"
      >
        <ArrowLeft size={16} aria-hidden="true" className="rtl:-scale-x-100" />
        {texts.back}
      </Link>
      <PageHeader
        title={texts.title}
        description={texts.description}
        actions={
          <Button onClick={() => setMaking(true)}>
            <Plus size={16} aria-hidden="true" />
            {texts.make}
          </Button>
        }
      />
      {chosen !== undefined ? (
        <>
          {all.length > 1 ? <Chooser all={all} chosen={chosen} /> : null}
          <PipelineForm key={chosen.id} stored={chosen} />
        </>
      ) : pipelines.isError ? (
        <ErrorState error={pipelines.error} onRetry={() => void pipelines.refetch()} />
      ) : (
        <div role="status" aria-label={texts.loading}>
          <Skeleton className="h-80 w-full rounded-lg" />
        </div>
      )}
      {isMaking ? (
        <NewPipelineDialog onClose={() => setMaking(false)} onMade={(id) => setParams({ pipeline: id })} />
      ) : null}
    </Page>
  );
}

function Chooser({ all, chosen }: { all: readonly PipelineView[]; chosen: PipelineView }) {
  const { search } = useLocation();
  return (
    <nav aria-label={pipelinesTexts().chooser} className="mb-6 flex overflow-x-auto border-b border-border">
      {all.map(presentPipeline).map(({ id, name }) => (
        <Link
          key={id}
          // The one that is open is not another page, however its address came about.
          to={{ search: id === chosen.id ? search : `?pipeline=${id}` }}
          aria-current={id === chosen.id ? 'true' : undefined}
          className="-mb-px flex h-11 max-w-56 shrink-0 items-center border-b-2 border-transparent px-3 text-sm font-medium text-text-muted hover:text-text focus-visible:-outline-offset-2 aria-[current]:border-primary-text aria-[current]:text-text"
        >
          <span className="truncate">{name}</span>
        </Link>
      ))}
    </nav>
  );
}
