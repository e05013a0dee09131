import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { killWithParent } from '@stageline/platform/embedded';

/** ffmpeg did not do what it was asked to. */
export class FfmpegError extends Error {
  override readonly name = 'FfmpegError';
}

export interface FfmpegRun {
  readonly signal: AbortSignal;
  /** How far it is, in milliseconds of what it makes. */
  readonly onProgress?: (doneMs: number) => void;
  /** Where relative names lie. */
  readonly folder: string;
}

/** As much of what it complained of as helps to understand it. */
const KEPT_WORDS = 2000;
/** It has hung up where it has said nothing for so long: it tells twice a second how far it is. */
const SILENT_MS = 5 * 60_000;

/**
 * Runs ffmpeg with the lowest priority, until it is done, fails, or nobody wants it any more. It does not outlive this
 * process, whatever that dies of.
 * @throws FfmpegError with its last words; the reason of the signal once that is aborted
 */
export async function runFfmpeg(args: readonly string[], { signal, onProgress, folder }: FfmpegRun): Promise<void> {
  signal.throwIfAborted();
  const common = ['-nostdin', '-hide_banner', '-loglevel', 'error', '-y', '-progress', 'pipe:1'];
  const child = spawn('nice', ['-n', '15', 'ffmpeg', ...common, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const callOff = child.pid === undefined ? () => undefined : killWithParent(child.pid);
  const kill = () => child.kill('SIGKILL');
  signal.addEventListener('abort', kill, { once: true });
  let silence = setTimeout(kill, SILENT_MS);
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-KEPT_WORDS)));
  createInterface({ input: child.stdout }).on('line', (line) => {
    clearTimeout(silence);
    silence = setTimeout(kill, SILENT_MS);
    const micros = /^out_time_us=(\d+)$/.exec(line)?.[1];
    if (micros !== undefined) onProgress?.(Number(micros) / 1000);
  });
  try {
    const code = await new Promise<number | null>((resolve, reject) =>
      child.once('error', reject).once('close', resolve),
    );
    signal.throwIfAborted();
    if (code !== 0) throw new FfmpegError(`ffmpeg ended with ${code ?? 'a signal'}: ${words.trim()}`);
  } finally {
    clearTimeout(silence);
    signal.removeEventListener('abort', kill);
    callOff();
  }
}
