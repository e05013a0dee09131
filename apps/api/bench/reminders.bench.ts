import path from 'node:path';
import { boundedResult, startArm, type BenchResult } from '@stageline/testing/bench';

interface Planned {
  readonly planned: number;
  readonly enqueued: number;
  readonly jobs: number;
  readonly planSeconds: number;
  readonly sweepSeconds: number;
  readonly firstMegabytes: number;
  readonly megabytes: number;
}

/**
 * A masterclass of 100,000 registrants moves: their reminders are planned anew, and then all of them come due and are handed to
 * jobs. Memory is what the process holds more at its highest than after a tenth of it: flat means that it does not grow with how many
 * they are.
 */
export async function run(): Promise<BenchResult[]> {
  const arm = await startArm(path.join(import.meta.dirname, 'arms/reminders.ts'));
  try {
    const measured = (await arm.command('run')) as Planned;
    const { planned, enqueued, jobs, planSeconds, sweepSeconds, megabytes } = measured;
    if (planned !== 100_000 || enqueued !== 100_000) throw new Error(`Planned ${planned}, enqueued ${enqueued}`);
    const detail = { ...measured, rowsPerJob: enqueued / jobs };
    return [
      boundedResult(
        'B-06',
        '100,000 reminders planned and enqueued, seconds',
        planSeconds + sweepSeconds,
        { atMost: 60 },
        detail,
      ),
      boundedResult('B-06', 'memory that 100,000 add to what 10,000 take, MB', megabytes, { atMost: 64 }, {}),
      boundedResult('P29', 'jobs for each 500 reminders', (jobs * 500) / enqueued, { atMost: 1 }, {}),
    ];
  } finally {
    await arm.stop();
  }
}
