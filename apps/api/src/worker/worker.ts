import type { RecordingReport } from '@stageline/contracts';
import type { Logger, Shutdown } from '@stageline/platform';
import { connectRedis } from '@stageline/platform/redis';
import type { Config } from '../config.ts';
import type { Container } from '../container.ts';
import type { Schedule } from '../http/module.ts';
import { startSchedules } from './schedules.ts';

/** Order 10: stops taking new work after the doors are closed and before the queue that runs it. */
const STOP_EARLY = { order: 10 } as const;

const PARKED_MS = 30_000;
/** Brings back what a reactivation could not, because its process died half-way. */
const sweepOfParked = ({ parked, queue }: Container): Schedule => ({
  name: 'parked-jobs',
  everyMs: PARKED_MS,
  run: async () => void (await parked.sweep(queue)),
});

/** Background work: the outbox relay, jobs, the sfu's reports and the sweep for interrupted sign-ups. */
export async function startWorker(
  config: Config,
  logger: Logger,
  container: Container,
  shutdown: Shutdown,
): Promise<void> {
  const { queue, relay, modules, list } = container;
  await queue.start(list.flatMap((module) => module.jobs ?? []));
  await relay.start();
  shutdown.add('relay', () => relay.close(), STOP_EARLY);

  const reader = await connectRedis(config.REDIS_URL, {
    name: 'api-sfu-reports',
    options: { maxRetriesPerRequest: null },
  });
  const recordings = {
    async apply(report: RecordingReport): Promise<void> {
      await modules.recordings.reports.apply(report);
      await modules.captions.reports.apply(report);
    },
  };
  const reports = modules.sessions.sfuReports(reader, recordings, logger);
  await reports.start();
  shutdown.add(
    'sfu reports',
    async () => {
      await reports.close();
      reader.disconnect();
    },
    STOP_EARLY,
  );

  shutdown.add('captions', () => modules.captions.close(), STOP_EARLY);

  const stopSchedules = startSchedules(
    [...list.flatMap((module) => module.schedules ?? []), sweepOfParked(container)],
    logger,
  );
  shutdown.add('schedules', stopSchedules, STOP_EARLY);

  modules.signups.sweep.start();
  shutdown.add('sweep of sign-ups', () => modules.signups.sweep.close(), STOP_EARLY);
}
