import { execFile } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { MAX_MATERIAL_PAGES, ProblemError } from '@stageline/contracts';

/** What one run may take: a file may be made to keep its reader busy, or to fill the memory. */
const LIMITS = ['--as=1500000000', '--fsize=50000000', '--cpu=30'];
const TIMEOUT_MS = 30_000;
const MAX_OUTPUT_BYTES = 256 * 1024;
/** The longer side of a page's picture. */
const SIDE_PX = 1600;

interface Ended {
  readonly failed: boolean;
  readonly output: string;
  readonly words: string;
}

/** Runs one of Poppler's programs on a file of ours, with the lowest priority and nothing of the server's environment. */
const run = (program: string, args: readonly string[], folder: string, signal?: AbortSignal): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const options = {
      cwd: folder,
      env: { PATH: '/usr/bin:/bin' },
      timeout: TIMEOUT_MS,
      killSignal: 'SIGKILL',
    } as const;
    execFile(
      'prlimit',
      [...LIMITS, 'nice', '-n', '15', program, ...args],
      { ...options, maxBuffer: MAX_OUTPUT_BYTES, ...(signal && { signal }) },
      (error, output, words) => {
        if ((error as NodeJS.ErrnoException | null)?.code === 'ENOENT') reject(error);
        else resolve({ failed: error !== null, output, words });
      },
    );
  });

/**
 * Looks at what is in a file, whatever it is called.
 * @returns how many pages it has
 * @throws ProblemError `pdf-unreadable`, `pdf-protected`, `pdf-too-long`
 */
export async function inspectPdf(folder: string, file: string): Promise<number> {
  if (!(await beginsAsPdf(path.join(folder, file)))) throw new ProblemError('pdf-unreadable');
  const { failed, output, words } = await run('pdfinfo', [file], folder);
  if (/password/iu.test(words) || /^Encrypted:\s+yes/mu.test(output)) throw new ProblemError('pdf-protected');
  const pages = Number(/^Pages:\s+(\d+)$/mu.exec(output)?.[1] ?? 0);
  if (failed || pages === 0) throw new ProblemError('pdf-unreadable');
  if (pages > MAX_MATERIAL_PAGES) throw new ProblemError('pdf-too-long');
  // Its table of contents may be whole and its pages not.
  if ((await drawPage(folder, file, 1, 64)) === null) throw new ProblemError('pdf-unreadable');
  return pages;
}

/** The picture of a page as JPEG; null where it cannot be drawn. */
export async function drawPage(
  folder: string,
  file: string,
  page: number,
  side = SIDE_PX,
  signal?: AbortSignal,
): Promise<Buffer | null> {
  const name = `page-${page}`;
  const size = ['-scale-to', String(side), '-jpeg', '-jpegopt', 'quality=84,progressive=y'];
  const range = ['-f', String(page), '-l', String(page), '-singlefile'];
  const { failed } = await run('pdftoppm', [...range, ...size, file, name], folder, signal);
  return failed ? null : readFile(path.join(folder, `${name}.jpg`)).catch(() => null);
}

async function beginsAsPdf(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1024), 0, 1024, 0);
    return buffer.subarray(0, bytesRead).includes('%PDF-');
  } finally {
    await handle.close();
  }
}
