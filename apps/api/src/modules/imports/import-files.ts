import { imports, ProblemError, type ImportId, type TenantId } from '@stageline/contracts';
import { createCsvReader, detectDelimiter, watchEncoding, type CsvDialect, type CsvRow } from '@stageline/domain';
import type { StoragePort } from '@stageline/integrations/storage';
import { currentTenantId, tenantPath } from '@stageline/tenancy';
import type { FileRow } from './imports.types.ts';

/** As much of a file as its delimiter, its columns and their samples are read from. */
const HEAD_BYTES = 128 * 1024;
const SAMPLES = 3;
const MAX_SAMPLE_CHARS = 60;
/** How files begin that are no text: archives (workbooks among them), PDF, old workbooks. */
const NO_TEXT = [Buffer.from('PK\x03\x04'), Buffer.from('%PDF'), Buffer.from([0xd0, 0xcf, 0x11, 0xe0])];

/** What a file looks like. */
export interface FileFacts extends CsvDialect {
  readonly bytes: number;
  readonly columns: { readonly name: string; readonly samples: string[] }[];
}

const folderOf = (importId: ImportId, name: string, tenantId: TenantId = currentTenantId()) =>
  tenantPath(tenantId, 'imports', importId, name);

/** The files of imports in the store: what was brought, and what it was cut into. */
export function createImportFiles(storage: StoragePort) {
  const original = (importId: ImportId) => folderOf(importId, 'original.csv');
  const chunkPath = (importId: ImportId, chunk: number) => folderOf(importId, `${chunk}.json`);

  async function* readRows(importId: ImportId, dialect: CsvDialect): AsyncGenerator<readonly CsvRow[]> {
    const content = await storage.readStream(original(importId));
    if (content === null) throw Object.assign(new ProblemError('not-found'), { retryable: false });
    const reader = createCsvReader(dialect);
    let isHeader = true;
    const withoutHeader = (rows: CsvRow[]) => {
      if (!isHeader || rows.length === 0) return rows;
      isHeader = false;
      return rows.slice(1);
    };
    for await (const piece of content) yield withoutHeader(reader.push(piece));
    yield withoutHeader(reader.end());
  }

  return {
    /**
     * Stores a file as it comes and looks at it on the way.
     * @throws ProblemError `validation-failed` for a file without columns, `unsupported-media-type` for what is no text
     */
    async receive(importId: ImportId, content: AsyncIterable<Buffer>): Promise<FileFacts> {
      const watch = watchEncoding();
      const head: Buffer[] = [];
      let headBytes = 0;
      async function* watched() {
        for await (const piece of content) {
          watch.push(piece);
          if (headBytes < HEAD_BYTES) head.push(piece);
          headBytes += piece.byteLength;
          yield piece;
        }
      }
      const bytes = await storage.putStream(original(importId), watched());
      try {
        return factsOf(Buffer.concat(head).subarray(0, HEAD_BYTES), watch.encoding(), bytes);
      } catch (error) {
        await storage.delete(original(importId));
        throw error;
      }
    },

    /** The rows below the header, as they come. @throws ProblemError `not-found` where the file is gone */
    rows: readRows,

    putChunk: (importId: ImportId, chunk: number, rows: readonly FileRow[]): Promise<void> =>
      storage.put(chunkPath(importId, chunk), Buffer.from(JSON.stringify(rows))),

    /** @throws Error that no further attempt mends where the chunk is not there */
    async chunk(importId: ImportId, chunk: number): Promise<FileRow[]> {
      const object = await storage.get(chunkPath(importId, chunk));
      if (object === null)
        throw Object.assign(new Error(`Chunk ${chunk} of an import is missing`), { retryable: false });
      return JSON.parse(object.bytes.toString()) as FileRow[];
    },

    /** Removes everything of an import. */
    remove: (importId: ImportId): Promise<void> =>
      storage.deleteFolder(tenantPath(currentTenantId(), 'imports', importId)),
  };
}
export type ImportFiles = ReturnType<typeof createImportFiles>;

function factsOf(head: Buffer, encoding: CsvDialect['encoding'], bytes: number): FileFacts {
  if (NO_TEXT.some((mark) => head.subarray(0, mark.length).equals(mark)))
    throw new ProblemError('unsupported-media-type', { detail: 'Save the table as CSV first.' });
  const dialect = { encoding, delimiter: detectDelimiter(head, encoding) };
  const reader = createCsvReader(dialect);
  const rows = [...reader.push(head), ...(bytes <= HEAD_BYTES ? reader.end() : [])];
  const [header, ...more] = rows.flatMap((row) => ('cells' in row ? [row.cells] : []));
  if (header === undefined || header.length > imports.MAX_IMPORT_COLUMNS) {
    const message =
      header === undefined ? 'This file has no rows.' : `At most ${imports.MAX_IMPORT_COLUMNS} columns, please.`;
    throw new ProblemError('validation-failed', { issues: [{ in: 'body', pointer: '/file', message }] });
  }
  const columns = header.map((name, at) => ({
    name: name.trim().slice(0, MAX_SAMPLE_CHARS),
    samples: more.slice(0, SAMPLES).map((cells) => (cells[at] ?? '').trim().slice(0, MAX_SAMPLE_CHARS)),
  }));
  return { ...dialect, bytes, columns };
}
