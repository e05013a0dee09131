import type { Locale, WebinarFault } from '@stageline/contracts';
import { CSV_BOM, csvLine, type RowFault } from '@stageline/domain';
import { readFile } from './file-reading.ts';
import { reportTexts } from './file-report.texts.ts';
import type { WebinarFiles } from './webinar-files.ts';
import type { WebinarFileRow } from './webinars.types.ts';

export interface ReportOptions {
  readonly locale: Locale;
  /** Whether spreadsheets are told that it is UTF-8. */
  readonly bom: boolean;
}

const LINES = 1000;

/**
 * Every row of a file that was not kept as it is, with its line and what became of it, as CSV: the file is read again for it,
 * because only the first faults are kept. The last line sums up: rows are kept, repaired or skipped.
 */
export async function* fileReport(
  files: Pick<WebinarFiles, 'rows' | 'lines'>,
  file: WebinarFileRow,
  began: Date | null,
  { locale, bom }: ReportOptions,
): AsyncGenerator<string> {
  const texts = reportTexts[locale];
  yield (bom ? CSV_BOM : '') + csvLine([texts.line, texts.result, texts.reason, texts.row]);
  const faults: RowFault[] = [];
  const { report } = await readFile(files, file, began, { onFault: (fault) => void faults.push(fault) });
  const lineOf = ({ line, fault, what, raw }: RowFault) =>
    csvLine([line, texts[what], texts.faults[fault satisfies WebinarFault], raw]);
  for (let at = 0; at < faults.length; at += LINES)
    yield faults
      .slice(at, at + LINES)
      .map(lineOf)
      .join('');
  const { rows, kept, repaired, skipped } = report;
  yield csvLine(['', texts.sum(rows, kept, repaired, skipped)]);
}
