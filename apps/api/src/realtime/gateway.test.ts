import { createServer, type IncomingHttpHeaders } from 'node:http';
import { connect as connectTcp, type Socket as TcpSocket } from 'node:net';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  defineNamespace,
  memberAccess,
  permissionsOfRoles,
  ProblemError,
  publicAccess,
  type MembershipId,
  type AccountId,
  type Problem,
  type TenantId,
} from '@stageline/contracts';
import { createLogger, newId } from '@stageline/platform';
import { connectRedis } from '@stageline/platform/redis';
import { currentTenantId, tenantRoom } from '@stageline/tenancy';
import { afterFile, askSocket as ask, connectSocket, eventually, nextEvent, testRedis } from '@stageline/testing';
import { z } from 'zod';
import type { HostFacts } from '../http/hosts.ts';
import type { Actor } from '../http/route.ts';
import type { SessionOwner } from '../http/sessions.ts';
import { createAdmission } from './admission.ts';
import { socketBinding, type Broadcaster } from './binding.ts';
import { createBroadcaster, hearBroadcasts } from './broadcasts.ts';
import { createGateway, type Gateway } from './gateway.ts';

const tenantA = newId('tnt');
const tenantB = newId('tnt');
const suspended = newId('tnt');
const byHost: Readonly<Record<string, { id: TenantId; status: 'active' | 'suspended' }>> = {
  'a.test': { id: tenantA, status: 'active' },
  'b.test': { id: tenantB, status: 'active' },
  'gone.test': { id: suspended, status: 'suspended' },
};
const factsOf = (host: string): HostFacts => {
  const tenant = byHost[host];
  return tenant === undefined
    ? { kind: 'unknown' }
    : { kind: 'tenant', tenant: { ...tenant, slug: host, url: `http://${host}` } };
};

const open = defineNamespace({
  name: '/open',
  host: 'tenant',
  access: publicAccess,
  auth: z.object({}),
  ask: {
    'open:whose': { payload: z.strictObject({ n: z.int() }), ack: z.string() },
    'open:break': { payload: z.strictObject({}), ack: z.string() },
  },
  tell: { 'open:count': z.number() },
});
const closed = defineNamespace({
  name: '/closed',
  host: 'tenant',
  access: memberAccess('team.manage'),
  auth: z.object({}),
  ask: {},
  tell: {},
});

/** When the look-up of `slow.test` is answered. */
const slowAnswer = Promise.withResolvers<HostFacts>();
const slowQuestion = Promise.withResolvers<void>();

let url: string;
let gateway: Gateway;
let broadcaster: Broadcaster;

beforeAll(async () => {
  const redisUrl = (await testRedis()).url;
  const [redis, subscriber] = await Promise.all([1, 2].map(() => connectRedis(redisUrl, { name: 'gateway-test' })));
  const logger = createLogger({ service: 'test', level: 'silent' });
  const sessions = {
    authenticateSocket: async (owner: SessionOwner, { cookie }: IncomingHttpHeaders): Promise<Actor> => {
      if (cookie !== `stageline_session=${owner}`) throw new ProblemError('unauthenticated');
      const ids = { accountId: newId('acc') as AccountId, membershipId: newId('mem') as MembershipId };
      const signIn = { id: newId('sin'), provedAt: 0, strong: false };
      return { kind: 'member', roles: ['rep'], permissions: permissionsOfRoles(['rep']), signIn, ...ids };
    },
  };
  const hosts = {
    peek: (host: string) => (host === 'slow.test' ? undefined : factsOf(host)),
    resolve: async (host: string) => {
      if (host !== 'slow.test') return factsOf(host);
      slowQuestion.resolve();
      return slowAnswer.promise;
    },
  };
  const tickets = { verify: () => Promise.reject(new ProblemError('invalid-ticket')) };
  const server = createServer();
  broadcaster = createBroadcaster(redis!, logger);
  gateway = await createGateway({
    server,
    logger,
    broadcasts: await hearBroadcasts(subscriber!),
    admission: createAdmission({ hosts, sessions, tickets }),
    bindings: [
      socketBinding({
        namespace: open,
        onConnect: async (peer, tools) => tools.join(tenantRoom(peer.tenantId!, 'open')),
        merge: { 'open:count': (older, newer) => older + newer },
        handlers: {
          'open:whose': async () => currentTenantId(),
          'open:break': async () => {
            throw new Error('a secret of ours');
          },
        },
      }),
      socketBinding({ namespace: closed, handlers: {} }),
    ],
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  afterFile(async () => {
    await gateway.close();
    server.close();
    redis!.disconnect();
    subscriber!.disconnect();
  });
});

const connect = (host: string, namespace = '/open', more: { cookie?: string; headers?: Record<string, string> } = {}) =>
  connectSocket(url, { host, namespace, ...more });
const SOCKETS = '/socket.io/?EIO=4&transport=websocket';
const nextChunk = (socket: TcpSocket) =>
  new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(String(chunk))));

/** Sends a WebSocket upgrade by hand, for what no client library would do. */
async function upgrade<T>(host: string, path: string, then: (socket: TcpSocket) => Promise<T>): Promise<T> {
  const socket = connectTcp(Number(new URL(url).port), '127.0.0.1');
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ];
  await new Promise<void>((resolve) => socket.write(`${lines.join('\r\n')}\r\n\r\n`, () => resolve()));
  return then(socket);
}

describe('what clients say', () => {
  it('runs each packet inside the tenant of its host, interleaved or not', async () => {
    const [a, b] = await Promise.all([connect('a.test'), connect('b.test')]);
    const answers = await Promise.all(
      [1, 2, 3].flatMap((n) => [ask(a!, 'open:whose', { n }), ask(b!, 'open:whose', { n })]),
    );
    expect(answers.map((answer) => answer.ok && answer.data)).toEqual([
      tenantA,
      tenantB,
      tenantA,
      tenantB,
      tenantA,
      tenantB,
    ]);
  });

  it('answers what does not parse with a problem and keeps the socket', async () => {
    const socket = await connect('a.test');
    const wrong = await ask(socket, 'open:whose', { n: 'x', more: 1 });
    expect(wrong).toMatchObject({ ok: false, problem: { code: 'validation-failed' } });
    expect(wrong.ok ? [] : wrong.problem.issues?.map((issue) => issue.pointer).sort()).toEqual(['/more', '/n']);
    for (const event of ['open:nothing', 'constructor', '__proto__']) {
      expect(await ask(socket, event, {})).toMatchObject({ ok: false, problem: { code: 'bad-request' } });
    }
    expect(await ask(socket, 'open:whose', { n: 1 })).toEqual({ ok: true, data: tenantA });
  });

  it('tells a peer without an acknowledgement of its problem', async () => {
    const socket = await connect('a.test');
    const problem = nextEvent<Problem>(socket, 'problem');
    socket.emit('open:whose', null);
    expect(await problem).toMatchObject({ code: 'validation-failed' });
  });

  it('answers what cannot be read at all with a problem and keeps the socket', async () => {
    const socket = await connect('a.test');
    const { engine } = socket.io;
    const problems: Problem[] = [];
    socket.on('problem', (problem: Problem) => problems.push(problem));
    const frames = ['["open:whose",{', '[]', '{"a":1}', '["disconnect"]', '[null]', '"x"', ''];
    for (const frame of frames) engine.write(`2/open,${frame}` as never);
    // An event that announces a binary part, and a text instead of it.
    engine.write('51-/open,["open:whose",{"_placeholder":true,"num":0}]' as never);
    engine.write('2/open,["open:whose",{"n":1}]' as never);
    expect(await ask(socket, 'open:whose', { n: 1 })).toEqual({ ok: true, data: tenantA });
    expect(problems.map(({ code }) => code)).toEqual(Array(frames.length + 1).fill('bad-request'));
    expect(socket.connected).toBe(true);
  });

  it('counts what is not known like everything else', async () => {
    const socket = await connect('a.test');
    const answers = await Promise.all(Array.from({ length: 60 }, () => ask(socket, 'open:nothing', {})));
    expect(answers.at(-1)).toMatchObject({ ok: false, problem: { code: 'too-many-requests' } });
  });

  it('hides the cause of an unexpected failure', async () => {
    const answer = await ask(await connect('a.test'), 'open:break', {});
    expect(answer).toMatchObject({ ok: false, problem: { code: 'internal' } });
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('answers a flood with too-many-requests', async () => {
    const socket = await connect('a.test');
    const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => ask(socket, 'open:whose', { n })));
    const refused = answers.filter((answer) => !answer.ok);
    expect(refused.length).toBeGreaterThanOrEqual(20);
    expect(refused[0]).toMatchObject({ problem: { code: 'too-many-requests' } });
  });
});

describe('who may connect', () => {
  it('A-03 refuses unknown and suspended hosts', async () => {
    await expect(connect('nobody.test')).rejects.toThrow();
    await expect(connect('gone.test')).rejects.toThrow();
  });

  it('A-03 answers an upgrade of an unknown host and of an unknown path with 404', async () => {
    const statusLine = (host: string, path: string) => upgrade(host, path, (socket) => nextChunk(socket));
    const unknown = await statusLine('nobody.test', SOCKETS);
    expect(unknown).toMatch(/^HTTP\/1.1 404 /);
    expect(await statusLine('gone.test', SOCKETS)).toBe(unknown);
    expect(await statusLine('a.test', '/elsewhere')).toBe(unknown);
  });

  it('outlives a client that resets its connection while its host is looked up', async () => {
    await upgrade('slow.test', SOCKETS, async (socket) => {
      await slowQuestion.promise;
      socket.resetAndDestroy();
    });
    await connect('a.test');
    slowAnswer.resolve({ kind: 'unknown' });
    await expect(connect('a.test')).resolves.toBeDefined();
  });

  it('serves no namespace that no contract names, the default one included', async () => {
    for (const namespace of ['/', '/nothing']) await expect(connect('a.test', namespace)).rejects.toThrow();
    const a = await connect('a.test');
    const waiting = await upgrade('a.test', SOCKETS, async (socket) => socket);
    broadcaster.disconnectTenant(tenantA);
    await eventually(() => a.disconnected);
    await expect(connect('a.test')).resolves.toBeDefined();
    waiting.destroy();
  });

  it('L-13 refuses a page of another site', async () => {
    await expect(connect('a.test', '/open', { headers: { Origin: 'http://b.test' } })).rejects.toThrow();
    await expect(connect('a.test', '/open', { headers: { Origin: 'http://a.test' } })).resolves.toBeDefined();
  });

  it('asks for a session and a role where the contract does', async () => {
    await expect(connect('a.test', '/closed')).rejects.toMatchObject({ data: { code: 'unauthenticated' } });
    const cookie = `stageline_session=${tenantA}`;
    await expect(connect('a.test', '/closed', { cookie })).rejects.toMatchObject({ data: { code: 'forbidden' } });
    await expect(connect('b.test', '/closed', { cookie })).rejects.toMatchObject({
      data: { code: 'unauthenticated' },
    });
  });
});

describe('broadcasts', () => {
  it('H-10 reach the sockets of the room and no other tenant', async () => {
    const [a, b] = await Promise.all([connect('a.test'), connect('b.test')]);
    const foreign: unknown[] = [];
    b!.on('open:count', (value) => foreign.push(value));
    const received = nextEvent<number>(a!, 'open:count');
    broadcaster.tell('/open', tenantRoom(tenantA, 'open'), 'open:count', 7);
    expect(await received).toBe(7);
    // A round trip of its own: whatever had been sent to it before would have arrived by now.
    await ask(b!, 'open:whose', { n: 1 });
    expect(foreign).toEqual([]);
  });

  it('H-05 a burst arrives merged, and nothing of it is lost', async () => {
    const socket = await connect('b.test');
    const values: number[] = [];
    socket.on('open:count', (value: number) => values.push(value));
    for (let n = 0; n < 50; n += 1) broadcaster.tell('/open', tenantRoom(tenantB, 'open'), 'open:count', 1);
    await eventually(() => values.reduce((sum, value) => sum + value, 0) === 50);
    expect(values.length).toBeLessThanOrEqual(3);
  });

  it('A-14 disconnectTenant closes the sockets of that tenant only', async () => {
    const [a, b] = await Promise.all([connect('a.test'), connect('b.test')]);
    broadcaster.disconnectTenant(tenantA);
    await eventually(() => a!.disconnected);
    expect(b!.connected).toBe(true);
  });
});
