import type { TemplateState } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { LayoutTemplate, Undo2 } from 'lucide-react';
import { Link } from 'react-router';
import {
  Button,
  buttonStyles,
  EmptyState,
  ErrorState,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Skeleton,
  toast,
} from '../../../shared/ui/index.ts';
import { templateStateQuery, useUndoTemplate } from '../api/templates.queries.ts';
import { templateTexts } from '../texts.ts';
import { TemplateOffer } from './template-offer.tsx';

/** What the site began with, and what a newer version would change; the owner decides part by part. */
export function TemplatePage() {
  const texts = templateTexts();
  const state = useQuery(templateStateQuery());
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <PageHeader title={texts.title} description={texts.description} />
      {state.data ? (
        <Standing state={state.data} onRefetch={() => void state.refetch()} />
      ) : state.isError ? (
        <ErrorState error={state.error} onRetry={() => void state.refetch()} />
      ) : (
        <div role="status" aria-label={texts.loading} className="flex flex-col gap-6">
          <Skeleton className="h-16 w-full rounded-lg" />
          <Skeleton className="h-40 w-full rounded-lg" />
          <Skeleton className="h-40 w-full rounded-lg" />
        </div>
      )}
    </Page>
  );
}

function Standing({ state, onRefetch }: { readonly state: TemplateState; readonly onRefetch: () => void }) {
  const texts = templateTexts();
  const { current, offer, canUndo } = state;
  if (current === null)
    return (
      <Panel>
        <EmptyState icon={<LayoutTemplate size={20} />} title={texts.none}>
          {texts.noneText}
        </EmptyState>
      </Panel>
    );
  return (
    <div className="flex flex-col gap-8">
      <Panel className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:px-5">
        <LayoutTemplate size={20} className="text-text-muted" aria-hidden="true" />
        <p className="min-w-0 flex-1 font-medium wrap-anywhere">{texts.current(current.name, current.version)}</p>
        {canUndo ? <Undo /> : null}
      </Panel>
      {offer === null ? (
        <Panel>
          <EmptyState
            title={canUndo ? texts.applied : texts.upToDate}
            action={
              canUndo ? (
                <Link to="/dashboard/site" className={buttonStyles({ variant: 'primary' })}>
                  {texts.toDraft}
                </Link>
              ) : undefined
            }
          >
            {canUndo ? texts.appliedText : texts.upToDateText}
          </EmptyState>
        </Panel>
      ) : (
        // Another version or another draft is another comparison: what was chosen in the last one does not count.
        <TemplateOffer key={`${offer.version}-${offer.revision}`} offer={offer} onRefetch={onRefetch} />
      )}
    </div>
  );
}

function Undo() {
  const texts = templateTexts();
  const undo = useUndoTemplate();
  return (
    <Button
      variant="ghost"
      size="sm"
      loading={undo.isPending}
      onClick={() =>
        undo.mutate(undefined, {
          onSuccess: () => toast(texts.undone),
          onError: (error) => toast.error(texts.undoFailed, { description: error.message }),
        })
      }
    >
      <Undo2 size={16} aria-hidden="true" />
      {texts.undo}
    </Button>
  );
}
