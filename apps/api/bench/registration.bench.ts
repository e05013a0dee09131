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

const ROUNDS = 9;
/** Bursts before the first that counts: a long-running process has compiled what it runs often. */
const WARM_BURSTS = 3;
const ROUTE_ROUNDS = 3;
const SITES = 16;
const arm = (name: string) => startArm(path.join(import.meta.dirname, 'arms', `registration-${name}.ts`));

/** Long enough that the garbage of a burst is collected in it and not after it. */
const COUNT = 800;

/** Sixteen at a time on one site, or one at a time on each of sixteen sites. */
const loads = {
  'one site': { count: COUNT, sites: 1, inFlightPerSite: 16 },
  'sixteen sites': { count: COUNT, sites: SITES, inFlightPerSite: 1 },
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

/** CPU microseconds of one registration over HTTP, sixteen at a time, the sites in turn. */
async function cpuOverHttp(server: Arm, sites: number): Promise<number> {
  const count = COUNT;
  const before = await server.cpuMicros();
  const statuses = await runHttpLoad({
    port: server.port,
    requests: count,
    connections: SITES,
    request: (index) => {
      const headers = { host: `site-${index % sites}.${APEX}`, 'x-forwarded-for': `10.0.${index >> 6}.${index & 63}` };
      return jsonRequest('POST', '/api/v1/registrations', headers, nextForm('http'));
    },
  });
  if (statuses.get(201) !== count)
    throw new Error(`Not every registration succeeded: ${JSON.stringify([...statuses])}`);
  return ((await server.cpuMicros()) - before) / count;
}

/** The whole route against the same writes behind Fastify and Express. */
async function compareRoutes(product: Arm, driver: Arm, express: Arm): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const [name, { sites }] of Object.entries(loads)) {
    const routes = {
      product: () => cpuOverHttp(product, sites),
      fastify: () => cpuOverHttp(driver, sites),
      express: () => cpuOverHttp(express, sites),
    };
    await compareArms(routes, 1);
    const costs = await compareArms(routes, ROUTE_ROUNDS);
    const detail = {
      cpuMicrosEach: Object.fromEntries(
        Object.entries(costs).map(([each, { median: cost }]) => [each, Math.round(cost)]),
      ),
    };
    const over = (peer: 'fastify' | 'express') => costs[peer].median / costs.product.median;
    results.push(
      boundedResult(
        'registration',
        `CPU per POST, ${name}, bare Fastify + driver over product`,
        over('fastify'),
        { atLeast: 0.8 },
        detail,
      ),
      boundedResult(
        'registration',
        `CPU per POST, ${name}, Express + mongoose over product`,
        over('express'),
        { atLeast: 1 },
        detail,
      ),
    );
  }
  return results;
}

/** Registration: the product against the same writes by hand, and the whole route against Fastify and Express. */
export async function run(): Promise<BenchResult[]> {
  // The product first: it makes the collections and indexes that all of them write to.
  const product = await arm('product');
  const servers = [product, ...(await Promise.all([arm('driver'), arm('express')]))];
  const [, driver, express] = servers as [Arm, Arm, Arm];
  try {
    for (let round = 0; round < WARM_BURSTS; round += 1)
      for (const load of Object.values(loads)) for (const server of [product, driver]) await burst(server, load);
    await driver.command('holdToTheProduct');
    return [...(await compareServices(product, driver)), ...(await compareRoutes(product, driver, express))];
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}
