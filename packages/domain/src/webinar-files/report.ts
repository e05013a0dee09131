import type { WebinarFault, WebinarFileReport } from '@stageline/contracts';
import type { CsvRow } from '../csv/index.ts';

/** Something that somebody wrote, as a file has it. */
export interface MessageFacts {
  readonly line: number;
  /** Epoch milliseconds; null where the file does not say. */
  readonly at: number | null;
  readonly sender: string;
  readonly email: string | null;
  readonly text: string;
  readonly isQuestion: boolean;
}

/** What became of one row that was not kept as it is. */
export interface RowFault {
  readonly line: number;
  readonly fault: WebinarFault;
  readonly what: 'repaired' | 'skipped';
  readonly raw: string;
}

/** Counts what becomes of rows: each is kept, repaired or skipped, once (K-04). */
export interface RowReport {
  take(row: CsvRow, faults: readonly WebinarFault[]): void;
  skip(row: CsvRow, fault: WebinarFault): void;
  /** Somebody was found who was not in the rows before. */
  newPerson(): void;
  isFull(): boolean;
  rows(): number;
  result(unmatched?: number): WebinarFileReport;
}

const MAX_RAW = 200;

export interface RowReportLimits {
  /** Rows that are read; what is more is skipped. */
  readonly maxRows: number;
  /** Faults that the result shows. */
  readonly shown: number;
  /** Hears of every row that was not kept as it is, also of those that the result has no room for. */
  readonly onFault?: (fault: RowFault) => void;
}

/** Begins to count. */
export function createRowReport({ maxRows, shown, onFault }: RowReportLimits): RowReport {
  const faults: RowFault[] = [];
  const counts: Partial<Record<WebinarFault, number>> = {};
  let [rows, kept, repaired, skipped, persons] = [0, 0, 0, 0, 0];

  function note(row: CsvRow, fault: WebinarFault, what: RowFault['what']): void {
    counts[fault] = (counts[fault] ?? 0) + 1;
    const raw = 'cells' in row ? row.cells.join(' | ').replaceAll(NOT_PRINTED, ' ').slice(0, MAX_RAW) : '';
    const noted = { line: row.line, fault, what, raw };
    if (faults.length < shown) faults.push(noted);
    onFault?.(noted);
  }

  return {
    take(row, found) {
      rows += 1;
      if (found.length === 0) {
        kept += 1;
        return;
      }
      repaired += 1;
      for (const fault of new Set(found)) note(row, fault, 'repaired');
    },
    skip(row, fault) {
      rows += 1;
      skipped += 1;
      note(row, fault, 'skipped');
    },
    newPerson: () => void (persons += 1),
    isFull: () => rows >= maxRows,
    rows: () => rows,
    result: (unmatched = 0) => ({ rows, kept, repaired, skipped, persons, unmatched, faults, counts }),
  };
}

/** What no text holds: control characters but tab and line breaks, and what stands for letters that were broken. */
// oxlint-disable-next-line no-control-regex
const NOT_PRINTED = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFD\uFEFF]+/g;
const HAS_NOT_PRINTED = new RegExp(NOT_PRINTED.source);

/** A text without what no text holds. */
export function cleaned(text: string, faults: WebinarFault[]): string {
  if (!HAS_NOT_PRINTED.test(text)) return text;
  faults.push('text-cleaned');
  return text.replaceAll(NOT_PRINTED, '').trim();
}
