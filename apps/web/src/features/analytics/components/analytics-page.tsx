import { analyticsRanges, type AnalyticsRange, type AnalyticsView, type MetricId } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { ChartLine, ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { cn } from '../../../shared/lib/cn.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { buttonStyles, EmptyState, ErrorState, Page, PageHeader, PageTitle, Panel } from '../../../shared/ui/index.ts';
import { analyticsQuery } from '../api/analytics.queries.ts';
import { analyticsTexts } from '../texts.ts';
import { AnalyticsSkeleton } from './analytics-skeleton.tsx';
import { CalendarLine } from './calendar-line.tsx';
import { CoursePanel } from './course-panel.tsx';
import { ExportMenu } from './export-menu.tsx';
import { FunnelPanel } from './funnel-panel.tsx';
import { MetricTiles } from './metric-tiles.tsx';
import { RangeChoice } from './range-choice.tsx';

const DEFAULT: AnalyticsRange = 'this_week';

/** The numbers of the site; the range stands in the address. */
export function AnalyticsPage() {
  const texts = analyticsTexts();
  const [params, setParams] = useSearchParams();
  const range = analyticsRanges.find((name) => name === params.get('range')) ?? DEFAULT;
  const query = useQuery(analyticsQuery(range));
  const { operations } = useSession();
  const choose = (wanted: AnalyticsRange) => setParams(wanted === DEFAULT ? {} : { range: wanted }, { replace: true });
  return (
    <Page className="max-w-2xl">
      <PageTitle>{texts.title}</PageTitle>
      <PageHeader
        title={texts.title}
        description={texts.description}
        actions={operations.includes('analytics.export-csv') ? <ExportMenu range={range} /> : undefined}
      />
      <RangeChoice value={range} onChange={choose} />
      {query.data ? (
        <div
          aria-busy={query.isPlaceholderData}
          className={cn('transition-opacity', query.isPlaceholderData && 'opacity-55')}
        >
          <Numbers view={query.data} mayMove={operations.includes('analytics.set-calendar')} />
        </div>
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <AnalyticsSkeleton />
      )}
    </Page>
  );
}

function Numbers({ view, mayMove }: { view: AnalyticsView; mayMove: boolean }) {
  const [shown, setShown] = useState<MetricId>('visitors');
  const isNew = view.range === 'all_time' && view.funnel.every(({ count }) => count === 0);
  if (isNew) return <NobodyYet />;
  return (
    <div className="flex flex-col gap-8">
      <MetricTiles view={view} shown={shown} onShow={setShown} />
      <CoursePanel view={view} shown={shown} />
      <FunnelPanel funnel={view.funnel} />
      <CalendarLine calendar={view.calendar} mayMove={mayMove} />
    </div>
  );
}

function NobodyYet() {
  const texts = analyticsTexts();
  return (
    <Panel>
      <EmptyState
        icon={<ChartLine size={20} />}
        title={texts.emptyTitle}
        action={
          <a href="/" target="_blank" rel="noreferrer" className={buttonStyles({})}>
            {texts.viewSite}
            <ExternalLink size={16} aria-hidden="true" />
          </a>
        }
      >
        {texts.empty}
      </EmptyState>
    </Panel>
  );
}
