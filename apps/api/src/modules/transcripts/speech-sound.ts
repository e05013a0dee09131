import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { StoragePort } from '@stageline/integrations/storage';
import { SPEECH_FORMAT } from '@stageline/integrations/transcription';
import type { SpeechPart } from './speech-parts.ts';

const run = promisify(execFile);

/**
 * Calls `listen` with the sound of a part as a file of `SPEECH_FORMAT`, which is gone afterwards. A segment that is not in
 * storage any more is left out, and what comes after it is heard too early by its length.
 * @returns what `listen` does; null where nothing of the part is left, or it is no sound
 */
export async function withSound<T>(
  storage: Pick<StoragePort, 'get'>,
  { segments }: Pick<SpeechPart, 'segments'>,
  listen: (file: string) => Promise<T>,
  signal?: AbortSignal,
): Promise<T | null> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'stageline-speech-'));
  try {
    const names: string[] = [];
    for (const [index, { storageKey }] of segments.entries()) {
      signal?.throwIfAborted();
      const object = await storage.get(storageKey);
      if (object === null) continue;
      names.push(`${index}.mkv`);
      await writeFile(path.join(dir, `${index}.mkv`), object.bytes);
    }
    if (names.length === 0) return null;
    const list = path.join(dir, 'list.txt');
    await writeFile(list, names.map((name) => `file '${name}'\n`).join(''));
    const file = path.join(dir, 'sound.wav');
    return (await isWritten(list, file, lengthOf(segments), signal)) ? await listen(file) : null;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Of what may be heard; null where that is all there is. Where a pause began in the last file, what is behind it was not to be kept. */
function lengthOf(segments: SpeechPart['segments']): number | null {
  const last = segments.at(-1);
  return last?.isCut === true ? last.startMs + last.durationMs - segments[0]!.startMs : null;
}

async function isWritten(
  list: string,
  file: string,
  lengthMs: number | null,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const { sampleRate, channels } = SPEECH_FORMAT;
  const format = ['-vn', '-ar', String(sampleRate), '-ac', String(channels), '-c:a', 'pcm_s16le'];
  const end = lengthMs === null ? [] : ['-t', String(lengthMs / 1000)];
  try {
    await run('ffmpeg', ['-v', 'error', '-nostdin', '-f', 'concat', '-i', list, ...end, ...format, file], { signal });
    return true;
  } catch (error) {
    // Anything else, such as a program that is not there, is no fault of the sound.
    if (typeof (error as { code?: unknown }).code === 'number') return false;
    throw error;
  }
}
