import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';

export interface ZipEntry {
  /** ASCII, with `/`. */
  readonly name: string;
  readonly content: AsyncIterable<string> | Iterable<string>;
}

/** Sizes and checksum follow the data; names are UTF-8 (APPNOTE 4.4.4). */
const FLAGS = 0x0808;
const DEFLATE = 8;
const VERSION = 20;

/**
 * An archive, written as its content comes (PKWARE APPNOTE 6.3): nothing is kept but the list of its entries. Each entry
 * stays below 4 GB.
 */
export async function* zipStream(entries: readonly ZipEntry[]): AsyncGenerator<Buffer> {
  let offset = 0;
  const directory: Buffer[] = [];
  for (const { name, content } of entries) {
    const path = Buffer.from(name);
    const sums = { crc: 0, size: 0, packed: 0 };
    const start = offset;
    const head = headerOf(path);
    yield head;
    for await (const part of deflated(content, sums)) yield part;
    const tail = sumsOf(sums);
    const descriptor = Buffer.concat([signature(0x08074b50), tail]);
    yield descriptor;
    offset += head.length + sums.packed + descriptor.length;
    directory.push(directoryEntryOf(path, tail, start));
  }
  const list = Buffer.concat(directory);
  yield list;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  yield end;
}

async function* deflated(
  content: ZipEntry['content'],
  sums: { crc: number; size: number; packed: number },
): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw({ level: 6 });
  async function* counted() {
    for await (const text of content) {
      const bytes = Buffer.from(text);
      sums.crc = crc32(bytes, sums.crc);
      sums.size += bytes.length;
      yield bytes;
    }
  }
  const running = pipeline(Readable.from(counted()), deflate);
  // What fails is thrown where the archive is read.
  running.catch(() => undefined);
  for await (const part of deflate as AsyncIterable<Buffer>) {
    sums.packed += part.length;
    yield part;
  }
  await running;
}

function headerOf(path: Buffer): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(VERSION, 4);
  head.writeUInt16LE(FLAGS, 6);
  head.writeUInt16LE(DEFLATE, 8);
  head.writeUInt16LE(path.length, 26);
  return Buffer.concat([head, path]);
}

function directoryEntryOf(path: Buffer, sums: Buffer, start: number): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(VERSION, 4);
  entry.writeUInt16LE(VERSION, 6);
  entry.writeUInt16LE(FLAGS, 8);
  entry.writeUInt16LE(DEFLATE, 10);
  sums.copy(entry, 16);
  entry.writeUInt16LE(path.length, 28);
  entry.writeUInt32LE(start, 42);
  return Buffer.concat([entry, path]);
}

function sumsOf({ crc, size, packed }: { crc: number; size: number; packed: number }): Buffer {
  const sums = Buffer.alloc(12);
  sums.writeUInt32LE(crc, 0);
  sums.writeUInt32LE(packed, 4);
  sums.writeUInt32LE(size, 8);
  return sums;
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
