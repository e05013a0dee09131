import type { AnalyticsView, MetricId } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { ChartLine, ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { cn } from '../../../shared/lib/cn.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { buttonStyles, EmptyState, ErrorState, Panel } from '../../../shared/ui/index.ts';
import { analyticsQuery } from '../api/analytics.queries.ts';
import { analyticsTexts } from '../texts.ts';
import { AnalyticsFrame } from './analytics-frame.tsx';
import { AnalyticsSkeleton } from './analytics-skeleton.tsx';
import { CalendarLine } from './calendar-line.tsx';
import { CoursePanel } from './course-panel.tsx';
import { ExportMenu } from './export-menu.tsx';
import { FunnelPanel } from './funnel-panel.tsx';
import { MetricTiles } from './metric-tiles.tsx';
import { useRange } from './use-range.ts';

/** Who visits, who registers, how far they come; the range stands in the address. */
export function AnalyticsPage() {
  const state = useRange();
  const query = useQuery(analyticsQuery(state.range));
  const { operations } = useSession();
  return (
    <AnalyticsFrame
      part="visitors"
      state={state}
      actions={
        operations.includes('analytics.export-csv') ? <ExportMenu of="visitors" range={state.range} /> : undefined
      }
    >
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
    </AnalyticsFrame>
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
