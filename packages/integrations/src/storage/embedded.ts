import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { IntegrationError } from '../kit/errors.ts';
import { contentTypeOf, type StoragePort, type StoredObject } from './port.ts';

export interface EmbeddedStorageOptions {
  /** Folder that holds everything; created when it is missing. */
  readonly directory: string;
  /** Signs addresses. */
  readonly secret: string;
  /** What a signed address begins with, e.g. `/storage`. */
  readonly urlPrefix: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

// `%` is how the tenancy layer escapes; `~` marks our own unfinished files and is thus never part of an object's path.
const SEGMENT = /^[A-Za-z0-9._%-]{1,255}$/;

/** Objects as files on the local disk. */
export function createEmbeddedStorage(options: EmbeddedStorageOptions): StoragePort {
  const root = path.resolve(options.directory);
  const now = options.now ?? Date.now;

  /** No segment may climb or hide, so the result lies below the root whatever the caller was given. */
  function fileOf(objectPath: string): string {
    const segments = objectPath.split('/');
    const sound = segments.every((segment) => SEGMENT.test(segment) && !/^\.+$/.test(segment));
    if (!sound) throw new IntegrationError('storage', 'invalid-path', false);
    return path.join(root, ...segments);
  }

  function signatureOf(objectPath: string, expiresAt: number): Buffer {
    return createHmac('sha256', options.secret).update(`storage\n${expiresAt}\n${objectPath}`).digest();
  }

  async function get(objectPath: string): Promise<StoredObject | null> {
    try {
      return { bytes: await readFile(fileOf(objectPath)), contentType: contentTypeOf(objectPath) };
    } catch (error) {
      if (isMissing(error)) return null;
      throw unavailable(error);
    }
  }

  /** Writes beside the object and takes its place at the end: there is the old object or the new one, never half of it. */
  async function write(objectPath: string, fill: (handle: FileHandle) => Promise<void>): Promise<void> {
    const file = fileOf(objectPath);
    const unfinished = `${file}~${randomBytes(6).toString('hex')}`;
    try {
      await mkdir(path.dirname(file), { recursive: true });
      await writeDurably(unfinished, fill);
      await rename(unfinished, file);
    } catch (error) {
      await rm(unfinished, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  return {
    get,

    put: (objectPath, bytes) =>
      write(objectPath, (handle) => handle.writeFile(bytes)).catch((error: unknown) => {
        throw unavailable(error);
      }),

    async putStream(objectPath, content) {
      let stored = 0;
      await write(objectPath, async (handle) => {
        for await (const piece of content) {
          await handle.writeFile(piece).catch((error: unknown) => {
            throw unavailable(error);
          });
          stored += piece.byteLength;
        }
      });
      return stored;
    },

    async readStream(objectPath) {
      try {
        const file = fileOf(objectPath);
        return (await stat(file)).isFile() ? pieces(file) : null;
      } catch (error) {
        if (isMissing(error)) return null;
        throw unavailable(error);
      }
    },

    async delete(objectPath) {
      await rm(fileOf(objectPath), { force: true });
    },

    async sizeOf(folder) {
      try {
        const entries = await readdir(fileOf(folder), { recursive: true, withFileTypes: true });
        const files = entries.filter((entry) => entry.isFile());
        const sizes = await Promise.all(files.map((file) => sizeOfFile(path.join(file.parentPath, file.name))));
        return sizes.reduce((sum, size) => sum + size, 0);
      } catch (error) {
        if (isMissing(error)) return 0;
        throw unavailable(error);
      }
    },

    async deleteFolder(folder) {
      try {
        await rm(fileOf(folder), { recursive: true, force: true });
      } catch (error) {
        throw unavailable(error);
      }
    },

    signedUrl(objectPath, expiresInSeconds) {
      fileOf(objectPath);
      const expiresAt = Math.floor(now() / 1000) + expiresInSeconds;
      const query = new URLSearchParams({
        expires: String(expiresAt),
        signature: signatureOf(objectPath, expiresAt).toString('base64url'),
      });
      return `${options.urlPrefix}/${objectPath.split('/').map(encodeURIComponent).join('/')}?${query}`;
    },

    async openSigned(url) {
      const parsed = URL.parse(url, 'http://storage.invalid');
      if (!parsed?.pathname.startsWith(`${options.urlPrefix}/`)) return null;
      const objectPath = decodePath(parsed.pathname.slice(options.urlPrefix.length + 1));
      const expiresAt = Number(parsed.searchParams.get('expires'));
      const given = Buffer.from(parsed.searchParams.get('signature') ?? '', 'base64url');
      if (objectPath === null || !Number.isSafeInteger(expiresAt) || expiresAt * 1000 <= now()) return null;
      const expected = signatureOf(objectPath, expiresAt);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
      return get(objectPath);
    },
  };
}

/** 0 for a file that was removed since its folder was read. */
async function sizeOfFile(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}

/** Opens the file once it is read: whoever asks and then reads nothing leaves nothing open. */
async function* pieces(file: string): AsyncGenerator<Buffer> {
  try {
    // The stream closes the file, also when the reader goes away.
    yield* createReadStream(file) as AsyncIterable<Buffer>;
  } catch (error) {
    throw unavailable(error);
  }
}

/** On the disk before its name is, so that a power cut leaves no object without its content. */
async function writeDurably(file: string, fill: (handle: FileHandle) => Promise<void>): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await fill(handle);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function decodePath(encoded: string): string | null {
  try {
    return encoded.split('/').map(decodeURIComponent).join('/');
  } catch {
    return null;
  }
}

const isMissing = (error: unknown) => ['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as { code?: string }).code ?? '');

function unavailable(error: unknown): unknown {
  return error instanceof IntegrationError
    ? error
    : new IntegrationError('storage', 'unavailable', true, { cause: error });
}
