import { repColumnNames, repColumns, stageColumns, type RepView, type SalesView } from '@stageline/contracts';
import { formatMetric } from '@stageline/domain';
import { useQuery } from '@tanstack/react-query';
import { UsersRound } from 'lucide-react';
import { pageLocale } from '../../../shared/i18n/index.ts';
import { cn } from '../../../shared/lib/cn.ts';
import { usePipelines } from '../../../shared/lib/pipelines.ts';
import { useSession } from '../../../shared/lib/session.ts';
import {
  EmptyState,
  ErrorState,
  Panel,
  Section,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '../../../shared/ui/index.ts';
import { salesQuery } from '../api/analytics.queries.ts';
import { analyticsTexts } from '../texts.ts';
import { AnalyticsFrame } from './analytics-frame.tsx';
import { AnalyticsSkeleton } from './analytics-skeleton.tsx';
import { Definition } from './definition.tsx';
import { ExportMenu } from './export-menu.tsx';
import { useRange } from './use-range.ts';

/** How far leads come along the pipeline, and what each member makes of theirs. */
export function SalesPage() {
  const state = useRange();
  const query = useQuery(salesQuery(state.range));
  const mayExport = useSession().operations.includes('analytics.export-sales');
  return (
    <AnalyticsFrame
      part="sales"
      state={state}
      actions={mayExport ? <ExportMenu of="sales" range={state.range} /> : undefined}
    >
      {query.data ? (
        <div
          aria-busy={query.isPlaceholderData}
          className={cn('flex flex-col gap-8 transition-opacity', query.isPlaceholderData && 'opacity-55')}
        >
          {query.data.pipelines.map((pipeline) => (
            <Stages key={pipeline.id} pipeline={pipeline} isOnly={query.data.pipelines.length === 1} />
          ))}
          <Reps reps={query.data.reps} />
        </div>
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <AnalyticsSkeleton />
      )}
    </AnalyticsFrame>
  );
}

interface StagesProps {
  readonly pipeline: SalesView['pipelines'][number];
  /** A site with one pipeline need not be told which one it is. */
  readonly isOnly: boolean;
}
/** Each stage as wide as its share of the leads that came, with what is told of it beneath. */
function Stages({ pipeline: { id, name, stages }, isOnly }: StagesProps) {
  const texts = analyticsTexts();
  const { find, stageOf } = usePipelines();
  const { locale, tag } = pageLocale();
  const widest = Math.max(1, ...stages.map(({ reached }) => reached));
  const { reached: Reached, ...others } = stageColumns;
  return (
    <Section title={(isOnly ? undefined : (name ?? find(id)?.name)) ?? texts.pipeline} description={texts.pipelineHint}>
      <Panel className="p-4 sm:p-5">
        <ol className="flex flex-col gap-5">
          {stages.map((stage, index) => (
            <li key={stage.stage}>
              <div className="flex items-center text-sm">
                <span className="font-medium">
                  {stage.name ?? stageOf({ pipelineId: id, stage: stage.stage }).name}
                </span>
                <span className="numeric ms-auto text-base font-semibold" data-stage={stage.stage}>
                  {formatMetric(stage.reached, 'count', tag)}
                </span>
                <Definition
                  align="end"
                  label={Reached.label[locale]}
                  definition={Reached.definition[locale]}
                  className="-my-2 -me-2"
                />
              </div>
              <div className="mt-1.5 h-2.5 overflow-hidden rounded-full bg-muted" aria-hidden="true">
                <div
                  className="h-full rounded-full bg-primary transition-[width] duration-300 ease-out"
                  style={{ width: `${((stage.reached / widest) * 100).toFixed(2)}%` }}
                />
              </div>
              <dl className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-xs">
                {(Object.keys(others) as (keyof typeof others)[])
                  .filter((column) => index > 0 || column !== 'conversion')
                  .map((column) => (
                    <div key={column} className="flex items-center gap-1.5">
                      <dt className="text-text-muted">{others[column].label[locale]}</dt>
                      <dd className="numeric font-medium">{formatMetric(stage[column], others[column].unit, tag)}</dd>
                      {index === 1 ? (
                        <Definition
                          label={others[column].label[locale]}
                          definition={others[column].definition[locale]}
                          className="-my-3 -mx-1.5"
                        />
                      ) : null}
                    </div>
                  ))}
              </dl>
            </li>
          ))}
        </ol>
      </Panel>
    </Section>
  );
}

function Reps({ reps }: { reps: readonly RepView[] }) {
  const texts = analyticsTexts();
  const { locale, tag } = pageLocale();
  return (
    <Section title={texts.team} description={texts.teamHint}>
      <Panel className="overflow-hidden">
        {reps.length === 0 ? (
          <EmptyState icon={<UsersRound size={20} />} title={texts.noRepsTitle}>
            {texts.noReps}
          </EmptyState>
        ) : (
          <Table label={texts.team}>
            <TableHead>
              <TableRow>
                <TableHeader>{texts.member}</TableHeader>
                {repColumnNames.map((column) => (
                  <TableHeader key={column} numeric>
                    <span className="inline-flex items-center">
                      {repColumns[column].label[locale]}
                      <Definition
                        align="end"
                        label={repColumns[column].label[locale]}
                        definition={repColumns[column].definition[locale]}
                        className="-me-2"
                      />
                    </span>
                  </TableHeader>
                ))}
              </TableRow>
            </TableHead>
            <TableBody>
              {reps.map((rep) => (
                <TableRow key={rep.membershipId}>
                  <TableHeader scope="row" className="max-w-48 truncate text-sm text-text">
                    {rep.name}
                  </TableHeader>
                  {repColumnNames.map((column) => (
                    <TableCell key={column} numeric className="whitespace-nowrap" data-column={column}>
                      {formatMetric(rep[column], repColumns[column].unit, tag)}
                    </TableCell>
                  ))}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </Panel>
    </Section>
  );
}
