import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from '@stageline/platform';

const PREFIX = 'stageline-overflow-';
const KEEP_EVERY_MS = 10_000;
/** Whoever has not said for so long that it lives is gone; a process that hung comes back long before. */
export const GONE_AFTER_MS = 5 * 60_000;

/**
 * Where the films of one process lie, beside the folders of others on this machine. Its age says whether that process lives: one
 * that was killed removes nothing, so the next one does.
 */
export class FilmFolder {
  readonly directory: string;
  readonly #parent: string;
  readonly #logger: Logger;
  #timer: NodeJS.Timeout | undefined;

  constructor(parent: string, nodeId: string, logger: Logger) {
    this.#parent = parent;
    this.#logger = logger;
    this.directory = path.join(parent, `${PREFIX}${encodeURIComponent(nodeId)}`);
  }

  /** Removes what others have left, and says from now on that we live. It keeps no process from starting. */
  async start(): Promise<void> {
    await this.#turn();
    this.#timer = setInterval(() => void this.#turn(), KEEP_EVERY_MS).unref();
  }

  /** Removes our own. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await rm(this.directory, { recursive: true, force: true });
  }

  async #turn(): Promise<void> {
    const now = new Date();
    try {
      await mkdir(this.directory, { recursive: true });
      await utimes(this.directory, now, now);
    } catch (err) {
      this.#logger.warn({ err }, 'the folder of full rooms could not be made');
    }
    const names = await readdir(this.#parent).catch(() => []);
    for (const name of names) if (name.startsWith(PREFIX)) await this.#removeIfGone(path.join(this.#parent, name), now);
  }

  async #removeIfGone(directory: string, now: Date): Promise<void> {
    if (directory === this.directory) return;
    const spoke = await stat(directory).catch(() => null);
    if (spoke === null || now.getTime() - spoke.mtimeMs <= GONE_AFTER_MS) return;
    await rm(directory, { recursive: true, force: true }).catch((err: unknown) =>
      this.#logger.warn({ err, directory }, 'a folder of a process that is gone could not be removed'),
    );
  }
}
