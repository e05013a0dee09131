import { createCsvReader, type CsvRow } from './reader.ts';
import { csvDelimiters, type CsvDelimiter, type CsvDialect, type CsvEncoding } from './types.ts';

const SAMPLE_ROWS = 20;

/** Looks at a file as it goes by and says how it is encoded; a byte is kept in mind and no text. */
export interface EncodingWatch {
  push(bytes: Uint8Array): void;
  /** What the bytes so far are: by their mark, by the zeros of UTF-16, by being UTF-8; otherwise Windows-1252. */
  encoding(): CsvEncoding;
}

/** UTF-8 with a few broken rows stays UTF-8, so that the rows that are sound keep their letters: most sequences decide. */
export function watchEncoding(): EncodingWatch {
  const head: number[] = [];
  const zeros: [number, number] = [0, 0];
  let seen = 0;
  let wellFormed = 0;
  let broken = 0;
  /** Bytes of a sequence that are still to come, and the least the next may be. */
  let pending = 0;
  return {
    push(bytes) {
      for (let index = 0; head.length < 3 && index < bytes.length; index += 1) head.push(bytes[index]!);
      for (let at = 0; at < bytes.length; at += 1) {
        const byte = bytes[at]!;
        // Nearly all of them are letters of ASCII.
        if (byte !== 0 && byte < 0x80 && pending === 0) continue;
        if (byte === 0) zeros[((seen + at) & 1) as 0 | 1] += 1;
        if (pending > 0) {
          if ((byte & 0xc0) === 0x80) {
            pending -= 1;
            if (pending === 0) wellFormed += 1;
            continue;
          }
          broken += 1;
          pending = 0;
        }
        if (byte < 0x80) continue;
        if (byte >= 0xc2 && byte < 0xf5) pending = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
        else broken += 1;
      }
      seen += bytes.length;
    },
    encoding() {
      const [first, second, third] = head;
      if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
      if (first === 0xff && second === 0xfe) return 'utf-16le';
      if (first === 0xfe && second === 0xff) return 'utf-16be';
      // Western text in UTF-16 has a zero in nearly every second byte, and other encodings have none.
      if (zeros[1] > seen / 8 && zeros[1] > zeros[0] * 4) return 'utf-16le';
      if (zeros[0] > seen / 8 && zeros[0] > zeros[1] * 4) return 'utf-16be';
      return broken > wellFormed ? 'windows-1252' : 'utf-8';
    },
  };
}

const PIECE = 16 * 1024;
/** At most so many rows from the beginning of a file, and no more of it read than they take. */
export function firstRows(sample: Uint8Array, dialect: CsvDialect, count: number): CsvRow[] {
  const reader = createCsvReader(dialect);
  const rows: CsvRow[] = [];
  for (let at = 0; at < sample.length && rows.length < count; at += PIECE)
    rows.push(...reader.push(sample.subarray(at, at + PIECE)));
  return rows.slice(0, count);
}

/**
 * The delimiter of a file from its first bytes: the one that cuts most of the first rows into equally many cells, and more
 * than one. A comma where nothing does.
 */
export function detectDelimiter(sample: Uint8Array, encoding: CsvEncoding): CsvDelimiter {
  let best: CsvDelimiter = ',';
  let bestScore = 0;
  for (const delimiter of csvDelimiters) {
    const rows = firstRows(sample, { encoding, delimiter }, SAMPLE_ROWS);
    const widths = rows.flatMap((row) => ('cells' in row ? [row.cells.length] : []));
    const usual = widths[0] ?? 1;
    if (usual < 2) continue;
    const share = widths.filter((width) => width === usual).length / widths.length;
    const score = share * share * Math.sqrt(usual - 1);
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

/** Encoding and delimiter of a file from its first bytes; a sample of one row ends in a line break. */
export function detectDialect(sample: Uint8Array): CsvDialect {
  const watch = watchEncoding();
  watch.push(sample);
  const encoding = watch.encoding();
  return { encoding, delimiter: detectDelimiter(sample, encoding) };
}
