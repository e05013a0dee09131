import path from 'node:path';
import {
  boundedResult,
  compareArms,
  jsonRequest,
  median,
  runHttpLoad,
  startArm,
  type Arm,
  type BenchResult,
} from '@stageline/testing/bench';
import { APEX } from './arms/payload.ts';
import { nextForm, type Burst, type BurstCost } from './arms/registration-load.ts';

const ROUNDS = 5;
const SITES = 16;
const arm = (name: string) => startArm(path.join(import.meta.dirname, 'arms', `registration-${name}.ts`));

/** Sixteen at a time on one site, where they all raise one counter, or one at a time on each of sixteen sites. */
const loads = {
  'one site': { count: 320, sites: 1, inFlightPerSite: 16 },
  'sixteen sites': { count: 320, sites: SITES, inFlightPerSite: 1 },
} as const satisfies Record<string, Burst>;

const burst = (server: Arm, load: Burst) => server.command('burst', load) as Promise<BurstCost>;

/** The service against the driver: registrations per second, and CPU time in our process beside it. */
async function compareServices(product: Arm, driver: Arm): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const [name, load] of Object.entries(loads)) {
    const cpu: Record<string, number[]> = { product: [], driver: [], driverAgain: [] };
    const measure = (armName: string, server: Arm) => async () => {
      const cost = await burst(server, load);
      cpu[armName]?.push(cost.cpuMicrosEach);
      return cost.perSecond;
    };
    const rates = await compareArms(
      {
        product: measure('product', product),
        driver: measure('driver', driver),
        driverAgain: measure('driverAgain', driver),
      },
      ROUNDS,
    );
    const ratio = median(rates.product.rounds.map((rate, round) => rate / rates.driver.rounds[round]!));
    const detail = {
      perSecond: Object.fromEntries(Object.entries(rates).map(([each, { median: rate }]) => [each, Math.round(rate)])),
      cpuMicrosEach: Object.fromEntries(
        Object.entries(cpu).map(([each, rounds]) => [each, Math.round(median(rounds))]),
      ),
      noiseAA: Math.round((rates.driverAgain.median / rates.driver.median) * 1000) / 1000,
    };
    results.push(
      boundedResult(
        'registration',
        `rate, ${name}, 16 in flight, product over driver`,
        ratio,
        { atLeast: 0.8 },
        detail,
      ),
    );
  }
  return results;
}

/** CPU microseconds of one registration over HTTP, one site in turn after the other. */
async function cpuOverHttp(server: Arm): Promise<number> {
  const count = 320;
  const before = await server.cpuMicros();
  const statuses = await runHttpLoad({
    port: server.port,
    requests: count,
    connections: SITES,
    request: (index) => {
      const headers = { host: `site-${index % SITES}.${APEX}`, 'x-forwarded-for': `10.0.${index >> 6}.${index & 63}` };
      return jsonRequest('POST', '/api/v1/registrations', headers, nextForm('http'));
    },
  });
  if (statuses.get(201) !== count)
    throw new Error(`Not every registration succeeded: ${JSON.stringify([...statuses])}`);
  return ((await server.cpuMicros()) - before) / count;
}

/** Registration: the product against the same writes by hand, and the whole route against Fastify and Express. */
export async function run(): Promise<BenchResult[]> {
  // The product first: it makes the collections and indexes that all of them write to.
  const product = await arm('product');
  const servers = [product, ...(await Promise.all([arm('driver'), arm('express')]))];
  const [, driver, express] = servers as [Arm, Arm, Arm];
  try {
    for (const load of Object.values(loads)) for (const server of [product, driver]) await burst(server, load);
    const services = await compareServices(product, driver);
    const routes = {
      product: () => cpuOverHttp(product),
      fastify: () => cpuOverHttp(driver),
      express: () => cpuOverHttp(express),
    };
    await compareArms(routes, 1);
    const costs = await compareArms(routes, ROUNDS);
    const detail = {
      cpuMicrosEach: Object.fromEntries(
        Object.entries(costs).map(([name, { median: cost }]) => [name, Math.round(cost)]),
      ),
    };
    return [
      ...services,
      boundedResult(
        'registration',
        'CPU per POST, product over bare Fastify + driver',
        costs.product.median / costs.fastify.median,
        { atMost: 1.25 },
        detail,
      ),
      boundedResult(
        'registration',
        'CPU per POST, Express + mongoose over product',
        costs.express.median / costs.product.median,
        { atLeast: 1.5 },
        detail,
      ),
    ];
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}
