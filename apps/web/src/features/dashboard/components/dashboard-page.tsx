import { useQuery } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { formatDay } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import {
  buttonStyles,
  ErrorState,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Section,
  Skeleton,
} from '../../../shared/ui/index.ts';
import { type Overview, overviewQuery } from '../api/overview.queries.ts';
import { dashboardTexts } from '../texts.ts';
import { DayChart } from './day-chart.tsx';
import { LatestLeads } from './latest-leads.tsx';
import { LeadNumbers, LeadNumbersSkeleton } from './lead-numbers.tsx';
import { NextSessionCard } from './next-session-card.tsx';

/** Today first, then the last two weeks. A rep sees their own numbers. */
export function DashboardPage() {
  const me = useSession();
  const overview = useQuery(overviewQuery());
  const mayHost = me.permissions.includes('sessions.host');
  const isOwn = !me.permissions.includes('leads.read-all');
  return (
    <Page>
      <PageTitle>{dashboardTexts().today}</PageTitle>
      <PageHeader
        title={dashboardTexts().today}
        description={formatDay(new Date())}
        actions={
          <a href="/" target="_blank" rel="noreferrer" className={buttonStyles({})}>
            {dashboardTexts().viewSite}
            <ExternalLink size={16} aria-hidden="true" />
          </a>
        }
      />
      {overview.data ? (
        <Numbers overview={overview.data} mayHost={mayHost} isOwn={isOwn} />
      ) : overview.isError ? (
        <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />
      ) : (
        <DashboardSkeleton />
      )}
    </Page>
  );
}

function Numbers({ overview, mayHost, isOwn }: { overview: Overview; mayHost: boolean; isOwn: boolean }) {
  const sum = overview.registrationsByDay.reduce((total, entry) => total + entry.count, 0);
  return (
    <div className="flex flex-col gap-8">
      <NextSessionCard session={overview.nextSession} viewersNow={overview.viewersNow} mayHost={mayHost} />
      <LeadNumbers overview={overview} isOwn={isOwn} />
      <div className="grid gap-8 lg:grid-cols-[3fr_2fr]">
        <Section
          title={isOwn ? dashboardTexts().ownChartTitle : dashboardTexts().chartTitle}
          description={sum === 0 ? dashboardTexts().chartEmpty : dashboardTexts().inAll(sum)}
        >
          <Panel className="p-5">
            <DayChart days={overview.registrationsByDay} caption={dashboardTexts().chartCaption} />
          </Panel>
        </Section>
        <LatestLeads leads={overview.latestLeads} />
      </div>
    </div>
  );
}

function DashboardSkeleton() {
  return (
    <div role="status" aria-label={dashboardTexts().loading} className="flex flex-col gap-8">
      <Panel className="p-5 shadow-raised sm:p-6">
        <Skeleton className="h-4 w-32" />
        <Skeleton className="mt-3 h-7 w-72 max-w-full" />
        <Skeleton className="mt-3 h-4 w-52" />
      </Panel>
      <LeadNumbersSkeleton />
      <div className="grid gap-8 lg:grid-cols-[3fr_2fr]">
        <Skeleton className="h-56 w-full rounded-lg" />
        <Skeleton className="h-56 w-full rounded-lg" />
      </div>
    </div>
  );
}
