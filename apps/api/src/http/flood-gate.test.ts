import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { defineOperation, publicAccess, type Problem } from '@stageline/contracts';
import { createLogger, newId, systemClock } from '@stageline/platform';
import { afterFile, eventually } from '@stageline/testing';
import { Redis } from 'ioredis';
import { buildApp } from '../app.ts';
import { createMemorySessions } from '../testing/memory-sessions.ts';
import type { HostFacts } from './hosts.ts';
import { createRateLimiter } from './rate-limit.ts';
import { route } from './route.ts';

const APEX = 'stage.test';
const POINTS = 3;
const tenants = new Map<string, HostFacts>(
  ['a', 'b'].map((slug) => [
    `${slug}.${APEX}`,
    { kind: 'tenant', tenant: { id: newId('tnt'), slug, url: `http://${slug}.${APEX}`, status: 'active' } },
  ]),
);
const lines: string[] = [];
/** One connection for all requests: the gate goes by connections. */
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let port = 0;

beforeAll(async () => {
  const redis = new Redis({ lazyConnect: true });
  const hello = defineOperation({
    id: 'hello',
    method: 'POST',
    path: '/api/v1/hello',
    host: 'tenant',
    access: publicAccess,
    summary: 'hello',
    status: 204,
  });
  const { http } = await buildApp({
    config: { APEX, JWT_SECRET: 'x'.repeat(40), PUBLIC_SCHEME: 'https', TRUSTED_PROXIES: ['127.0.0.1'] },
    logger: createLogger({ service: 'test', level: 'info', stream: { write: (line) => lines.push(line) } }),
    clock: systemClock,
    hosts: { peek: (host) => tenants.get(host), resolve: async () => ({ kind: 'unknown' }) },
    rateLimiter: createRateLimiter(redis, { points: POINTS, perSeconds: 1 }),
    sessions: createMemorySessions(['rep']).store,
    uploadCheck: null,
    modules: [{ name: 'test', routes: [route(hello, async () => undefined)] }],
    ready: async () => ({ ok: true, checks: {} }),
  });
  await http.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = http.server.address() as AddressInfo);
  afterFile(async () => {
    agent.destroy();
    await http.close();
    redis.disconnect();
  });
});

/** A request of a site by a caller, as the trusted proxy hands it on. */
function send(
  caller: string,
  slug = 'a',
  path = '/api/v1/hello',
): Promise<{ status: number; headers: Record<string, unknown>; body: unknown }> {
  return new Promise((resolve, reject) => {
    const headers = { host: 'proxy.internal', 'x-forwarded-host': `${slug}.${APEX}`, 'x-forwarded-for': caller };
    const sent = request({ port, agent, method: path === '/healthz' ? 'GET' : 'POST', path, headers }, (response) => {
      const { statusCode = 0 } = response;
      const answer = { status: statusCode, headers: response.headers };
      if (statusCode === 204) response.resume().once('end', () => resolve({ ...answer, body: null }));
      else json(response).then((body) => resolve({ ...answer, body }), reject);
    });
    sent.once('error', reject);
    sent.end();
  });
}
const statuses = async (count: number, caller: string, slug?: string): Promise<number[]> => {
  const all: number[] = [];
  for (let index = 0; index < count; index += 1) all.push((await send(caller, slug)).status);
  return all;
};

describe('a caller over the general limit', () => {
  it('is refused on and on with the same problem and headers, and with one line in the log', async () => {
    expect(await statuses(POINTS, '10.0.0.1')).toEqual([204, 204, 204]);
    lines.length = 0;
    const [first, ...others] = [await send('10.0.0.1'), await send('10.0.0.1'), await send('10.0.0.1')];
    const { requestId, ...problem } = first!.body as Problem;
    expect(problem).toMatchObject({ status: 429, code: 'too-many-requests', retryable: true });
    const ids = new Set([requestId]);
    for (const { status, headers, body } of others) {
      const { requestId: own, ...rest } = body as Problem;
      expect([status, rest]).toEqual([429, problem]);
      ids.add(own);
      const { date: _, connection: __, 'keep-alive': ___, 'content-length': ____, ...shown } = headers;
      expect(shown).toEqual({
        'content-type': first!.headers['content-type'],
        'x-content-type-options': 'nosniff',
        'strict-transport-security': first!.headers['strict-transport-security'],
        'retry-after': '1',
      });
    }
    // Each has an id of its own, which somebody who asks about it can name.
    expect([ids.size, ids.has(undefined)]).toEqual([3, false]);
    expect(lines.map((line) => (JSON.parse(line) as { requestId: string; status: number }).requestId)).toEqual([
      requestId,
    ]);
  });

  it('leaves to others who come on the same connection what is theirs: other callers, other sites', async () => {
    expect((await statuses(POINTS + 2, '10.0.0.2')).slice(-2)).toEqual([429, 429]);
    expect(await statuses(POINTS, '10.0.0.3')).toEqual([204, 204, 204]);
    expect(await statuses(POINTS, '10.0.0.2', 'b')).toEqual([204, 204, 204]);
    expect(await statuses(2, '10.0.0.2')).toEqual([429, 429]);
  });

  it('is told of our health all the same: a proxy may ask on their connection', async () => {
    expect((await statuses(POINTS + 2, '10.0.0.5')).slice(-2)).toEqual([429, 429]);
    expect((await send('10.0.0.5', 'a', '/healthz')).status).toBe(200);
    expect((await send('10.0.0.5')).status).toBe(429);
  });

  it('is served again when the window has passed', async () => {
    expect((await statuses(POINTS + 2, '10.0.0.4')).slice(-2)).toEqual([429, 429]);
    await eventually(async () => (await send('10.0.0.4')).status === 204);
  });
});
