import type { ImportView } from '@stageline/contracts';
import { Download } from 'lucide-react';
import { Link } from 'react-router';
import { pageLocale } from '../../../shared/i18n/index.ts';
import { download } from '../../../shared/lib/download.ts';
import { formatNumber } from '../../../shared/lib/format.ts';
import { Button, buttonStyles, Notice, Section, Stack } from '../../../shared/ui/index.ts';
import { useImportStep } from '../api/imports.queries.ts';
import { importsTexts } from '../texts.ts';
import { CountTiles } from './count-tiles.tsx';
import { FaultList } from './fault-list.tsx';

const downloadResult = (importId: string) =>
  void download(`/api/v1/leads/imports/${importId}/result.csv?locale=${pageLocale().locale}`);

/** How far an import is, and what became of it. */
export function ImportOutcome({ view }: { readonly view: ImportView }) {
  const texts = importsTexts();
  const { run, cancel } = useImportStep(view.id);
  const { state, written, check } = view;
  const rows = check?.rows ?? 0;
  const failure = run.error ?? cancel.error;
  const hasResult = state !== 'running' && written.rows > 0;
  return (
    <Stack className="gap-8">
      <Section
        title={state === 'running' || state === 'done' || state === 'failed' ? texts[state] : texts.cancelled}
        description={state === 'cancelled' && written.rows > 0 ? texts.cancelledHint : undefined}
      >
        {state === 'failed' ? (
          <Notice className="mb-5">{texts.failedHint(formatNumber(written.rows), formatNumber(rows))}</Notice>
        ) : null}
        {state === 'running' ? (
          <div className="mb-5">
            <progress
              value={written.rows}
              max={Math.max(1, rows)}
              aria-label={texts.running}
              className="h-2 w-full overflow-hidden rounded-full accent-primary"
            />
            <p role="status" className="numeric mt-1.5 text-sm text-text-muted">
              {texts.progress(formatNumber(written.rows), formatNumber(rows))}
            </p>
          </div>
        ) : null}
        <CountTiles counts={written} />
        {written.created === 0 && state !== 'running' ? null : (
          <p className="mt-3 text-sm wrap-anywhere text-text-muted">
            {view.automations.length === 0
              ? texts.notBegun
              : texts.begun(view.automations.map(({ name }) => name).join(', '))}
          </p>
        )}
      </Section>
      {state === 'done' ? <FaultList view={view} /> : null}
      {failure === null ? null : <Notice>{failure.message}</Notice>}
      <div className="flex flex-wrap gap-2">
        {state === 'running' ? (
          <Button loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {texts.cancel}
          </Button>
        ) : state === 'failed' ? (
          <>
            <Button variant="primary" loading={run.isPending} onClick={() => run.mutate([])}>
              {texts.goOn(Math.max(0, rows - written.rows))}
            </Button>
            <Button loading={cancel.isPending} onClick={() => cancel.mutate()}>
              {texts.discardRest}
            </Button>
          </>
        ) : (
          <Link to="/dashboard/leads" className={buttonStyles({ variant: 'primary' })}>
            {texts.toLeads}
          </Link>
        )}
        {hasResult ? (
          <Button onClick={() => downloadResult(view.id)}>
            <Download size={16} aria-hidden="true" />
            {texts.result}
          </Button>
        ) : null}
      </div>
    </Stack>
  );
}
