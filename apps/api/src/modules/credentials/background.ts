import type { Logger } from '@stageline/platform';

/** Work that begins with a request and ends after its answer, so that the answer's time tells nothing of it. */
export interface Background {
  /** Begins it in the caller's tenant and request; a failure is logged. Beyond the limit it is dropped, and logged too. */
  run(what: string, work: () => Promise<void>): void;
  /** Until everything that has begun is done. */
  settled(): Promise<void>;
}

const MOST = 200;

/** Kept in this process: what a crash loses, its reader asks for again. */
export function createBackground(logger: Logger): Background {
  const running = new Set<Promise<void>>();
  return {
    run(what, work) {
      if (running.size >= MOST) return void logger.warn({ what }, 'background work dropped');
      // Begun in a later turn: nothing of it runs before the answer is on its way.
      const job: Promise<void> = new Promise<void>((resolve) => setImmediate(resolve))
        .then(work)
        .catch((err: unknown) => logger.error({ err, what }, 'background work failed'))
        .finally(() => running.delete(job));
      running.add(job);
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
