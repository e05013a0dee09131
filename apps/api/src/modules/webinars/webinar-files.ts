import { createHash } from 'node:crypto';
import { ProblemError, type WebinarFileId, type WebinarId } from '@stageline/contracts';
import { createCsvReader, watchEncoding, type CsvDialect, type CsvRow } from '@stageline/domain';
import type { StoragePort } from '@stageline/integrations/storage';
import { currentTenantId, tenantPath } from '@stageline/tenancy';

/** As much of a file as it is looked at by. */
export const HEAD_BYTES = 256 * 1024;
const ZIP = Buffer.from('PK\x03\x04');
/** Workbooks with a password, and those of before 2007. */
const COMPOUND = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
/** How files begin that are no text, workbooks aside: PDF, pictures, archives, programs. */
const NO_TEXT = [
  Buffer.from('%PDF'),
  Buffer.from([0x89, 0x50, 0x4e, 0x47]),
  Buffer.from([0xff, 0xd8, 0xff]),
  Buffer.from([0x1f, 0x8b]),
  Buffer.from('Rar!'),
  Buffer.from('7z\xbc\xaf', 'latin1'),
  Buffer.from('MZ'),
  Buffer.from('\x7fELF', 'latin1'),
];
const LOCKED = 'This workbook has a password, or is of an old kind. Save it as XLSX without a password.';
const NO_TABLE = 'This is no text. Save the table as CSV first.';
/** A text has hardly any of them. */
const MOST_CONTROLS = 0.02;

/** A file as it came. */
export interface ReceivedFile {
  readonly bytes: number;
  readonly hash: string;
  readonly head: Buffer;
  readonly isWorkbook: boolean;
}

/** Where a file of a webinar is read from. */
export interface FilePlace {
  readonly webinarId: WebinarId;
  readonly _id: WebinarFileId;
}

/** The files of webinars in the store. */
export function createWebinarFiles(storage: StoragePort) {
  const folder = (webinarId: WebinarId, ...rest: string[]) =>
    tenantPath(currentTenantId(), 'webinars', webinarId, ...rest);
  const original = ({ webinarId, _id }: FilePlace) => folder(webinarId, _id, 'original');
  const table = ({ webinarId, _id }: FilePlace) => folder(webinarId, _id, 'table.csv');

  async function open(path: string): Promise<AsyncIterable<Buffer>> {
    const content = await storage.readStream(path);
    if (content === null) throw Object.assign(new ProblemError('not-found'), { retryable: false });
    return content;
  }

  return {
    /**
     * Stores a file as it comes.
     * @throws ProblemError `payload-too-large`, `unsupported-media-type` for what is neither text nor a workbook
     */
    async receive(place: FilePlace, content: AsyncIterable<Buffer>): Promise<ReceivedFile> {
      const hash = createHash('sha256');
      const head: Buffer[] = [];
      let headBytes = 0;
      async function* watched() {
        for await (const piece of content) {
          hash.update(piece);
          if (headBytes < HEAD_BYTES) head.push(piece);
          headBytes += piece.byteLength;
          yield piece;
        }
      }
      const bytes = await storage.putStream(original(place), watched());
      const first = Buffer.concat(head).subarray(0, HEAD_BYTES);
      const isWorkbook = first.subarray(0, ZIP.length).equals(ZIP);
      if (!isWorkbook && isBinary(first)) {
        await storage.delete(original(place));
        const isCompound = first.subarray(0, COMPOUND.length).equals(COMPOUND);
        throw new ProblemError('unsupported-media-type', { detail: isCompound ? LOCKED : NO_TABLE });
      }
      return { bytes, hash: hash.digest('hex'), head: first, isWorkbook };
    },

    /** The whole of a file; there is a limit to how large one is. @throws ProblemError `not-found` */
    async whole(place: FilePlace): Promise<Buffer> {
      const pieces: Buffer[] = [];
      for await (const piece of await open(original(place))) pieces.push(piece);
      return Buffer.concat(pieces);
    },

    /** The first bytes of a file. @throws ProblemError `not-found` */
    async head(place: FilePlace): Promise<Buffer> {
      const pieces: Buffer[] = [];
      let bytes = 0;
      for await (const piece of await open(original(place))) {
        pieces.push(piece);
        bytes += piece.byteLength;
        if (bytes >= HEAD_BYTES) break;
      }
      return Buffer.concat(pieces).subarray(0, HEAD_BYTES);
    },

    /** Its rows, headings and headers included, as they come. @throws ProblemError `not-found` where the file is gone */
    async *rows(place: FilePlace, dialect: CsvDialect | null): AsyncGenerator<readonly CsvRow[]> {
      const isTable = dialect === null;
      const reader = createCsvReader(dialect ?? { encoding: 'utf-8', delimiter: ',' });
      for await (const piece of await open(isTable ? table(place) : original(place))) yield reader.push(piece);
      yield reader.end();
    },

    /** Its lines with their numbers, some thousand at a time: of a saved chat. */
    async *lines(place: FilePlace): AsyncGenerator<{ line: number; text: string }[]> {
      const bytes = await this.whole(place);
      const watch = watchEncoding();
      watch.push(bytes);
      const lines = new TextDecoder(watch.encoding()).decode(bytes).split(/\r\n|\r|\n/);
      if (lines.at(-1) === '') lines.pop();
      for (let at = 0; at < lines.length; at += 5000)
        yield lines.slice(at, at + 5000).map((text, index) => ({ line: at + index + 1, text }));
    },

    /** Keeps the table of a workbook: everything after is read from it. */
    putTable: (place: FilePlace, content: AsyncIterable<Uint8Array>): Promise<number> =>
      storage.putStream(table(place), content),

    remove: ({ webinarId, _id }: FilePlace): Promise<void> => storage.deleteFolder(folder(webinarId, _id)),
    removeAll: (webinarId: WebinarId): Promise<void> => storage.deleteFolder(folder(webinarId)),
  };
}
export type WebinarFiles = ReturnType<typeof createWebinarFiles>;

function isBinary(head: Buffer): boolean {
  if ([COMPOUND, ...NO_TEXT].some((mark) => head.subarray(0, mark.length).equals(mark))) return true;
  const watch = watchEncoding();
  watch.push(head);
  if (watch.encoding().startsWith('utf-16')) return false;
  let controls = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32)) controls += 1;
  return controls > Math.max(16, head.length * MOST_CONTROLS);
}
