import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inRepo } from './paths.ts';

/** Where a check keeps what it has seen; nothing in it is needed. */
export const checkCache = (name: string): string => inRepo('node_modules/.cache/checks', name);

/** What an earlier run left there, or undefined: not there, or cut short by a crash. */
export async function recall(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** Keeps something for the next run. */
export async function remember(file: string, value: unknown): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(value));
}
