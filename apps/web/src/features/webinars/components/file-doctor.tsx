import type { WebinarDiagnosis, WebinarFileId, WebinarFilePlan } from '@stageline/contracts';
import { diagnosisText } from '@stageline/domain';
import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatNumber } from '../../../shared/lib/format.ts';
import { CopyButton } from '../../../shared/ui/copy-button.tsx';
import { Badge, Button, ErrorState, Notice, Skeleton } from '../../../shared/ui/index.ts';
import { diagnosisQuery } from '../api/webinars.queries.ts';
import { fileTexts } from '../file-texts.ts';
import { delimiterKeys } from '../lib/delimiters.ts';
import { saveText } from '../lib/save-text.ts';

interface FileDoctorProps {
  readonly webinarId: string;
  readonly timeZone: string;
  /** One that is here, or one that was refused and never left the computer. */
  readonly file: WebinarFileId | File;
  /** Takes a suggestion over; a file that was refused has nothing to take it. */
  readonly onTake?: (plan: WebinarFilePlan) => void;
}
/** How a file is written, in shapes that say nothing of anybody: to be understood here, or to be passed on. */
export function FileDoctor({ webinarId, timeZone, file, onTake }: FileDoctorProps) {
  const texts = fileTexts().doctor;
  const query = useQuery(diagnosisQuery(webinarId, file, timeZone));
  return (
    <section className="rounded-md border border-border p-4" aria-label={texts.title}>
      <h3 className="font-medium">{texts.title}</h3>
      {query.data?.columns.length === 0 ? null : <p className="mt-0.5 text-sm text-text-muted">{texts.hint}</p>}
      <div className="mt-4">
        {query.data !== undefined ? (
          <Diagnosis of={query.data} onTake={onTake} />
        ) : query.isError ? (
          <ErrorState className="py-4" title={texts.failed} error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <div role="status" aria-label={texts.looking}>
            <Skeleton className="h-40 w-full" />
          </div>
        )}
      </div>
    </section>
  );
}

interface DiagnosisProps {
  readonly of: WebinarDiagnosis;
  readonly onTake: FileDoctorProps['onTake'];
}
function Diagnosis({ of, onTake }: DiagnosisProps) {
  const { doctor: texts, files } = fileTexts();
  const { dialect, columns, broken, findings, suggestion } = of;
  const facts = [
    texts.formats[of.format],
    ...(dialect === null
      ? []
      : [
          dialect.encoding.toUpperCase(),
          files.delimiters[delimiterKeys[dialect.delimiter]],
          texts.quotes[of.quotes],
          texts.lineEnds[of.lineEnds],
        ]),
    ...(of.rows === 0 ? [] : [texts.rows(of.rows)]),
  ];
  return (
    <div className="flex flex-col gap-5">
      <p className="numeric text-sm">{facts.join(' · ')}</p>
      {findings.length === 0 ? null : (
        <Notice tone="warning">
          <ul className="flex flex-col gap-1">
            {findings.map((finding) => (
              <li key={finding}>{texts.findings[finding]}</li>
            ))}
          </ul>
        </Notice>
      )}
      {columns.length === 0 ? null : (
        <Part title={texts.columns}>
          {columns.map((column, index) => (
            <ColumnLine key={index} column={column} />
          ))}
        </Part>
      )}
      {broken.length === 0 ? null : (
        <Part title={texts.broken}>
          {broken.map(({ line, why, shape }) => (
            <li key={line} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-3 py-2 text-sm">
              <span className="numeric text-text-muted">{fileTexts().report.line(formatNumber(line))}</span>
              <span className="min-w-0 flex-1 basis-48">{fileTexts().faults[why]}</span>
              {shape === '' ? null : <code className="w-full text-xs wrap-anywhere text-text-muted">{shape}</code>}
            </li>
          ))}
        </Part>
      )}
      <div className="flex flex-wrap items-center gap-2">
        {suggestion === null || onTake === undefined ? null : (
          <Button variant="primary" size="sm" onClick={() => onTake(suggestion)}>
            {texts.take}
          </Button>
        )}
        <Button size="sm" onClick={() => saveText('file-report.txt', diagnosisText(of), 'text/plain')}>
          <Download size={16} aria-hidden="true" />
          {texts.asText}
        </Button>
        <Button size="sm" onClick={() => saveText('file-report.json', JSON.stringify(of, null, 2), 'application/json')}>
          <Download size={16} aria-hidden="true" />
          {texts.asJson}
        </Button>
        <CopyButton text={diagnosisText(of)} label={texts.copy} copied={texts.copied} failed={texts.copyFailed} />
      </div>
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <h4 className="text-sm font-medium">{title}</h4>
      <ul className="mt-2 divide-y divide-border rounded-md border border-border">{children}</ul>
    </div>
  );
}

/** A name that everybody knows stands as it is; any other only as its shape. */
function ColumnLine({ column }: { readonly column: WebinarDiagnosis['columns'][number] }) {
  const { doctor: texts, fields } = fileTexts();
  const { header, field, looks, empty, shapes } = column;
  return (
    <li className="grid gap-x-4 gap-y-1.5 px-3 py-2 text-sm sm:grid-cols-[1fr_auto]">
      <div className="min-w-0">
        <p className="wrap-anywhere">
          {'known' in header ? (
            <span className="font-medium">{header.known}</span>
          ) : (
            <code className="text-xs">{header.shape || '–'}</code>
          )}
          <span className="numeric text-text-muted">
            {' · '}
            {texts.looks[looks]}
            {empty === 0 ? '' : ` · ${texts.empty(formatNumber(empty))}`}
          </span>
        </p>
        {shapes.length === 0 ? null : (
          <p className="mt-0.5 flex flex-wrap gap-x-4 gap-y-0.5">
            {shapes.map(({ shape, count }) => (
              <code key={shape} className="text-xs wrap-anywhere text-text-muted">
                {formatNumber(count)} × {shape}
              </code>
            ))}
          </p>
        )}
      </div>
      {field === null ? null : (
        <span>
          <Badge>{fields[field]}</Badge>
        </span>
      )}
    </li>
  );
}
