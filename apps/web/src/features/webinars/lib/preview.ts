import type { WebinarDiagnosis } from '@stageline/contracts';
import { createCsvReader, detectDialect, diagnoseText, type CsvDialect } from '@stageline/domain';

/** What can be seen of a file without sending it. */
export interface Preview {
  /** Null for a workbook, which is looked at where it is read. */
  readonly dialect: CsvDialect | null;
  /** The first rows, each with its line. */
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
  /** Rows in the part that was looked at, and those of them that cannot be read, by their lines. */
  readonly seen: number;
  readonly broken: readonly number[];
  /** The file is longer than what was looked at. */
  readonly isPart: boolean;
}

/** As much as is looked at: enough to see what it is, and done in the blink of an eye. */
const HEAD_BYTES = 512 * 1024;
const SHOWN_ROWS = 12;
const SHOWN_COLUMNS = 30;
const MOST_BROKEN = 20;
/** How an archive begins (APPNOTE 4.3.7), a workbook among them. */
const ARCHIVE = [0x50, 0x4b, 0x03, 0x04];

/** Reads the beginning of a file as the server will read all of it: by the same reader. */
export async function previewOf(file: Blob): Promise<Preview> {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const isPart = file.size > head.byteLength;
  if (ARCHIVE.every((byte, index) => head[index] === byte))
    return { dialect: null, rows: [], seen: 0, broken: [], isPart };
  const dialect = detectDialect(head);
  const reader = createCsvReader(dialect);
  const rows = [...reader.push(head), ...(isPart ? [] : reader.end())];
  return {
    dialect,
    rows: rows
      .flatMap((row) => ('cells' in row ? [{ line: row.line, cells: row.cells.slice(0, SHOWN_COLUMNS) }] : []))
      .slice(0, SHOWN_ROWS),
    seen: rows.length,
    broken: rows.flatMap((row) => ('fault' in row ? [row.line] : [])).slice(0, MOST_BROKEN),
    isPart,
  };
}

/** How a file is written, without what it says; looked at where it lies. */
export async function diagnosisOf(file: Blob, timeZone: string): Promise<WebinarDiagnosis> {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  return diagnoseText(head, file.size <= head.byteLength, { timeZone });
}
