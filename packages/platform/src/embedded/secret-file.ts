import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** A random secret that is kept in a file only its owner can read (0600), made on first use. URL-safe characters. */
export function secretFile(file: string, bytes = 32): string {
  const kept = readIfThere(file);
  if (kept) return kept;
  const secret = randomBytes(bytes).toString('hex');
  // Renamed into place: a process killed in between leaves no empty secret behind.
  const staged = `${file}.${process.pid}`;
  writeFileSync(staged, secret, { mode: 0o600 });
  renameSync(staged, file);
  return secret;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
