import path from 'node:path';
import { boundedResult, compareArms, median, startArm, type Arm, type BenchResult } from '@stageline/testing/bench';
import type { JoinCost, Joins } from './arms/place-load.ts';

const ROUNDS = 7;
const arm = (name: string, environment = {}) =>
  startArm(path.join(import.meta.dirname, 'arms', `place-${name}.ts`), environment);

const loads = {
  'one after the other': { count: 100, atOnce: 1 },
  '16 in flight': { count: 480, atOnce: 16 },
  '1,000 at once': { count: 1000, atOnce: 1000 },
} as const satisfies Record<string, Joins>;

/**
 * Places in the line per second: the transaction of the product's join against the same writes by hand (H-01), and the whole
 * join, which looks first whether there is anything to do.
 */
export async function run(): Promise<BenchResult[]> {
  // The product first: it makes the collections and indexes that both write to.
  const product = await arm('product');
  const driver = await arm('driver', { TEMPLATE: String(await product.command('template')) });
  const results: BenchResult[] = [];
  try {
    for (const [name, load] of Object.entries(loads)) {
      const cpu: Record<string, number[]> = { product: [], driver: [], driverAgain: [] };
      const transactions: number[] = [];
      const measure = (as: string, server: Arm) => async () => {
        const cost = (await server.command('join', load)) as JoinCost;
        cpu[as]!.push(cost.cpuMicrosEach);
        if (cost.perSecondOfTransactions !== undefined) transactions.push(cost.perSecondOfTransactions);
        return cost.perSecond;
      };
      const arms = {
        product: measure('product', product),
        driver: measure('driver', driver),
        driverAgain: measure('driverAgain', driver),
      };
      await compareArms(arms, 1);
      transactions.length = 0;
      const rates = await compareArms(arms, ROUNDS);
      const overDriver = (rounds: readonly number[]) =>
        median(rounds.map((rate, round) => rate / rates.driver.rounds[round]!));
      const rounded = (each: Record<string, number>) =>
        Object.fromEntries(Object.entries(each).map(([as, value]) => [as, Math.round(value)]));
      const detail = {
        perSecond: rounded({
          product: rates.product.median,
          driver: rates.driver.median,
          driverAgain: rates.driverAgain.median,
        }),
        cpuMicrosEach: rounded(Object.fromEntries(Object.entries(cpu).map(([as, each]) => [as, median(each)]))),
        wholeJoin: Math.round(overDriver(rates.product.rounds) * 1000) / 1000,
        noiseAA: Math.round(overDriver(rates.driverAgain.rounds) * 1000) / 1000,
      };
      results.push(
        boundedResult(
          'place',
          `joins per second of transaction, ${name}, product over driver`,
          overDriver(transactions),
          { atLeast: 0.8 },
          detail,
        ),
      );
    }
    return results;
  } finally {
    await Promise.all([product.stop(), driver.stop()]);
  }
}
