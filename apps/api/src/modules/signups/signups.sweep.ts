import type { Logger } from '@stageline/platform';
import type { SignupsService } from './signups.service.ts';

const INTERVAL_MS = 30_000;

/** Looks for interrupted sign-ups at boot and then twice a minute; one timer for all tenants. */
export interface SignupSweep {
  start(): void;
  close(): Promise<void>;
}

export function createSignupSweep(service: Pick<SignupsService, 'requeueInterrupted'>, logger: Logger): SignupSweep {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  function sweep(): void {
    running = running.then(async () => {
      try {
        const count = await service.requeueInterrupted();
        if (count > 0) logger.info({ count }, 'interrupted sign-ups enqueued again');
      } catch (err) {
        logger.error({ err }, 'sweep of sign-ups failed');
      }
    });
  }

  return {
    start() {
      sweep();
      timer = setInterval(sweep, INTERVAL_MS);
    },
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}
