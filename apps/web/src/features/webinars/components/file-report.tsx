import type { WebinarFileId, WebinarFileReport, WebinarFault } from '@stageline/contracts';
import { Download } from 'lucide-react';
import { pageLocale } from '../../../shared/i18n/index.ts';
import { formatNumber } from '../../../shared/lib/format.ts';
import { download } from '../../../shared/lib/download.ts';
import { Badge, Button } from '../../../shared/ui/index.ts';
import { fileTexts } from '../file-texts.ts';

interface FileReportProps {
  readonly report: WebinarFileReport;
  readonly webinarId: string;
  readonly fileId: WebinarFileId;
}
/** Rows that stand on the page; the others are in the CSV. */
const SHOWN = 20;

/** What became of the rows of a file: the sums, what was wrong how often, and where. */
export function FileReport({ report, webinarId, fileId }: FileReportProps) {
  const texts = fileTexts();
  const { report: words } = texts;
  const sums = [
    [words.rows, report.rows],
    [words.kept, report.kept],
    [words.repaired, report.repaired],
    [words.skipped, report.skipped],
  ] as const;
  const kinds = Object.entries(report.counts) as [WebinarFault, number][];
  const all = report.repaired + report.skipped;
  return (
    <div className="flex flex-col gap-5">
      <h3 className="sr-only">{words.title}</h3>
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-md border border-border bg-border sm:grid-cols-4">
        {sums.map(([name, number]) => (
          <div key={name} className="bg-raised px-4 py-3">
            <dt className="text-sm text-text-muted">{name}</dt>
            <dd className="numeric text-lg font-semibold">{formatNumber(number)}</dd>
          </div>
        ))}
      </dl>
      <p className="text-sm text-text-muted">{words.persons(report.persons)}</p>
      {all === 0 ? (
        <p className="text-sm">{words.fine}</p>
      ) : (
        <>
          <ul className="flex flex-col gap-1.5 text-sm">
            {kinds.map(([fault, number]) => (
              <li key={fault} className="flex items-baseline gap-3">
                <span className="numeric min-w-4 shrink-0 text-end font-medium">{formatNumber(number)}</span>
                <span>{texts.faults[fault]}</span>
              </li>
            ))}
          </ul>
          <ul className="divide-y divide-border rounded-md border border-border text-sm">
            {report.faults.slice(0, SHOWN).map(({ line, fault, what, raw }, index) => (
              <li key={index} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-3 py-2">
                <span className="numeric text-text-muted">{words.line(formatNumber(line))}</span>
                <Badge tone={what === 'skipped' ? 'warning' : 'neutral'}>{words[what]}</Badge>
                <span className="min-w-0 flex-1 basis-48">{texts.faults[fault]}</span>
                {raw === '' ? null : <code className="w-full truncate text-xs text-text-muted">{raw}</code>}
              </li>
            ))}
          </ul>
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p className="text-sm text-text-muted">
              {all > SHOWN ? words.more(formatNumber(all - Math.min(SHOWN, report.faults.length))) : ''}
            </p>
            <Button
              size="sm"
              onClick={() =>
                void download(`/api/v1/webinars/${webinarId}/files/${fileId}/report.csv?locale=${pageLocale().locale}`)
              }
            >
              <Download size={16} aria-hidden="true" />
              {words.all}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
