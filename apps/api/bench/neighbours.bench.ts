import {
  boundedResult,
  compareArms,
  jsonRequest,
  median,
  percentile,
  runHttpLoad,
  runPacedLoad,
  type BenchResult,
} from '@stageline/testing/bench';
import { APEX } from './arms/payload.ts';
import { mediansOf, roundsOf, startWholeApi, visit } from './arms/visits.ts';

const ROUNDS = 5;
/** Of one address on one site, in ten seconds (`container.ts`). */
const GENERAL_LIMIT = 600;

/** P30: one site's visitor sends ten times their limit; another site's visitors must not feel it. */
async function noisyTenant(): Promise<BenchResult[]> {
  const server = await startWholeApi('noisy');
  try {
    await server.command('grow', 2);
    const quietVisit = (index: number) => visit('noisy', 1, index);
    const noise = jsonRequest('GET', '/api/v1/site', { host: `noisy-0.${APEX}`, 'x-forwarded-for': '10.9.9.9' });
    const alone = { port: server.port, perSecond: 150, seconds: 3 };
    const flood = { port: server.port, perSecond: GENERAL_LIMIT, seconds: 3, request: () => noise };
    const quiet = async () => percentile((await runPacedLoad({ ...alone, request: quietVisit })).latenciesMs, 0.99);
    const beside = async () => (await Promise.all([quiet(), runPacedLoad(flood)]))[0];
    await compareArms({ quiet, beside }, 1);
    const p99 = await compareArms({ quiet, beside, quietAgain: quiet }, ROUNDS);

    const refused = 6000;
    const costs: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      await runHttpLoad({ port: server.port, requests: GENERAL_LIMIT + 100, request: noise });
      const before = await server.cpuMicros();
      const statuses = await runHttpLoad({ port: server.port, requests: refused, request: noise, awake: true });
      costs.push(((await server.cpuMicros()) - before) / refused);
      if ((statuses.get(429) ?? 0) < refused * 0.85)
        throw new Error(`Too few refusals: ${JSON.stringify([...statuses])}`);
    }
    const ratio = (over: 'beside' | 'quietAgain') => p99[over].median / p99.quiet.median;
    const detail = {
      p99Ms: mediansOf(p99),
      p99MsOfRounds: roundsOf(p99),
      noiseAA: Math.round(ratio('quietAgain') * 100) / 100,
    };
    return [
      boundedResult(
        'P30',
        'p99 of a quiet site beside a noisy one, over alone',
        ratio('beside'),
        { atMost: 1.5 },
        detail,
      ),
      boundedResult('P30', 'CPU microseconds of a refusal', median(costs), { atMost: 30 }, detail),
    ];
  } finally {
    await server.stop();
  }
}

/** P28: twenty log-ins a second, each of which keeps a core busy for 25 ms. */
async function logInStorm(): Promise<BenchResult[]> {
  const server = await startWholeApi('storm');
  try {
    await server.command('grow', 1);
    const owners = (await server.command('owned')) as { host: string; email: string }[];
    const logIn = (index: number): Buffer => {
      const { host, email } = owners[index % owners.length]!;
      const headers = { host, 'x-forwarded-for': `10.8.${(index >> 8) & 255}.${index & 255}` };
      return jsonRequest('POST', '/api/v1/auth/log-in', headers, { email, password: 'correct horse battery' });
    };
    let caller = 0;
    const idle = async () => {
      const load = { port: server.port, perSecond: 100, seconds: 3, request: () => visit('storm', 0, caller++) };
      return percentile((await runPacedLoad(load)).latenciesMs, 0.99);
    };
    let first = 0;
    const storm = async () => {
      const offset = first;
      first += 60;
      const load = { port: server.port, perSecond: 20, seconds: 3, request: (index: number) => logIn(offset + index) };
      const [p99, { statuses }] = await Promise.all([idle(), runPacedLoad(load)]);
      if ((statuses.get(200) ?? 0) < 57) throw new Error(`Log-ins failed: ${JSON.stringify([...statuses])}`);
      return p99;
    };
    await compareArms({ idle, storm }, 1);
    const p99 = await compareArms({ idle, storm, idleAgain: idle }, ROUNDS);
    const ratio = (over: 'storm' | 'idleAgain') => p99[over].median / p99.idle.median;
    const detail = {
      p99Ms: mediansOf(p99),
      p99MsOfRounds: roundsOf(p99),
      noiseAA: Math.round(ratio('idleAgain') * 100) / 100,
    };
    return [
      boundedResult(
        'P28',
        'p99 of a visit during 20 log-ins a second, over idle',
        ratio('storm'),
        { atMost: 3 },
        detail,
      ),
    ];
  } finally {
    await server.stop();
  }
}

/** Goals P28 and P30: what one tenant may cost the others. */
export async function run(): Promise<BenchResult[]> {
  return [...(await noisyTenant()), ...(await logInStorm())];
}
