import { runOutside, type Logger } from '@stageline/platform';
import type { Schedule } from '../http/module.ts';

/**
 * Runs each schedule at boot and then at its interval, never twice at once in a process. What fails is logged and comes
 * again with the next turn.
 * @returns what stops them and waits for the runs under way
 */
export function startSchedules(schedules: readonly Schedule[], logger: Logger): () => Promise<void> {
  const stops = schedules.map(({ name, everyMs, run }) => {
    let running: Promise<void> | undefined;
    const turn = (): void => {
      running ??= run()
        .catch((err: unknown) => logger.error({ err, schedule: name }, 'schedule failed, comes again'))
        .finally(() => (running = undefined));
    };
    const timer = runOutside(() => {
      turn();
      return setInterval(turn, everyMs);
    });
    return async () => {
      clearInterval(timer);
      await running;
    };
  });
  return async () => void (await Promise.all(stops.map((stop) => stop())));
}
