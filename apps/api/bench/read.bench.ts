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
import type { ListArm } from './arms/read.ts';
import type { RouteReads } from './arms/read-routes.ts';

const ROUNDS = 7;
/** The page that a client gets when it names no size, and the row that tells of a next one. */
const PAGE = 51;
const rounded = (value: number, digits = 3) => Number(value.toFixed(digits));

/** P4 and P5: the repository against the driver and against hydrated documents, one process, in turn. */
async function listCosts(): Promise<BenchResult[]> {
  const arm = await startArm(path.join(import.meta.dirname, 'arms/read.ts'));
  try {
    const cpu = (name: ListArm, limit: number) => async () => (await arm.command('cpu-of', { name, limit })) as number;
    const page = { repository: cpu('repository', PAGE), native: cpu('native', PAGE), nativeAgain: cpu('native', PAGE) };
    const hundred = { repository: cpu('repository', 100), hydrated: cpu('hydrated', 100), native: cpu('native', 100) };
    await compareArms(page, 2);
    const pages = await compareArms(page, ROUNDS);
    await compareArms(hundred, 2);
    const hundreds = await compareArms(hundred, ROUNDS);
    const heap = await compareArms(
      {
        repository: async () => (await arm.command('heap-of', { name: 'repository', limit: 100 })) as number,
        hydrated: async () => (await arm.command('heap-of', { name: 'hydrated', limit: 100 })) as number,
      },
      5,
    );
    const over = (costs: typeof pages, name: 'repository' | 'nativeAgain') =>
      median(costs[name].rounds.map((cost, round) => cost / costs.native.rounds[round]!));
    const micros = (costs: Record<string, { median: number }>) =>
      Object.fromEntries(Object.entries(costs).map(([name, { median: cost }]) => [name, Math.round(cost)]));
    return [
      boundedResult(
        'P4',
        'CPU of a page of 50, repository over a native query',
        over(pages, 'repository'),
        { atMost: 1.1 },
        {
          cpuMicrosPerList: micros(pages),
          noiseAA: rounded(over(pages, 'nativeAgain')),
        },
      ),
      boundedResult(
        'P5',
        'CPU of 100 leads, hydrated mongoose over the repository',
        hundreds.hydrated.median / hundreds.repository.median,
        { atLeast: 2.8 },
        {
          cpuMicrosPerList: micros(hundreds),
        },
      ),
      boundedResult(
        'P5',
        'heap of 100 leads, hydrated mongoose over the repository',
        heap.hydrated.median / heap.repository.median,
        { atLeast: 3.5 },
        {
          bytesPerList: micros(heap),
        },
      ),
    ];
  } finally {
    await arm.stop();
  }
}

/** CPU microseconds of a page of 50 leads over HTTP. */
async function cpuOverHttp(server: Arm, token: string): Promise<number> {
  const requests = 300;
  const before = await server.cpuMicros();
  const statuses = await runHttpLoad({
    port: server.port,
    requests,
    request: (index) => {
      const headers = {
        host: `busy.${APEX}`,
        authorization: `Bearer ${token}`,
        'x-forwarded-for': `10.1.0.${index & 127}`,
      };
      return jsonRequest('GET', '/api/v1/leads?limit=50', headers);
    },
  });
  if (statuses.get(200) !== requests) throw new Error(`Not every page came: ${JSON.stringify([...statuses])}`);
  return ((await server.cpuMicros()) - before) / requests;
}

/** The same page of leads over HTTP: the product, bare Fastify with the driver, Express with mongoose. */
async function pageOverHttp(): Promise<BenchResult[]> {
  const product = await startArm(path.join(import.meta.dirname, 'arms/read.ts'));
  const peer = async (name: string) => {
    const tenant = String(await product.command('tenant'));
    return startArm(path.join(import.meta.dirname, 'arms/read-peers.ts'), { PEER: name, TENANT_ID: tenant });
  };
  const servers = { product, fastify: await peer('fastify'), express: await peer('express') };
  try {
    const measure = async (server: Arm) => {
      const token = String(await server.command('token'));
      return () => cpuOverHttp(server, token);
    };
    const arms = {
      product: await measure(servers.product),
      fastify: await measure(servers.fastify),
      express: await measure(servers.express),
    };
    await compareArms(arms, 2);
    const costs = await compareArms(arms, ROUNDS);
    const detail = {
      cpuMicrosEach: Object.fromEntries(
        Object.entries(costs).map(([name, { median: cost }]) => [name, Math.round(cost)]),
      ),
    };
    const over = (name: 'fastify' | 'express') => costs[name].median / costs.product.median;
    return [
      boundedResult(
        'read',
        'CPU per page of 50 leads, bare Fastify + driver over product',
        over('fastify'),
        { atLeast: 0.8 },
        detail,
      ),
      boundedResult(
        'read',
        'CPU per page of 50 leads, Express + mongoose over product',
        over('express'),
        { atLeast: 2.5 },
        detail,
      ),
    ];
  } finally {
    await Promise.all(Object.values(servers).map((server) => server.stop()));
  }
}

/** P6 and P7: every read that a route sends, explained and counted; and the route against Fastify and Express. */
async function routeReads(): Promise<BenchResult[]> {
  const arm = await startArm(path.join(import.meta.dirname, 'arms/read-routes.ts'));
  try {
    const routes = (await arm.command('reads')) as RouteReads[];
    const lists = routes.filter(({ kind }) => kind === 'list' || kind === 'board');
    const explained = lists.flatMap(({ name, kind, queries }) =>
      queries.filter(({ isCount }) => kind === 'list' || !isCount).map((query) => ({ name, ...query })),
    );
    const boardMs = median((await arm.command('board-times')) as number[]);
    const ratioOf = ({ examined, returned }: { examined: number; returned: number }) =>
      examined / Math.max(1, returned);
    const worst = explained.reduce((left, right) => (ratioOf(right) > ratioOf(left) ? right : left));
    const hot = routes.filter(({ hot: isHot }) => isHot);
    const reads = Object.fromEntries(routes.map(({ name, queries }) => [name, queries.length]));
    return [
      boundedResult(
        'P6',
        `documents examined per returned, the worst of ${explained.length} list queries`,
        ratioOf(worst),
        { atMost: 1.1 },
        {
          worst,
          queries: explained.map(
            ({ name, collection, examined, returned }) => `${name} ${collection} ${examined}/${returned}`,
          ),
        },
      ),
      boundedResult('board', 'milliseconds of a board page of 10,000 leads', boardMs, { atMost: 100 }, {}),
      boundedResult(
        'P7',
        'reads of a hot route, the most of them',
        Math.max(...hot.map(({ queries }) => queries.length)),
        { atMost: 1 },
        { reads },
      ),
      boundedResult(
        'P7',
        'reads for tenant and authorisation once warm',
        // `me` answers the membership itself.
        Math.max(
          ...hot
            .filter(({ name }) => !name.endsWith(': me'))
            .map(
              ({ queries }) =>
                queries.filter(({ collection }) =>
                  /^(tenants|tenantdomains|accounts|memberships|platformadmins)$/.test(collection),
                ).length,
            ),
        ),
        { atMost: 0 },
        { hot: hot.map(({ name }) => name) },
      ),
    ];
  } finally {
    await arm.stop();
  }
}

/** Goals P4 to P7: what reads cost, and that the database looks at no more than it answers. */
export async function run(): Promise<BenchResult[]> {
  return [...(await listCosts()), ...(await pageOverHttp()), ...(await routeReads())];
}
