import { Worker } from 'node:worker_threads';
import { IntegrationError } from '../kit/errors.ts';
import type { CalendarSpan, ReadRequest } from './port.ts';
import { joined } from './spans.ts';
import type { IcsQuestion } from './ics-busy.ts';

/** Enough for years of a full calendar on a slow machine. */
const TIMEOUT_MS = 10_000;
const HEAP_MB = 128;

/**
 * When somebody is busy by what stands in files of theirs.
 * @throws IntegrationError `no-calendar` for what is none, or cannot be read in bounded time
 */
export async function readIcs(
  files: readonly string[],
  { from, to, timeZone }: ReadRequest,
  timeoutMs = TIMEOUT_MS,
): Promise<readonly CalendarSpan[]> {
  const question: IcsQuestion = { files, from: from.getTime(), to: to.getTime(), timeZone };
  const worker = new Worker(new URL('./ics-worker.ts', import.meta.url), {
    workerData: question,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  const { promise, resolve } = Promise.withResolvers<[number, number][] | null>();
  worker.once('message', (answer: { busy: [number, number][] | null }) => resolve(answer.busy));
  worker.once('error', () => resolve(null));
  worker.once('exit', () => resolve(null));
  const timer = setTimeout(() => resolve(null), timeoutMs);
  const busy = await promise;
  clearTimeout(timer);
  await worker.terminate();
  if (busy === null) throw new IntegrationError('calendar', 'no-calendar', false);
  return joined(busy, { from, to });
}
