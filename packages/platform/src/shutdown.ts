import closeWithGrace from 'close-with-grace';
import type { Logger } from './logger.ts';

/** A process that is asked to stop has stopped within 5 s; the rest is for writing the last line. */
const TOTAL_MS = 4700;

export interface Shutdown {
  /**
   * Adds something to close. Lower orders close first and equal ones together: 0 what lets work in, 50 what works (the
   * default), 100 connections.
   */
  add(name: string, close: () => unknown, options?: { readonly order?: number }): void;
  /** Closes on signals and on errors that nobody caught, then ends the process. Once per process. */
  install(): void;
  /** Closes everything in order; one that fails or hangs does not keep the others. Repeated calls share one run. */
  close(): Promise<void>;
}

/**
 * Makes the list of what a process closes when it stops.
 * @param options.totalMs time for all of them together; what is not closed then is left to the end of the process
 */
export function createShutdown(logger: Logger, options: { totalMs?: number } = {}): Shutdown {
  const totalMs = options.totalMs ?? TOTAL_MS;
  const closers: { name: string; close: () => unknown; order: number }[] = [];
  let closing: Promise<void> | undefined;

  async function closeAll(): Promise<void> {
    const deadline = performance.now() + totalMs;
    const orders = [...new Set(closers.map((closer) => closer.order))].sort((a, b) => a - b);
    for (const order of orders) {
      const group = closers.filter((closer) => closer.order === order);
      await Promise.all(group.map((closer) => closeOne(closer.name, closer.close, deadline, logger)));
    }
  }
  const close = () => (closing ??= closeAll());

  return {
    add(name, closer, { order = 50 } = {}) {
      closers.push({ name, close: closer, order });
    },
    install() {
      closeWithGrace({ delay: totalMs + 200, logger: false }, async ({ err, signal }) => {
        if (err) logger.fatal({ err }, 'stopping after an error that nobody caught');
        else logger.info({ signal }, 'stopping');
        await close();
        logger.info('stopped');
      });
    },
    close,
  };
}

async function closeOne(name: string, close: () => unknown, deadline: number, logger: Logger): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<'timeout'>((resolve) => {
    timer = setTimeout(() => resolve('timeout'), Math.max(0, deadline - performance.now()));
  });
  try {
    const outcome = await Promise.race([Promise.resolve().then(close), timeout]);
    if (outcome === 'timeout') logger.warn({ part: name }, 'did not close in time');
  } catch (error) {
    logger.error({ err: error, part: name }, 'failed to close');
  } finally {
    clearTimeout(timer);
  }
}
