import { open, stat } from 'node:fs/promises';

/** A segment that ffmpeg has closed, as it says so. */
export interface ListedSegment {
  readonly index: number;
  readonly file: string;
  /** By the sender's clock, from the first packet. */
  readonly startMs: number;
  readonly durationMs: number;
}

const LINE = /^(\d+)\.mkv,(-?\d+\.\d+),(-?\d+\.\d+)$/;

/** Reads the list that ffmpeg writes, one line for each segment that is whole, as it grows. */
export class SegmentList {
  readonly #file: string;
  #read = 0;
  #rest = '';

  constructor(file: string) {
    this.#file = file;
  }

  /** What was added since the last call, and when the list was written last; a list that is not there is empty. */
  async next(): Promise<{ segments: ListedSegment[]; writtenAtMs: number }> {
    const { size, mtimeMs } = await stat(this.#file).catch(() => ({ size: 0, mtimeMs: 0 }));
    if (size <= this.#read) return { segments: [], writtenAtMs: mtimeMs };
    const handle = await open(this.#file, 'r');
    try {
      const bytes = Buffer.alloc(size - this.#read);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, this.#read);
      this.#read += bytesRead;
      const lines = (this.#rest + bytes.toString('latin1', 0, bytesRead)).split('\n');
      this.#rest = lines.pop() ?? '';
      return { segments: lines.flatMap(parse), writtenAtMs: mtimeMs };
    } finally {
      await handle.close();
    }
  }
}

function parse(line: string): ListedSegment[] {
  const [, index, start, end] = LINE.exec(line.trim()) ?? [];
  if (index === undefined) return [];
  const startMs = Math.round(Number(start) * 1000);
  const durationMs = Math.max(0, Math.round(Number(end) * 1000) - startMs);
  return [{ index: Number(index), file: `${index}.mkv`, startMs, durationMs }];
}
