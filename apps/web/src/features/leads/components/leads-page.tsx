import { useQuery } from '@tanstack/react-query';
import { Columns3, List, SlidersHorizontal } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Link, Outlet, useNavigate, useParams } from 'react-router';
import { cn } from '../../../shared/lib/cn.ts';
import { type Pipeline, pipelinesQuery, usePipelines } from '../../../shared/lib/pipelines.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { buttonStyles, ErrorState, PageTitle, Select } from '../../../shared/ui/index.ts';
import { type LeadViewChoice, useLeadView } from '../hooks/use-lead-view.ts';
import { useSavedView } from '../hooks/use-saved-view.ts';
import { leadsTexts } from '../texts.ts';
import { BoardSkeleton } from './board-skeleton.tsx';
import { DuplicatesLink } from './duplicates-link.tsx';
import { LeadFiles } from './lead-files.tsx';
import { LeadList, LeadListSkeleton } from './lead-list.tsx';
import { LeadSearch } from './lead-search.tsx';
import { SavedViewState } from './saved-view-state.tsx';
import { SavedViewsMenu } from './saved-views-menu.tsx';

/** Dragging is a library of its own; who reads the list does not load it. */
const LeadBoard = lazy(() => import('./lead-board.tsx').then((module) => ({ default: module.LeadBoard })));

/** Leads as a list or on a board, by what the address says; an opened lead stands beside, on a phone in their place. */
export function LeadsPage() {
  const { leadId } = useParams();
  const me = useSession();
  const choice = useLeadView();
  const open = useSavedView(choice);
  const { view, pipeline, stage, sort, searchFor } = choice;
  const search = searchFor({});
  const place =
    view === 'board' || stage === undefined || pipeline === undefined ? {} : { pipeline: pipeline.id, stage };
  const filter = { ...choice.filter, ...place, ...(sort !== undefined && { sort }) };
  return (
    <div className="flex h-full min-h-0">
      <PageTitle>{leadsTexts().title}</PageTitle>
      <section
        aria-label={leadsTexts().title}
        className={cn(
          'min-w-0 flex-1 flex-col',
          leadId === undefined ? 'flex' : 'hidden border-e border-border lg:flex',
          leadId !== undefined && view === 'list' && 'lg:max-w-sm',
        )}
      >
        <header className="@container shrink-0 px-4 pt-6 sm:px-6 lg:px-8 lg:pt-8">
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <h1 className="display text-xl font-semibold">
              {me.permissions.includes('leads.read-all') ? leadsTexts().title : leadsTexts().yourTitle}
            </h1>
            <div className="flex min-w-0 items-center gap-2">
              <PipelineChooser choice={choice} />
              <ViewSwitch choice={choice} />
              <LeadFiles filter={filter} />
            </div>
          </div>
          <DuplicatesLink />
          <LeadSearch choice={choice}>
            {open === undefined ? null : <SavedViewsMenu choice={choice} open={open} />}
          </LeadSearch>
          {open === undefined ? null : <SavedViewState choice={choice} open={open} />}
          {view === 'list' ? <StageFilter choice={choice} /> : null}
        </header>
        {open === undefined ? (
          <LeadListSkeleton />
        ) : view === 'list' ? (
          <LeadList filter={filter} openId={leadId} search={search} />
        ) : (
          <Suspense fallback={<BoardSkeleton />}>
            {pipeline === undefined ? (
              <NoPipeline />
            ) : (
              <LeadBoard
                pipelineId={pipeline.id}
                filter={{ ...choice.filter, ...(sort === 'hottest' && { sort }) }}
                openId={leadId}
                search={search}
              />
            )}
          </Suspense>
        )}
      </section>
      {leadId === undefined ? null : (
        <div
          className={cn(
            'relative min-w-0 flex-1 overflow-y-auto',
            view === 'list' ? 'lg:flex-[2]' : 'lg:w-104 lg:flex-none',
          )}
        >
          <Outlet />
        </div>
      )}
    </div>
  );
}

/** Until it is known which stages a board has; or why it is not. */
function NoPipeline() {
  const pipelines = useQuery(pipelinesQuery);
  if (!pipelines.isError) return <BoardSkeleton />;
  return <ErrorState error={pipelines.error} onRetry={() => void pipelines.refetch()} />;
}

const views = [
  { view: 'list', icon: List, label: () => leadsTexts().asList },
  { view: 'board', icon: Columns3, label: () => leadsTexts().board },
] as const;

function ViewSwitch({ choice }: { choice: LeadViewChoice }) {
  // Beside a choice of pipelines a narrow list has no room for words.
  const words = usePipelines().all.length < 2 ? '' : '@max-sm:sr-only';
  return (
    <nav aria-label={leadsTexts().view} className="flex rounded-md border border-border bg-muted p-0.5">
      {views.map(({ view, icon: Icon, label }) => (
        <Link
          key={view}
          to={{ search: choice.searchFor({ view, stage: null }) }}
          aria-current={choice.view === view ? 'true' : undefined}
          className="tap-target inline-flex h-9 items-center gap-1.5 rounded-sm px-2.5 text-sm font-medium text-text-muted hover:text-text aria-[current]:bg-raised aria-[current]:text-text"
        >
          <Icon size={16} aria-hidden="true" />
          <span className={words}>{label()}</span>
        </Link>
      ))}
    </nav>
  );
}

/** Which pipeline is shown, where a site has several, and the way to change them. */
function PipelineChooser({ choice }: { choice: LeadViewChoice }) {
  const { all } = usePipelines();
  const navigate = useNavigate();
  const mayManage = useSession().permissions.includes('pipelines.manage');
  return (
    <>
      {all.length < 2 ? null : (
        <div className="max-w-44 min-w-28 @max-sm:w-44">
          <Select
            aria-label={leadsTexts().pipeline}
            value={choice.pipeline?.id}
            onChange={({ target }) =>
              void navigate({ search: choice.searchFor({ pipeline: target.value as Pipeline['id'] }) })
            }
          >
            {all.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </div>
      )}
      {mayManage ? (
        <Link
          to="/dashboard/pipelines"
          aria-label={leadsTexts().managePipelines}
          title={leadsTexts().managePipelines}
          className={buttonStyles({ variant: 'ghost', size: 'icon-sm' })}
        >
          <SlidersHorizontal size={16} aria-hidden="true" />
        </Link>
      ) : null}
    </>
  );
}

function StageFilter({ choice: { pipeline, stage, searchFor } }: { choice: LeadViewChoice }) {
  const options = [
    { value: null, label: leadsTexts().all },
    ...(pipeline?.stages ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <nav
      aria-label={leadsTexts().stage}
      className="-mx-4 mt-3 flex overflow-x-auto border-b border-border px-4 sm:-mx-6 sm:px-6 lg:-mx-8 lg:px-8"
    >
      {options.map(({ value, label }) => (
        <Link
          key={value ?? 'all'}
          to={{ search: searchFor({ view: 'list', stage: value }) }}
          aria-current={value === (stage ?? null) ? 'true' : undefined}
          className="-mb-px flex h-11 shrink-0 items-center border-b-2 border-transparent px-2.5 text-sm font-medium text-text-muted transition-colors hover:text-text focus-visible:-outline-offset-2 aria-[current]:border-primary-text aria-[current]:text-text"
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
