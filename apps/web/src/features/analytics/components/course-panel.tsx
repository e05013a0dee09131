import { metricCatalogue, type AnalyticsView, type MetricId } from '@stageline/contracts';
import { formatMetric } from '@stageline/domain';
import { ChartColumn, Table2 } from 'lucide-react';
import { useState } from 'react';
import { pageLocale } from '../../../shared/i18n/index.ts';
import { cn } from '../../../shared/lib/cn.ts';
import {
  Panel,
  Section,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  Tooltip,
} from '../../../shared/ui/index.ts';
import { longBucket } from '../lib/buckets.ts';
import { analyticsTexts } from '../texts.ts';
import { MetricChart } from './metric-chart.tsx';

interface CoursePanelProps {
  readonly view: AnalyticsView;
  readonly shown: MetricId;
}
/** One metric over the range, as a chart or as a table of the same numbers. */
export function CoursePanel({ view, shown }: CoursePanelProps) {
  const texts = analyticsTexts();
  const [isTable, setTable] = useState(false);
  const { locale } = pageLocale();
  const metric = view.metrics.find(({ id }) => id === shown) ?? view.metrics[0]!;
  const title = texts.course(metricCatalogue[metric.id].label[locale]);
  const steps = { hour: texts.hours, day: texts.days, week: texts.weeks };
  return (
    <Section
      title={title}
      description={steps[view.step]}
      actions={<ViewChoice isTable={isTable} onChange={setTable} />}
    >
      <Panel className={isTable ? 'max-h-96 overflow-y-auto' : 'p-4 sm:p-5'}>
        {isTable ? (
          <SeriesTable view={view} label={title} />
        ) : (
          <MetricChart view={view} metric={metric} label={title} />
        )}
      </Panel>
    </Section>
  );
}

function ViewChoice({ isTable, onChange }: { isTable: boolean; onChange: (isTable: boolean) => void }) {
  const texts = analyticsTexts();
  const choices = [
    { value: false, label: texts.asChart, Icon: ChartColumn },
    { value: true, label: texts.asTable, Icon: Table2 },
  ];
  return (
    <div role="group" aria-label={texts.view} className="flex gap-1 rounded-md border border-border bg-raised p-1">
      {choices.map(({ value, label, Icon }) => (
        <Tooltip key={label} content={label}>
          <button
            type="button"
            aria-label={label}
            aria-pressed={value === isTable}
            onClick={() => onChange(value)}
            className={cn(
              'tap-target grid size-8 place-items-center rounded-sm transition-colors',
              value === isTable ? 'bg-primary-tint text-primary-text' : 'text-text-muted hover:text-text',
            )}
          >
            <Icon size={15} aria-hidden="true" />
          </button>
        </Tooltip>
      ))}
    </div>
  );
}

/** All metrics side by side: the chart's numbers for whoever cannot see it, and for copying. */
function SeriesTable({ view, label }: { view: AnalyticsView; label: string }) {
  const { locale, tag } = pageLocale();
  return (
    <Table label={label}>
      <TableHead>
        <TableRow>
          <TableHeader>{analyticsTexts().when}</TableHeader>
          {view.metrics.map(({ id }) => (
            <TableHeader key={id} numeric>
              {metricCatalogue[id].label[locale]}
            </TableHeader>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {view.buckets.map(({ from }, index) => (
          <TableRow key={from}>
            <TableHeader scope="row">{longBucket(from, view)}</TableHeader>
            {view.metrics.map(({ id, series }) => (
              <TableCell key={id} numeric className="h-10 whitespace-nowrap">
                {formatMetric(series[index] ?? null, metricCatalogue[id].unit, tag)}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
