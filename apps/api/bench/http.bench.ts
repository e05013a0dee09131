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
  type Comparison,
} from '@stageline/testing/bench';
import { APEX, body, path as url, SLUG } from './arms/payload.ts';

/** What V8 makes of the code differs from process to process by up to 10 %, for as long as it lives: so several of each. */
const STARTS = 3;
const ROUNDS = 4;
/** Until a process has compiled its code. */
const WARM_UP_ROUNDS = 3;
/** Requests of one burst that count, and those before them: who waited for its turn has lost the processor's caches. */
const REQUESTS = 6000;
const WARM_UP_REQUESTS = 6000;
const HOST = `${SLUG}.${APEX}`;

interface ArmOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly tenants?: number;
}

/** CPU microseconds per request of one process under one burst. */
async function cpuPerRequest(server: Arm, token: string): Promise<number> {
  const request = jsonRequest('POST', url, { host: HOST, authorization: `Bearer ${token}` }, body);
  await runHttpLoad({ port: server.port, request, requests: WARM_UP_REQUESTS, awake: true });
  const before = await server.cpuMicros();
  const statuses = await runHttpLoad({ port: server.port, request, requests: REQUESTS, awake: true });
  const used = (await server.cpuMicros()) - before;
  if (statuses.get(200) !== REQUESTS) throw new Error(`Not every request succeeded: ${JSON.stringify([...statuses])}`);
  return used / REQUESTS;
}

/** Starts an arm; what it returns measures one burst. */
async function startServer(name: string, { environment, tenants }: ArmOptions = {}) {
  const server = await startArm(path.join(import.meta.dirname, 'arms', `${name}.ts`), environment);
  if (tenants !== undefined) await server.command('tenants', tenants);
  // The floor reads no token, but it gets as many bytes.
  const token = String((await server.command('token')) ?? 'x'.repeat(320));
  return { measure: () => cpuPerRequest(server, token), stop: () => server.stop() };
}

const quiet = { REQUEST_LOG: 'off' };
const armOptions = {
  bare: ['bare-node'],
  bareAgain: ['bare-node'],
  product: ['product'],
  productQuiet: ['product', { environment: quiet, tenants: 10 }],
  productManyTenants: ['product', { environment: quiet, tenants: 10_000 }],
  express: ['express'],
} as const satisfies Record<string, Parameters<typeof startServer>>;
type ArmName = keyof typeof armOptions;
const armNames = Object.keys(armOptions) as ArmName[];

/** Some rounds with fresh processes, few enough at a time that none waits long for its turn. */
async function measureOnce(): Promise<Comparison<ArmName>> {
  const started = await Promise.all(
    armNames.map((name) => startServer(...(armOptions[name] as [string, ArmOptions?]))),
  );
  try {
    const arms = Object.fromEntries(armNames.map((name, index) => [name, started[index]!.measure]));
    await compareArms(arms, WARM_UP_ROUNDS);
    return (await compareArms(arms, ROUNDS)) as Comparison<ArmName>;
  } finally {
    await Promise.all(started.map((server) => server.stop()));
  }
}

/** Goals P1 and P2 (the pipeline against node:http and against Express) and P3 (10 against 10,000 tenants). */
export async function run(): Promise<BenchResult[]> {
  const parts: Comparison<ArmName>[] = [];
  for (let start = 0; start < STARTS; start += 1) parts.push(await measureOnce());
  const cost = (name: ArmName) => median(parts.flatMap((part) => part[name].rounds));
  const detail = {
    cpuMicrosPerRequest: Object.fromEntries(armNames.map((name) => [name, Math.round(cost(name) * 10) / 10])),
    byStart: Object.fromEntries(
      armNames.map((name) => [name, parts.map((part) => Math.round(part[name].median * 10) / 10)]),
    ),
    noiseAA: Math.round((cost('bareAgain') / cost('bare')) * 1000) / 1000,
  };
  return [
    boundedResult(
      'P1',
      'CPU per request without the log line, over node:http',
      cost('productQuiet') / cost('bare'),
      { atMost: 1.35 },
      detail,
    ),
    boundedResult(
      'P1',
      'CPU per request with the log line, over node:http',
      cost('product') / cost('bare'),
      { atMost: 2 },
      detail,
    ),
    boundedResult(
      'P2',
      'Express + jsonwebtoken(KeyObject) + zod + pino, over the product',
      cost('express') / cost('product'),
      { atLeast: 2.5 },
      detail,
    ),
    boundedResult(
      'P3',
      '10,000 tenants over 10',
      cost('productManyTenants') / cost('productQuiet'),
      { atMost: 1.1 },
      detail,
    ),
  ];
}
