import { execFile } from 'node:child_process';
import { rename, rm } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Of a few seconds, by copy. */
const ENDS_WITHIN_MS = 15_000;

/**
 * Leaves of a segment what comes before a moment, packet by packet, without decoding it. A crash leaves it whole or cut.
 * @param keepMs from its first packet
 * @throws Error where it is no segment, or there is no room
 */
export async function cutSegment(ffmpeg: string, file: string, keepMs: number): Promise<void> {
  const unfinished = `${file}.cut`;
  const options = ['-v', 'error', '-nostdin', '-y', '-i', file, '-map', '0', '-c', 'copy'];
  try {
    await run(ffmpeg, [...options, '-t', String(keepMs / 1000), '-f', 'matroska', unfinished], {
      timeout: ENDS_WITHIN_MS,
      killSignal: 'SIGKILL',
    });
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
