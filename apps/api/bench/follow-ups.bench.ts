import path from 'node:path';
import { FOLLOW_UPS_AT_ONCE } from '@stageline/contracts';
import { boundedResult, median, startArm, type BenchResult } from '@stageline/testing/bench';

interface Written {
  readonly wallMs: number;
  readonly written: number;
  readonly mostInFlight: number;
  readonly latencies: readonly number[];
}
const ROUNDS = 3;

/** How long five at a time take where all of them wait for the slowest. */
function wavesMs(latencies: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < latencies.length; at += FOLLOW_UPS_AT_ONCE)
    sum += Math.max(...latencies.slice(at, at + FOLLOW_UPS_AT_ONCE));
  return sum;
}

/** How long they take where each that is done is followed at once by the next: a list schedule, which costs nothing itself. */
function scheduleMs(latencies: readonly number[]): number {
  const free = Array.from({ length: FOLLOW_UPS_AT_ONCE }, () => 0);
  for (const latency of latencies) {
    const first = free.indexOf(Math.min(...free));
    free[first] = free[first]! + latency;
  }
  return Math.max(...free);
}

/** Goal P26: mails by a model that takes longer for some than for others. */
export async function run(): Promise<BenchResult[]> {
  const arm = await startArm(path.join(import.meta.dirname, 'arms/follow-ups.ts'));
  try {
    const rounds: Written[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push((await arm.command('run')) as Written);
    const [{ latencies }] = rounds as [Written];
    for (const { written } of rounds) if (written !== latencies.length) throw new Error(`Only ${written} were written`);
    const wallMs = median(rounds.map((each) => each.wallMs));
    const [waves, schedule] = [wavesMs(latencies), scheduleMs(latencies)];
    const detail = { wallMs, waves, schedule, mails: latencies.length };
    return [
      boundedResult(
        'P26',
        'waves of five over the sliding window, wall time',
        waves / wallMs,
        { atLeast: 1.6 },
        detail,
      ),
      boundedResult(
        'P26',
        'the sliding window over the list schedule, wall time',
        wallMs / schedule,
        { atMost: 1.1 },
        detail,
      ),
      boundedResult('P26', 'requests under way for one site, the most', rounds.at(-1)!.mostInFlight, { atMost: 5 }, {}),
    ];
  } finally {
    await arm.stop();
  }
}
