import { onSystemRun } from '@stageline/tenancy/system';
import type { Logger } from '../logger.ts';

/**
 * Logs why something ran across tenants: at `info`, or at `debug` for what a timer does all day. Call once, at boot.
 * @param routine reasons of the second kind
 */
export function logSystemRuns(logger: Logger, routine: ReadonlySet<string>): void {
  onSystemRun((reason) => logger[routine.has(reason) ? 'debug' : 'info']({ reason }, 'ran across tenants'));
}
