import { imports, type Locale } from '@stageline/contracts';
import { CSV_BOM, csvLine } from '@stageline/domain';
import type { ImportFiles } from './import-files.ts';
import { resultTexts } from './import-texts.ts';
import type { ImportsRepository } from './imports.repository.ts';
import type { ChunkEntry, ImportRow } from './imports.types.ts';

/**
 * What became of every row: the file as it was brought, with line, result and reason before its own columns. Made as it is
 * read, one chunk of the ledger at a time.
 */
export async function* importResult(
  { _id, encoding, delimiter, columns }: ImportRow,
  { files, repository }: { readonly files: ImportFiles; readonly repository: Pick<ImportsRepository, 'chunk'> },
  { locale, bom }: { readonly locale: Locale; readonly bom: boolean },
): AsyncGenerator<string> {
  const texts = resultTexts[locale];
  const names = columns.map(({ name }) => name);
  yield (bom ? CSV_BOM : '') + csvLine([texts.line, texts.result, texts.reason, ...names]);
  let entry: ChunkEntry | null = null;
  let at = 0;
  for await (const rows of files.rows(_id, { encoding, delimiter })) {
    let lines = '';
    for (const row of rows) {
      const place = at % imports.IMPORT_CHUNK_ROWS;
      if (place === 0) entry = await repository.chunk(_id, at / imports.IMPORT_CHUNK_ROWS);
      at += 1;
      const outcome = texts.outcomes[(entry?.outcomes[place] ?? 'left') as keyof typeof texts.outcomes];
      lines += csvLine([row.line, outcome, reasonOf(entry, place, locale), ...('cells' in row ? row.cells : [])]);
    }
    if (lines !== '') yield lines;
  }
}

function reasonOf(entry: ChunkEntry | null, place: number, locale: Locale): string {
  if (entry?.outcomes[place] !== 'w') return '';
  const found = entry.faults.find(({ row }) => row === place);
  if (found === undefined) return '';
  const { fault, firstLine = 0 } = found;
  const { faults, twiceInFile } = resultTexts[locale];
  return fault === 'twice-in-file' ? twiceInFile(firstLine) : faults[fault];
}
