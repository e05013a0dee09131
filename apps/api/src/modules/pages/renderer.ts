import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CreateRenderer } from '@stageline/contracts';

export type Renderer = ReturnType<CreateRenderer>;

/**
 * Loads the client's server renderer and its asset manifest from a finished build.
 * @param webDist folder with `client/` and `server/`
 * @throws Error that says how to build the client when there is no build
 */
export async function loadRenderer(webDist: string): Promise<Renderer> {
  try {
    const manifest: unknown = JSON.parse(await readFile(path.join(webDist, 'client/.vite/manifest.json'), 'utf8'));
    const entry = pathToFileURL(path.resolve(webDist, 'server/entry-server.js')).href;
    const { createRenderer } = (await import(entry)) as { createRenderer: CreateRenderer };
    return createRenderer(manifest);
  } catch (cause) {
    throw new Error(`No client build in ${webDist}. Build apps/web first, or run npm start, which does.`, { cause });
  }
}
