import path from 'node:path';
import { boundedResult, compareArms, startArm, type BenchResult } from '@stageline/testing/bench';

const JOBS = 5000;

/**
 * What a job costs that does nothing, asked for by the 500 and worked off eight at a time: ours, which enters its tenant, reads its
 * payload and knows pauses and dead letters, beside bull alone.
 */
export async function run(): Promise<BenchResult[]> {
  const arm = await startArm(path.join(import.meta.dirname, 'arms/jobs.ts'));
  const measure = (name: 'product' | 'bull') => async () => (await arm.command(name, JOBS)) as number;
  try {
    await measure('product')();
    await measure('bull')();
    const { product, bull, bullAgain } = await compareArms({
      product: measure('product'),
      bull: measure('bull'),
      bullAgain: measure('bull'),
    });
    const detail = { product, bull, bullAgain };
    return [
      boundedResult('P29', 'CPU of a job that does nothing, µs', product.median, { atMost: 100 }, detail),
      boundedResult('P29', 'the same over bull alone', product.median / bull.median, { atMost: 1.3 }, detail),
    ];
  } finally {
    await arm.stop();
  }
}
