import {
  repColumnNames,
  repColumns,
  stageColumnNames,
  stageColumns,
  type RepView,
  type SalesView,
  type StageColumn,
  type StageNumbers,
} from '@stageline/contracts';
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
  const widest = Math.max(1, ...stages.map(({ reached }) => reached));
  const title = isOnly ? undefined : (name ?? find(id)?.name);
  return (
    <Section title={title ?? texts.pipeline} description={texts.pipelineHint}>
      <Panel className="p-4 sm:p-5">
        <ol className="flex flex-col gap-5">
          {stages.map((stage, index) => (
            <li key={stage.stage}>
              <div className="flex items-baseline justify-between gap-3">
                <span className="min-w-0 truncate text-sm font-medium">
                  {stage.name ?? stageOf({ pipelineId: id, stage: stage.stage }).name}
                </span>
                <dl className="text-xs">
                  <StageNumber stage={stage} column="reached" className="text-base font-semibold" />
                </dl>
              </div>
              <div className="mt-1.5 h-2.5 overflow-hidden rounded-full bg-muted" aria-hidden="true">
                <div
                  className="h-full rounded-full bg-primary transition-[width] duration-300 ease-out"
                  style={{ width: `${((stage.reached / widest) * 100).toFixed(2)}%` }}
                />
              </div>
              <dl className="mt-2 flex flex-wrap gap-x-5 gap-y-2 text-xs">
                {stageColumnNames
                  .filter((column) => column !== 'reached' && (index > 0 || column !== 'conversion'))
                  .map((column) => (
                    <StageNumber key={column} stage={stage} column={column} className="font-medium" />
                  ))}
              </dl>
            </li>
          ))}
        </ol>
      </Panel>
    </Section>
  );
}

interface StageNumberProps {
  readonly stage: StageNumbers;
  readonly column: StageColumn;
  readonly className: string;
}
/** One number of a stage; its name is what one presses for the definition. */
function StageNumber({ stage, column, className }: StageNumberProps) {
  const { locale, tag } = pageLocale();
  const { label, definition, unit } = stageColumns[column];
  return (
    <div className="flex items-baseline gap-1.5">
      <dt>
        <Definition isTerm label={label[locale]} definition={definition[locale]} />
      </dt>
      <dd className={cn('numeric', className)} data-stage={stage.stage} data-column={column}>
        {formatMetric(stage[column], unit, tag)}
      </dd>
    </div>
  );
}

function Reps({ reps }: { reps: readonly RepView[] }) {
  const texts = analyticsTexts();
  return (
    <Section title={texts.team} description={texts.teamHint}>
      <Panel className="overflow-hidden">
        {reps.length === 0 ? (
          <EmptyState icon={<UsersRound size={20} />} title={texts.noRepsTitle}>
            {texts.noReps}
          </EmptyState>
        ) : (
          <>
            <RepTable reps={reps} />
            <RepCards reps={reps} />
          </>
        )}
      </Panel>
    </Section>
  );
}

function RepTable({ reps }: { reps: readonly RepView[] }) {
  const texts = analyticsTexts();
  const { locale, tag } = pageLocale();
  return (
    <div className="max-sm:hidden">
      <Table label={texts.team}>
        <TableHead>
          <TableRow>
            <TableHeader>{texts.member}</TableHeader>
            {repColumnNames.map((column) => (
              <TableHeader key={column} numeric>
                <Definition
                  isTerm
                  align="end"
                  label={repColumns[column].label[locale]}
                  definition={repColumns[column].definition[locale]}
                />
              </TableHeader>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {reps.map((rep) => (
            <TableRow key={rep.membershipId}>
              <TableHeader scope="row" className="max-w-48 truncate text-sm text-text" title={rep.name}>
                {rep.name}
              </TableHeader>
              {repColumnNames.map((column) => (
                <TableCell key={column} numeric className="whitespace-nowrap" data-rep-column={column}>
                  {formatMetric(rep[column], repColumns[column].unit, tag)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

/** The same on a phone, where a table of six columns has no room. */
function RepCards({ reps }: { reps: readonly RepView[] }) {
  const { locale, tag } = pageLocale();
  return (
    <ul className="divide-y divide-border sm:hidden">
      {reps.map((rep) => (
        <li key={rep.membershipId} className="p-4">
          <p className="text-sm font-medium wrap-anywhere">{rep.name}</p>
          <dl className="mt-2 flex flex-col gap-2 text-xs">
            {repColumnNames.map((column) => (
              <div key={column} className="flex items-baseline justify-between gap-2">
                <dt>
                  <Definition
                    isTerm
                    label={repColumns[column].label[locale]}
                    definition={repColumns[column].definition[locale]}
                  />
                </dt>
                <dd className="numeric text-sm font-medium">
                  {formatMetric(rep[column], repColumns[column].unit, tag)}
                </dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}
