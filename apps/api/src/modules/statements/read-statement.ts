import { ProblemError, statements, type Currency } from '@stageline/contracts';
import { createCsvReader, detectDialect, readCsvStatement, type ReadStatement } from '@stageline/domain';
import { readCamt } from './camt.ts';

/**
 * Reads what a bank wrote: CAMT.053, or a table.
 * @param fallback the currency where the file names none; null where nobody knows one
 * @throws ProblemError `statement-unreadable`; `payload-too-large` for more lines than one file may have
 */
export function readStatement(bytes: Uint8Array, fallback: Currency | null): ReadStatement {
  const head = new TextDecoder().decode(bytes.subarray(0, 1000)).trimStart();
  const read = head.startsWith('<')
    ? readCamt(new TextDecoder(encodingOf(head)).decode(bytes))
    : readTable(bytes, fallback);
  if (read === null) throw new ProblemError('statement-unreadable');
  if (read.entries.length > statements.MAX_STATEMENT_LINES) throw new ProblemError('payload-too-large');
  return read;
}

function encodingOf(head: string): string {
  const named = /encoding=["']([\w-]+)["']/.exec(head)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(named).encoding;
  } catch {
    return 'utf-8';
  }
}

function readTable(bytes: Uint8Array, fallback: Currency | null): ReadStatement | null {
  const reader = createCsvReader(detectDialect(bytes));
  const rows = [...reader.push(bytes), ...reader.end()];
  return readCsvStatement(
    rows.flatMap((row) => ('cells' in row ? [row.cells] : [])),
    fallback,
  );
}
