import path from 'node:path';
import {
  boundedResult,
  compareArms,
  jsonRequest,
  runHttpLoad,
  startArm,
  type Arm,
  type BenchResult,
} from '@stageline/testing/bench';
import { APEX, body, path as url, SLUG } from './arms/payload.ts';

const ROUNDS = 7;
const REQUESTS = 6000;
const arm = (name: string) => path.join(import.meta.dirname, 'arms', `${name}.ts`);

/** CPU microseconds per request of one arm under one burst. */
async function cpuPerRequest(server: Arm, host: string, token: string): Promise<number> {
  const request = jsonRequest('POST', url, { host, authorization: `Bearer ${token}` }, body);
  const before = await server.cpuMicros();
  const statuses = await runHttpLoad({ port: server.port, request, requests: REQUESTS });
  const used = (await server.cpuMicros()) - before;
  if (statuses.get(200) !== REQUESTS) throw new Error(`Not every request succeeded: ${JSON.stringify([...statuses])}`);
  return used / REQUESTS;
}

/** Goals P1 and P2 (the pipeline against node:http and against Express) and P3 (10 against 10,000 tenants). */
export async function run(): Promise<BenchResult[]> {
  const quiet = { REQUEST_LOG: 'off' };
  const [bare, bareAgain, product, productQuiet, many, express] = await Promise.all([
    startArm(arm('bare-node')),
    startArm(arm('bare-node')),
    startArm(arm('product')),
    startArm(arm('product'), quiet),
    startArm(arm('product'), quiet),
    startArm(arm('express')),
  ]);
  const servers = [bare, bareAgain, product, productQuiet, many, express];
  try {
    await productQuiet.command('tenants', 10);
    await many.command('tenants', 10_000);
    const host = `${SLUG}.${APEX}`;
    const tokens = new Map<Arm, string>();
    for (const server of servers) tokens.set(server, String((await server.command('token')) ?? 'none'));
    const measure = (server: Arm) => () => cpuPerRequest(server, host, tokens.get(server)!);
    const arms = {
      bare: measure(bare),
      bareAgain: measure(bareAgain),
      product: measure(product),
      productQuiet: measure(productQuiet),
      productManyTenants: measure(many),
      express: measure(express),
    };
    await compareArms(arms, 2);
    const { bare: floor, bareAgain: same, ...rest } = await compareArms(arms, ROUNDS);
    const micros = Object.fromEntries(
      Object.entries({ bare: floor, bareAgain: same, ...rest }).map(([name, { median }]) => [
        name,
        Math.round(median * 10) / 10,
      ]),
    );
    const detail = { cpuMicrosPerRequest: micros, noiseAA: Math.round((same.median / floor.median) * 1000) / 1000 };
    return [
      boundedResult(
        'P1',
        'CPU per request without the log line, over node:http',
        rest.productQuiet.median / floor.median,
        { atMost: 1.35 },
        detail,
      ),
      boundedResult(
        'P1',
        'CPU per request with the log line, over node:http',
        rest.product.median / floor.median,
        { atMost: 2 },
        detail,
      ),
      boundedResult(
        'P2',
        'Express + jsonwebtoken(KeyObject) + zod + pino, over the product',
        rest.express.median / rest.product.median,
        { atLeast: 2.5 },
        detail,
      ),
      boundedResult(
        'P3',
        '10,000 tenants over 10',
        rest.productManyTenants.median / rest.productQuiet.median,
        { atMost: 1.1 },
        detail,
      ),
    ];
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}
