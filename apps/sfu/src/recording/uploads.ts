import { readFile } from 'node:fs/promises';
import type { StoragePort } from '@stageline/integrations/storage';
import type { Logger } from '@stageline/platform';

/** At once, over all recordings of the process. */
const AT_ONCE = 3;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 10_000;

/** A file on its way into storage. */
export interface Upload {
  readonly file: string;
  readonly storageKey: string;
  readonly bytes: number;
  /** It is in storage; or there was no such file, `stored` is false then. */
  readonly done: (stored: boolean) => void;
}

export interface UploadsDeps {
  readonly storage: Pick<StoragePort, 'put'>;
  readonly logger: Logger;
  /** Storage began to refuse, or takes again. */
  readonly onChanged: (isFailing: boolean) => void;
}

/** Brings segments into storage, in their order as far as storage takes them. What it refuses stays on disk and comes again. */
export class Uploads {
  readonly #deps: UploadsDeps;
  readonly #waiting: Upload[] = [];
  #running = 0;
  #bytes = 0;
  #retryMs = 0;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(deps: UploadsDeps) {
    this.#deps = deps;
  }

  /** Bytes that are not in storage yet. */
  get bytes(): number {
    return this.#bytes;
  }

  get isFailing(): boolean {
    return this.#retryMs > 0;
  }

  add(upload: Upload): void {
    this.#bytes += upload.bytes;
    this.#waiting.push(upload);
    this.#next();
  }

  /** Begins no more; what is left stays on disk. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #next(): void {
    const atOnce = this.isFailing ? 1 : AT_ONCE;
    while (!this.#closed && this.#timer === undefined && this.#running < atOnce) {
      const upload = this.#waiting.shift();
      if (upload === undefined) return;
      this.#running += 1;
      void this.#bring(upload).finally(() => {
        this.#running -= 1;
        this.#next();
      });
    }
  }

  async #bring(upload: Upload): Promise<void> {
    try {
      const content = await readFile(upload.file).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      });
      if (content !== null) await this.#deps.storage.put(upload.storageKey, content);
      this.#bytes -= upload.bytes;
      this.#setRetry(0);
      upload.done(content !== null);
    } catch (error) {
      this.#deps.logger.warn({ err: error, waiting: this.#waiting.length + 1 }, 'segments wait for storage');
      this.#waiting.unshift(upload);
      this.#setRetry(Math.min(Math.max(FIRST_RETRY_MS, this.#retryMs * 2), LAST_RETRY_MS));
      if (this.#closed) return;
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#next();
      }, this.#retryMs);
    }
  }

  #setRetry(retryMs: number): void {
    const before = this.isFailing;
    this.#retryMs = retryMs;
    if (before !== this.isFailing) this.#deps.onChanged(this.isFailing);
  }
}
