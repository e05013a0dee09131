import type { Logger } from '@stageline/platform';

/** Calls again and again until it is told to stop. @returns what stops it */
export type Ticks = (run: () => void) => () => void;

/** Four times within the shortest claim. */
const EVERY_MS = 30_000;

const everyHalfMinute: Ticks = (run) => {
  const timer = setInterval(run, EVERY_MS).unref();
  return () => clearInterval(timer);
};

/** Renews what is held while work goes on; one renewal that fails is made good by the next. */
export const createKeepAlive =
  (logger: Logger, ticks: Ticks = everyHalfMinute) =>
  async <T>(renew: () => Promise<unknown>, work: () => Promise<T>): Promise<T> => {
    const stop = ticks(() => void renew().catch((err: unknown) => logger.warn({ err }, 'a claim was not renewed')));
    try {
      return await work();
    } finally {
      stop();
    }
  };
