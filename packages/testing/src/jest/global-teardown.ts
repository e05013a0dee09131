import { stopTestRun } from './global-setup.ts';

/** Ends what the run started. */
export default async function globalTeardown(): Promise<void> {
  await stopTestRun();
}
