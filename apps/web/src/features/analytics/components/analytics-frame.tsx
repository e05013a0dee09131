import type { AnalyticsRange } from '@stageline/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { cn } from '../../../shared/lib/cn.ts';
import { Page, PageHeader, PageTitle } from '../../../shared/ui/index.ts';
import { analyticsTexts } from '../texts.ts';
import { RangeChoice } from './range-choice.tsx';
import type { useRange } from './use-range.ts';

interface AnalyticsFrameProps {
  readonly part: 'visitors' | 'sales';
  readonly state: ReturnType<typeof useRange>;
  readonly actions: ReactNode;
  readonly children: ReactNode;
}
/** What both parts of the statistics have in common: where one is, the range, the export. */
export function AnalyticsFrame({ part, state, actions, children }: AnalyticsFrameProps) {
  const texts = analyticsTexts();
  return (
    <Page className="max-w-2xl">
      <PageTitle>{texts.title}</PageTitle>
      <PageHeader title={texts.title} description={texts.description} actions={actions} />
      <Parts part={part} range={state.range} />
      <RangeChoice value={state.range} onChange={state.choose} />
      {children}
    </Page>
  );
}

/** The other part opens with the same range. */
function Parts({ part, range }: { part: AnalyticsFrameProps['part']; range: AnalyticsRange }) {
  const texts = analyticsTexts();
  const parts = [
    { name: 'visitors', to: '/dashboard/analytics', label: texts.visitors },
    { name: 'sales', to: '/dashboard/analytics/sales', label: texts.sales },
  ] as const;
  return (
    <nav aria-label={texts.parts} className="mb-6 flex gap-1 border-b border-border">
      {parts.map(({ name, to, label }) => (
        <Link
          key={name}
          to={{ pathname: to, search: `?range=${range}` }}
          aria-current={name === part ? 'page' : undefined}
          className={cn(
            '-mb-px flex h-11 items-center border-b-2 px-3 text-sm font-medium transition-colors focus-visible:-outline-offset-2',
            name === part ? 'border-primary-text text-text' : 'border-transparent text-text-muted hover:text-text',
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
