import { Link, Outlet, useParams, useSearchParams } from 'react-router';
import { useSession } from '../../../shared/lib/session.ts';
import { cn } from '../../../shared/lib/cn.ts';
import { type Stage, useDefaultStages } from '../../../shared/lib/pipelines.ts';
import { PageTitle } from '../../../shared/ui/index.ts';
import { leadsTexts } from '../texts.ts';
import { LeadList } from './lead-list.tsx';

/** The list of leads with a filter in the address; an opened lead stands beside it, on a phone in its place. */
export function LeadsPage() {
  const [params] = useSearchParams();
  const { leadId } = useParams();
  const me = useSession();
  const stages = useDefaultStages();
  const stage = stages.find(({ id }) => id === params.get('stage'))?.id;
  const search = stage === undefined ? '' : `?stage=${stage}`;
  return (
    <div className="flex h-full min-h-0">
      <PageTitle>{leadsTexts().title}</PageTitle>
      <section
        aria-label={leadsTexts().title}
        className={cn(
          'min-w-0 flex-1 flex-col',
          leadId === undefined ? 'flex' : 'hidden border-e border-border lg:flex lg:max-w-sm',
        )}
      >
        <header className="shrink-0 px-4 pt-6 sm:px-6 lg:px-8 lg:pt-8">
          <h1 className="display text-xl font-semibold">
            {me.permissions.includes('leads.read-all') ? leadsTexts().title : leadsTexts().yourTitle}
          </h1>
          <StageFilter stages={stages} stage={stage} />
        </header>
        <LeadList filter={stage === undefined ? {} : { stage }} openId={leadId} search={search} />
      </section>
      {leadId === undefined ? null : (
        <div className="relative min-w-0 flex-1 overflow-y-auto lg:flex-[2]">
          <Outlet />
        </div>
      )}
    </div>
  );
}

function StageFilter({ stages, stage }: { stages: readonly Stage[]; stage: Stage['id'] | undefined }) {
  const options = [
    { value: undefined, label: leadsTexts().all },
    ...stages.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <nav
      aria-label={leadsTexts().stage}
      className="-mx-4 mt-3 flex overflow-x-auto border-b border-border px-4 sm:-mx-6 sm:px-6 lg:-mx-8 lg:px-8"
    >
      {options.map(({ value, label }) => (
        <Link
          key={value ?? 'all'}
          to={{ search: value === undefined ? '' : `?stage=${value}` }}
          aria-current={value === stage ? 'true' : undefined}
          className="-mb-px flex h-11 shrink-0 items-center border-b-2 border-transparent px-2.5 text-sm font-medium text-text-muted transition-colors hover:text-text focus-visible:-outline-offset-2 aria-[current]:border-primary-text aria-[current]:text-text"
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
