import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

/** The full path of a program on PATH, or undefined. */
export function findOnPath(program: string, searchPath = process.env['PATH'] ?? ''): string | undefined {
  return searchPath
    .split(path.delimiter)
    .filter(Boolean)
    .map((dir) => path.join(dir, program))
    .find(isExecutable);
}

/** Whether a path names a file that this user may execute. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
