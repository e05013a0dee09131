import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ProblemError, type MaterialId } from '@stageline/contracts';
import type { StoragePort } from '@stageline/integrations/storage';
import { currentTenantId, tenantPath } from '@stageline/tenancy';

const ORIGINAL = 'original.pdf';
/** Of the folders of single files among what else may lie there. */
const PREFIX = 'pdf-';

/** The files of the current tenant's masterclasses in the store, and where programs work on them. */
export function createMaterialFiles(storage: StoragePort, workFolder: string) {
  const pathOf = (id: MaterialId, ...parts: string[]) => tenantPath(currentTenantId(), 'materials', id, ...parts);

  return {
    /** Gives `work` a folder of its own, which is gone afterwards. */
    async inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
      await mkdir(workFolder, { recursive: true });
      const folder = await mkdtemp(path.join(workFolder, PREFIX));
      try {
        return await work(folder);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },

    /** Removes folders that a process which is gone has left, whose last change was before an instant. */
    async sweep(before: Date): Promise<void> {
      for (const name of await readdir(workFolder).catch(() => [])) {
        const folder = path.join(workFolder, name);
        const changed = await stat(folder).catch(() => null);
        if (name.startsWith(PREFIX) && changed !== null && changed.mtime < before)
          await rm(folder, { recursive: true, force: true });
      }
    },

    /** Writes what comes into a folder. @throws what `content` throws */
    async receive(folder: string, content: AsyncIterable<Buffer>): Promise<string> {
      await pipeline(content, createWriteStream(path.join(folder, ORIGINAL)));
      return ORIGINAL;
    },

    /** Fetches a file into a folder. @throws ProblemError `not-found` where it is gone */
    async fetch(folder: string, id: MaterialId): Promise<string> {
      const content = await storage.readStream(pathOf(id, ORIGINAL));
      if (content === null) throw new ProblemError('not-found');
      await pipeline(content, createWriteStream(path.join(folder, ORIGINAL)));
      return ORIGINAL;
    },

    /** @returns how many bytes it has */
    store: (id: MaterialId, folder: string): Promise<number> =>
      storage.putStream(pathOf(id, ORIGINAL), createReadStream(path.join(folder, ORIGINAL))),
    storePage: (id: MaterialId, page: number, picture: Buffer): Promise<void> =>
      storage.put(pathOf(id, `${page}.jpg`), picture),
    readPage: (id: MaterialId, page: number) => storage.readStream(pathOf(id, `${page}.jpg`)),
    read: (id: MaterialId) => storage.readStream(pathOf(id, ORIGINAL)),
    remove: (id: MaterialId): Promise<void> => storage.deleteFolder(pathOf(id)),
  };
}
export type MaterialFiles = ReturnType<typeof createMaterialFiles>;
