import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterFile } from '@stageline/testing';

const run = promisify(execFile);

/** Flags by which every microphone of a Chromium says this, again and again. */
export async function saying(text: string): Promise<string[]> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'stageline-microphone-'));
  afterFile(() => rm(directory, { recursive: true, force: true }));
  const [spoken, file] = [path.join(directory, 'spoken.wav'), path.join(directory, 'microphone.wav')];
  await run('espeak-ng', ['-v', 'en-us', '-s', '130', '-w', spoken, text]);
  // A pause at its end: it begins anew after it.
  await run('ffmpeg', ['-v', 'error', '-i', spoken, '-af', 'apad=pad_dur=1', '-ar', '48000', '-ac', '1', file]);
  return [`--use-file-for-fake-audio-capture=${file}`];
}
