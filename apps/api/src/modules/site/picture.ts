import { spawn } from 'node:child_process';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Picture, ProblemError, type PictureKind } from '@stageline/contracts';
import type { MadePicture, PictureFile } from './picture-maker.ts';

export type { MadePicture, PictureFile } from './picture-maker.ts';

export interface PictureMaker {
  /**
   * Makes the files of a picture of an upload.
   * @throws ProblemError `unsupported-media-type`, which says what to choose instead; `unavailable` when it took too long
   */
  make(kind: PictureKind, bytes: Buffer): Promise<MadePicture>;
}

const SCRIPT = path.join(import.meta.dirname, 'picture.process.ts');
/** One at a time leaves the other processor to visitors. */
const AT_ONCE = 1;
const MOST_WAITING = 8;

/** Runs work one after the other, and asks a crowd to come back later. */
export function takeTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];

  async function turn(): Promise<void> {
    if (running < AT_ONCE) {
      running += 1;
      return;
    }
    if (waiting.length >= MOST_WAITING) throw new ProblemError('unavailable', { retryAfterSeconds: 10 });
    await new Promise<void>((resolve) => void waiting.push(resolve));
  }
  function release(): void {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
  return async (work) => {
    await turn();
    try {
      return await work();
    } finally {
      release();
    }
  };
}

/** @param timeoutMs after which a file that is still being decoded is given up */
export function createPictureMaker({ timeoutMs = 45_000 }: { readonly timeoutMs?: number } = {}): PictureMaker {
  const turns = takeTurns();
  return {
    make: (kind, bytes) => turns(async () => read(await runPictureProcess(SCRIPT, [kind], bytes, timeoutMs))),
  };
}

/**
 * Runs a script that reads what it needs from its input and writes what it has made.
 * @throws ProblemError `unavailable` when it took too long, `unsupported-media-type` when it failed
 */
export async function runPictureProcess(
  script: string,
  args: readonly string[],
  input: Buffer,
  timeoutMs: number,
): Promise<Buffer> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    env: {},
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // A process that died no longer reads; how it ended says the rest.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [output, code] = await Promise.all([buffer(child.stdout), ended]);
  if (code === 0) return output;
  if (code === null)
    throw new ProblemError('unavailable', { detail: 'That picture took too long. Please try a smaller one.' });
  throw unsupported('That file could not be read as a picture. Please choose a PNG, JPEG or WebP.');
}

const unsupported = (detail: string) => new ProblemError('unsupported-media-type', { detail });

interface Head {
  readonly refused?: string;
  readonly picture?: unknown;
  readonly files?: readonly { readonly name: string; readonly length: number }[];
}

function read(output: Buffer): MadePicture {
  const end = output.indexOf('\n');
  const head = JSON.parse(output.toString('utf8', 0, end)) as Head;
  if (head.refused !== undefined) throw unsupported(head.refused);
  let offset = end + 1;
  const files = (head.files ?? []).map(({ name, length }): PictureFile => {
    offset += length;
    return { name, bytes: output.subarray(offset - length, offset) };
  });
  return { picture: Picture.parse(head.picture), files };
}
