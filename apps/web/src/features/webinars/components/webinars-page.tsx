import type { EngagementTier, WebinarSummary } from '@stageline/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { FilePlus, PenLine, SlidersHorizontal, UsersRound } from 'lucide-react';
import { Link } from 'react-router';
import { cn } from '../../../shared/lib/cn.ts';
import { formatDate, formatNumber } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import {
  buttonStyles,
  EmptyState,
  ErrorState,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  ShowMore,
  Skeleton,
} from '../../../shared/ui/index.ts';
import { webinarListQuery } from '../api/webinars.queries.ts';
import { TIERS, tierFills } from '../lib/tiers.ts';
import { webinarTexts } from '../texts.ts';

/** Events that are over, and how warm those are who came. */
export function WebinarsPage() {
  const texts = webinarTexts();
  const { permissions } = useSession();
  const query = useInfiniteQuery(webinarListQuery());
  const webinars = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const bring = permissions.includes('leads.import') ? (
    <Link to="/dashboard/follow-up/new" className={buttonStyles({ variant: 'primary' })}>
      <FilePlus size={16} aria-hidden="true" />
      {texts.bring}
    </Link>
  ) : undefined;
  return (
    <Page className="max-w-5xl">
      <PageTitle>{texts.title}</PageTitle>
      <PageHeader
        title={texts.title}
        description={texts.description}
        actions={
          <>
            <Link to="/dashboard/follow-up/scoring" className={buttonStyles({ variant: 'ghost' })}>
              <SlidersHorizontal size={16} aria-hidden="true" />
              {texts.scoringLink}
            </Link>
            <Link to="/dashboard/follow-up/writing" className={buttonStyles({ variant: 'ghost' })}>
              <PenLine size={16} aria-hidden="true" />
              {texts.writingLink}
            </Link>
            {webinars.length > 0 ? bring : null}
          </>
        }
      />
      {query.isPending ? (
        <ListSkeleton />
      ) : query.isError && webinars.length === 0 ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : webinars.length === 0 ? (
        <Panel>
          <EmptyState icon={<UsersRound size={20} />} title={texts.emptyTitle} action={bring}>
            {texts.empty}
          </EmptyState>
        </Panel>
      ) : (
        <>
          <Panel>
            <ul>
              {webinars.map((webinar) => (
                <Row key={webinar.id} webinar={webinar} />
              ))}
            </ul>
          </Panel>
          <ShowMore query={query} />
        </>
      )}
    </Page>
  );
}

function Row({ webinar }: { readonly webinar: WebinarSummary }) {
  const texts = webinarTexts();
  const { id, title, began, createdAt, source, counts } = webinar;
  return (
    <li className="border-b border-border last:border-0">
      <Link
        to={`/dashboard/follow-up/${id}`}
        className="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3 hover:bg-muted sm:px-5"
      >
        <span className="min-w-0 flex-1 basis-64">
          <span className="block font-medium wrap-anywhere">{title}</span>
          <span className="mt-0.5 block text-sm text-text-muted">
            {[formatDate(began ?? createdAt), source === 'own' ? texts.own : texts.elsewhere].join(' · ')}
          </span>
        </span>
        <span className="w-full sm:w-56">
          {counts.people === 0 ? null : <TierBar tiers={counts.tiers} />}
          <span className="numeric mt-1.5 block text-xs text-text-muted">
            {counts.people === 0
              ? texts.overview.emptyTitle
              : texts.attendedOf(formatNumber(counts.attended), formatNumber(counts.people))}
          </span>
        </span>
      </Link>
    </li>
  );
}

/** The tiers of an event as parts of one bar; the numbers are said. */
function TierBar({ tiers }: { readonly tiers: Readonly<Record<EngagementTier, number>> }) {
  const texts = webinarTexts();
  const said = TIERS.map((tier) => `${texts.tiers[tier]}: ${formatNumber(tiers[tier])}`).join(', ');
  return (
    <span role="img" aria-label={said} title={said} className="flex h-2 gap-px overflow-hidden rounded-full bg-muted">
      {TIERS.map((tier) =>
        tiers[tier] === 0 ? null : (
          <span key={tier} className={cn('h-full', tierFills[tier])} style={{ flexGrow: tiers[tier] }} />
        ),
      )}
    </span>
  );
}

const ListSkeleton = () => (
  <div role="status" aria-label={webinarTexts().loading} className="flex flex-col gap-3">
    {[0, 1, 2].map((index) => (
      <Skeleton key={index} className="h-16 w-full" />
    ))}
  </div>
);
