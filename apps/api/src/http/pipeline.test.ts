import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  defineOperation,
  memberAccess,
  ProblemError,
  publicAccess,
  TenantId,
  type AccountId,
  type MembershipId,
  type OperationDefinition,
  type Problem,
} from '@stageline/contracts';
import { createLogger, newId, systemClock } from '@stageline/platform';
import { connectRedis } from '@stageline/platform/redis';
import { currentTenantId } from '@stageline/tenancy';
import { createMemorySessions } from '../testing/memory-sessions.ts';
import { afterFile, testRedis } from '@stageline/testing';
import type { InjectOptions } from 'fastify';
import { z } from 'zod';
import { buildApp, type App } from '../app.ts';
import { canonicalHost } from './host-name.ts';
import type { HostFacts, HostResolver } from './hosts.ts';
import { createRateLimiter } from './rate-limit.ts';
import { route, type RouteBinding } from './route.ts';
import type { WebhookBinding } from './webhook.ts';

const APEX = 'stage.test';
const tenantA = newId('tnt');
const tenantB = newId('tnt');
const suspended = newId('tnt');
const accountId: AccountId = newId('acc');
const membershipId: MembershipId = newId('mem');

const facts = (id: TenantId, slug: string, status: 'active' | 'suspended' = 'active'): HostFacts => ({
  kind: 'tenant',
  tenant: { id, slug, url: `http://${slug}.${APEX}`, status },
});
const knownHosts: Readonly<Record<string, HostFacts>> = {
  [APEX]: { kind: 'platform' },
  [`admin.${APEX}`]: { kind: 'admin' },
  [`a.${APEX}`]: facts(tenantA, 'a'),
  [`b.${APEX}`]: facts(tenantB, 'b'),
  [`gone.${APEX}`]: facts(suspended, 'gone', 'suspended'),
};
const hosts: HostResolver = {
  peek: (host) => knownHosts[canonicalHost(host)] ?? { kind: 'unknown' },
  resolve: async (host) => knownHosts[canonicalHost(host)] ?? { kind: 'unknown' },
};

const operation = (id: string, more: Partial<OperationDefinition> = {}) =>
  defineOperation({
    id,
    method: 'POST',
    path: `/api/v1/${id}`,
    host: 'tenant',
    access: publicAccess,
    summary: id,
    ...more,
  } as OperationDefinition);

const echoBody = z.strictObject({ name: z.string().min(2), nested: z.strictObject({ age: z.int() }).optional() });
const answer = z.object({ name: z.string() });
const signIn = (tenantId: TenantId): RouteBinding =>
  route(operation(`sign-in-${tenantId}`, { status: 204 }), ({ session }) =>
    session.startMember({ accountId, membershipId, tenantId, sessionVersion: 1, strong: false }),
  );

const routes: RouteBinding[] = [
  route(operation('half-a-file', { consumes: 'multipart/form-data', status: 204 }), async ({ fileStream }) => {
    const { content } = await fileStream(1000);
    await content[Symbol.asyncIterator]().next();
  }),
  route(operation('echo', { body: echoBody, response: answer }), async ({ body }) => ({
    ...(body as { name: string }),
    secret: 'never leaves',
  })),
  route(operation('whoami', { method: 'GET', access: memberAccess(), response: answer }), async () => ({
    name: currentTenantId(),
  })),
  route(operation('owners', { access: memberAccess('team.manage'), status: 204 }), async () => undefined),
  route(
    operation('limited', { rateLimit: { points: 2, perSeconds: 60, by: 'ip' }, status: 204 }),
    async () => undefined,
  ),
  route(operation('breaks', { status: 204 }), async () => {
    throw new Error('a secret of ours');
  }),
  route(operation('store-away', { status: 204 }), async () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED'), { name: 'MongoServerSelectionError' });
    throw new Error('could not be read', { cause });
  }),
  route(operation('busy', { status: 204 }), async () => {
    throw new ProblemError('too-many-requests');
  }),
  route(
    operation('things', {
      method: 'GET',
      path: '/api/v1/things/:thingId',
      params: z.strictObject({ thingId: TenantId }),
    }),
    async () => undefined,
  ),
  route(operation('conflicts', { status: 204 }), async () => {
    throw new ProblemError('conflict');
  }),
  route(operation('platform-only', { host: 'platform', method: 'GET', response: answer }), async () => ({ name: 'p' })),
  signIn(tenantA),
  // What is closed goes by its name.
  route({ ...operation('new-thing', { status: 204 }), id: 'sessions.create' }, async () => undefined),
];

const webhook: WebhookBinding = {
  ...{ id: 'test.told', host: 'platform', path: '/api/v1/told', maxBytes: 100 },
  refusals: { points: 2, perSeconds: 60 },
  handle: async ({ headers }) => {
    if (headers['x-proof'] === undefined) throw new ProblemError('unauthenticated');
    if (headers['x-proof'] === 'nobody') throw new ProblemError('not-found');
  },
};

let app: App;
let isAlive = true;
/** Whether site A owes. */
let isRestricted = false;

beforeAll(async () => {
  const redis = await connectRedis((await testRedis()).url, { name: 'pipeline-test' });
  app = await buildApp({
    config: { APEX, JWT_SECRET: 'x'.repeat(40), PUBLIC_SCHEME: 'http', TRUSTED_PROXIES: [] },
    logger: createLogger({ service: 'test', level: 'silent' }),
    clock: systemClock,
    hosts,
    rateLimiter: createRateLimiter(redis, { points: 1000, perSeconds: 10 }),
    sessions: createMemorySessions(['rep'], () => isAlive).store,
    uploadCheck: null,
    modules: [{ name: 'test', routes, webhooks: [webhook] }],
    ready: async () => ({ ok: true, checks: {} }),
    async assertUnrestricted() {
      if (isRestricted && currentTenantId() === tenantA) throw new ProblemError('site-restricted');
    },
  });
  afterFile(async () => {
    await app.http.close();
    redis.disconnect();
  });
});

async function call(host: string, options: InjectOptions) {
  const response = await app.http.inject({ ...options, headers: { host, ...options.headers } });
  return {
    status: response.statusCode,
    headers: response.headers,
    body: response.body ? response.json<Problem>() : null,
  };
}
const post = (host: string, path: string, payload: unknown = {}, headers: Record<string, string> = {}) =>
  call(host, { method: 'POST', url: `/api/v1/${path}`, payload: payload as object, headers });

/** Sends lines as they are, for what no client library would send, and reads the whole answer. */
async function rawRequest(lines: string[]): Promise<string> {
  if (!app.http.server.listening) await app.http.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.http.server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  return text(socket);
}
/** The access token of a rep. */
async function cookieOf(tenantId: TenantId): Promise<string> {
  const { headers } = await post(`a.${APEX}`, `sign-in-${tenantId}`);
  return String(headers['set-cookie']).split(';')[0]!;
}

describe('files', () => {
  it('K-14 an operation does not answer that it took a file that it did not read to its end', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const file = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\nName\r\n--x--\r\n';
    expect(await post(`a.${APEX}`, 'half-a-file', file, headers)).toMatchObject({ status: 500 });
  });
});

describe('a site that owes', () => {
  it('D-10 is refused what makes something new, and nothing else; other sites notice nothing', async () => {
    isRestricted = true;
    expect(await post(`a.${APEX}`, 'new-thing')).toMatchObject({ status: 402, body: { code: 'site-restricted' } });
    expect((await post(`a.${APEX}`, 'echo', { name: 'Ann' })).status).toBe(200);
    expect((await post(`b.${APEX}`, 'new-thing')).status).toBe(204);
    isRestricted = false;
    expect((await post(`a.${APEX}`, 'new-thing')).status).toBe(204);
  });
});

describe('hosts', () => {
  it('A-03 an unknown host is a neutral 404, the same as a suspended one', async () => {
    const [unknown, gone] = await Promise.all([post(`nobody.${APEX}`, 'echo'), post(`gone.${APEX}`, 'echo')]);
    for (const response of [unknown, gone])
      expect(response).toMatchObject({ status: 404, body: { code: 'not-found' } });
    const { requestId: _a, ...left } = unknown.body!;
    const { requestId: _b, ...right } = gone.body!;
    expect(left).toEqual(right);
  });

  it('A-03 X-Forwarded-Host is not believed from a stranger', async () => {
    const response = await post(`nobody.${APEX}`, 'echo', { name: 'Ann' }, { 'x-forwarded-host': `a.${APEX}` });
    expect(response.status).toBe(404);
  });

  it('A-03 chooses the routes of a host by the same reading of its name that finds the tenant', async () => {
    const get = (host: string) => call(host, { method: 'GET', url: '/api/v1/platform-only' });
    for (const spelling of [APEX.toUpperCase(), `${APEX}.`, `${APEX}:8080`, `${APEX}.:8080`])
      expect([spelling, (await get(spelling)).status]).toEqual([spelling, 200]);
  });

  it('A-03 refuses a request that names two hosts', async () => {
    const raw = (lines: string[]) => rawRequest([...lines, 'Connection: close']);
    const twice = ['GET /api/v1/platform-only HTTP/1.1', `Host: ${APEX}`, `host: a.${APEX}`];
    const absolute = (host: string) => [`GET http://${host}/api/v1/platform-only HTTP/1.1`, `Host: ${APEX}`];
    expect(await raw(twice)).toMatch(/^HTTP\/1.1 400 /);
    expect(await raw(absolute(`a.${APEX}`))).toMatch(/^HTTP\/1.1 400 /);
    expect(await raw(absolute(APEX))).toMatch(/^HTTP\/1.1 200 /);
  });

  it('serves an operation on its own kind of host only', async () => {
    const get = (host: string) => call(host, { method: 'GET', url: '/api/v1/platform-only' });
    expect((await get(APEX)).status).toBe(200);
    expect((await get(`a.${APEX}`)).status).toBe(404);
    expect((await get(`admin.${APEX}`)).status).toBe(404);
  });
});

describe('400', () => {
  it('names every wrong and unknown field with a pointer', async () => {
    const { status, headers, body } = await post(`a.${APEX}`, 'echo', {
      name: 1,
      nested: { age: 'x', deep: 1 },
      more: true,
    });
    expect(status).toBe(400);
    expect(headers['content-type']).toContain('application/problem+json');
    const pointers = body!.issues!.map((issue) => issue.pointer).sort();
    expect(pointers).toEqual(['/more', '/name', '/nested/age', '/nested/deep']);
  });

  it('names what was sent where nothing is expected', async () => {
    const cookie = await cookieOf(tenantA);
    const query = await call(`a.${APEX}`, {
      method: 'GET',
      url: '/api/v1/whoami?__proto__=1&x=2',
      headers: { cookie },
    });
    expect(query).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
    expect(query.body!.issues!.map(({ pointer }) => pointer).sort()).toEqual(['/__proto__', '/x']);
    const body = await post(`a.${APEX}`, 'conflicts', { more: 1 });
    expect(body).toMatchObject({ status: 400, body: { issues: [{ in: 'body', pointer: '/more' }] } });
    expect((await post(`a.${APEX}`, 'conflicts', [])).status).toBe(400);
    expect((await post(`a.${APEX}`, 'conflicts', {})).status).toBe(409);
  });

  it('answers a path that cannot be decoded and a parameter of any length with a problem', async () => {
    for (const [url, status] of [
      ['/api/v1/%zz', 400],
      [`/api/v1/things/${'a'.repeat(3000)}`, 404],
    ] as const) {
      const response = await call(`a.${APEX}`, { method: 'GET', url });
      expect(response).toMatchObject({ status, body: { status } });
      expect(response.headers['content-type']).toContain('application/problem+json');
    }
  });

  it('answers what is no HTTP with a problem', async () => {
    const received = await rawRequest(['NONSENSE / HTTP/1.1', `Host: ${APEX}`]);
    expect(received).toMatch(/^HTTP\/1.1 400 [^]*application\/problem\+json[^]*"code":"bad-request"/);
  });

  it('answers JSON that does not parse', async () => {
    const response = await call(`a.${APEX}`, {
      method: 'POST',
      url: '/api/v1/echo',
      payload: '{"name":',
      headers: { 'content-type': 'application/json' },
    });
    expect(response).toMatchObject({ status: 400, body: { code: 'bad-request' } });
  });
});

describe('401', () => {
  const whoami = (host: string, headers: Record<string, string>) =>
    call(host, { method: 'GET', url: '/api/v1/whoami', headers });

  it('answers a missing, a broken and a foreign signature alike', async () => {
    const cookie = await cookieOf(tenantA);
    for (const headers of [{}, { cookie: `${cookie}x` }, { authorization: 'Bearer a.b.c' }]) {
      expect(await whoami(`a.${APEX}`, headers)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    }
  });

  it('L-03 an access token ends ten minutes after it was issued', async () => {
    const [, payload = ''] = (await cookieOf(tenantA)).split('.');
    const { iat, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { iat: number; exp: number };
    expect(exp - iat).toBe(600);
  });

  it("A-05 another tenant's token is refused; its own host accepts it and runs inside that tenant", async () => {
    const cookie = await cookieOf(tenantA);
    expect((await whoami(`b.${APEX}`, { cookie })).status).toBe(401);
    expect(await whoami(`a.${APEX}`, { cookie })).toMatchObject({ status: 200, body: { name: tenantA } });
  });

  it('A-05 the signature of a token that was accepted carries no other claims', async () => {
    const cookie = await cookieOf(tenantA);
    expect((await whoami(`a.${APEX}`, { cookie })).status).toBe(200);
    const [header, payload = '', signature] = cookie.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const forged = Buffer.from(JSON.stringify({ ...claims, sid: newId('sin') })).toString('base64url');
    expect((await whoami(`a.${APEX}`, { cookie: `${header}.${forged}.${signature}` })).status).toBe(401);
    expect((await whoami(`a.${APEX}`, { cookie })).status).toBe(200);
  });

  it('L-03 a session that has ended refuses every token, cached ones included', async () => {
    const cookie = await cookieOf(tenantA);
    expect((await whoami(`a.${APEX}`, { cookie })).status).toBe(200);
    isAlive = false;
    const after = await whoami(`a.${APEX}`, { cookie });
    isAlive = true;
    expect(after.status).toBe(401);
  });
});

describe('403', () => {
  it('L-04 refuses a role that the operation does not name', async () => {
    const cookie = await cookieOf(tenantA);
    expect(await post(`a.${APEX}`, 'owners', {}, { cookie })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
  });

  it('L-04 does so before it reads the body', async () => {
    const cookie = await cookieOf(tenantA);
    expect((await post(`a.${APEX}`, 'owners', { not: 'expected' }, { cookie })).status).toBe(403);
    const payload = '{';
    const headers = { cookie, 'content-type': 'application/json' };
    expect((await call(`a.${APEX}`, { method: 'POST', url: '/api/v1/owners', payload, headers })).status).toBe(403);
  });

  it('L-13 refuses an unsafe request that another site sent', async () => {
    const foreign = await post(`a.${APEX}`, 'echo', { name: 'Ann' }, { origin: `http://b.${APEX}` });
    expect(foreign).toMatchObject({ status: 403, body: { code: 'origin-mismatch' } });
    expect((await post(`a.${APEX}`, 'echo', { name: 'Ann' }, { origin: `http://a.${APEX}` })).status).toBe(200);
  });
});

describe('413, 415, 429, 500', () => {
  it('413 for a body above the limit', async () => {
    expect((await post(`a.${APEX}`, 'echo', { name: 'x'.repeat(70_000) })).body).toMatchObject({
      code: 'payload-too-large',
    });
  });

  it.each(['application/xml', 'text/plain', 'application/x-www-form-urlencoded', '///'])(
    '415 for a media type that no route reads: %s',
    async (type) => {
      const response = await call(`a.${APEX}`, {
        method: 'POST',
        url: '/api/v1/echo',
        payload: '{"name":"Ann"}',
        headers: { 'content-type': type },
      });
      expect(response).toMatchObject({ status: 415, body: { code: 'unsupported-media-type' } });
    },
  );

  it("429 with Retry-After, without touching another tenant's budget", async () => {
    await post(`a.${APEX}`, 'limited');
    await post(`a.${APEX}`, 'limited');
    const third = await post(`a.${APEX}`, 'limited');
    expect(third).toMatchObject({ status: 429, body: { code: 'too-many-requests', retryable: true } });
    expect(Number(third.headers['retry-after'])).toBeGreaterThan(0);
    expect((await post(`b.${APEX}`, 'limited')).status).toBe(204);
  });

  it('D-08 a provider that tells of much from one address is never told to wait, and a forger soon is', async () => {
    const from = { remoteAddress: '198.51.100.7', method: 'POST' } as const;
    const told = async (headers: Record<string, string>) =>
      (await call(APEX, { ...from, url: webhook.path, headers })).status;
    const statuses = new Set<number>();
    for (let count = 0; count < 1102; count += 1) statuses.add(await told({ 'x-proof': 'signed' }));
    expect([...statuses]).toEqual([204]);
    expect((await call(APEX, { ...from, method: 'GET', url: '/api/v1/platform-only' })).status).toBe(429);
    // Nor is what is not taken in here free: it is read all the same.
    expect([await told({}), await told({ 'x-proof': 'nobody' }), await told({})]).toEqual([401, 404, 429]);
    expect(await told({ 'x-proof': 'signed' })).toBe(204);
  });

  it('503 with Retry-After when a store does not answer, and always with Retry-After when the caller is to wait', async () => {
    for (const [path, status] of [
      ['store-away', 503],
      ['busy', 429],
    ] as const) {
      const response = await post(`a.${APEX}`, path);
      expect(response).toMatchObject({ status, body: { status, retryable: true } });
      expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
    }
  });

  it('500 tells the caller nothing of the cause', async () => {
    const response = await post(`a.${APEX}`, 'breaks');
    expect(response).toMatchObject({ status: 500, body: { code: 'internal' } });
    expect(JSON.stringify(response.body)).not.toContain('secret');
  });

  it('answers a problem that a service threw with its own status', async () => {
    expect(await post(`a.${APEX}`, 'conflicts')).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });
});

describe('200', () => {
  it('strips what the contract does not name', async () => {
    const { body } = await post(`a.${APEX}`, 'echo', { name: 'Ann' });
    expect(body).toEqual({ name: 'Ann' });
  });
});
