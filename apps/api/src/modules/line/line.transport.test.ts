import { connect, createServer, type AddressInfo, type Socket as TcpSocket } from 'node:net';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { line, type LeadId, type LineEntry, type LineSnapshot, type TenantId } from '@stageline/contracts';
import { connectRedis } from '@stageline/platform/redis';
import { tenantKey } from '@stageline/tenancy';
import { afterFile, askSocket as ask, connectSocket, eventually } from '@stageline/testing';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { followLine } from '../../testing/line-stream.ts';

/** The client of the pages. Its types would pull the browser into this part, so what is used of it stands here. */
interface LineClient {
  start(): void;
  stop(): void;
}
type LineClientClass = new (options: {
  origin: string;
  cursor: number;
  revision: number;
  random: () => number;
  onEntries(entries: readonly LineEntry[]): void;
  onChanged(entries: readonly LineEntry[]): void;
  onReset(snapshot: LineSnapshot): void;
}) => LineClient;

let bed: ApiBed;
let a: Site;
let b: Site;
let registered = 0;

/** Registers somebody. @returns the token of their personal link */
async function registration(site: Site): Promise<string> {
  registered += 1;
  const form = { firstName: `Name${registered}`, lastName: 'Featherstone', email: `l${registered}@person.example` };
  await site.in(() => bed.modules.registrations.service.register(form, { source: 'api' }));
  const { items } = (await site.owner.get('/leads')).body as { items: { id: LeadId; person: { email: string } }[] };
  const { id } = items.find(({ person }) => person.email === form.email)!;
  return bed.container.joinLinks.tokenFor(site.tenantId as TenantId, id);
}
const places = () => bed.modules.places.service;
async function join(site: Site): Promise<void> {
  const token = await registration(site);
  await site.in(() => places().confirm(token));
}
const positions = (events: readonly { data: { entries: LineEntry[] } }[]): number[] =>
  events.flatMap(({ data }) => data.entries.map(({ position }) => position).reverse());

beforeAll(async () => {
  bed = await createApiBed();
  [a, b] = [await bed.site('line-a'), await bed.site('line-b')];
  await join(a);
  await bed.settle();
});

describe('the line as server-sent events', () => {
  const follow = (site: Site, more: Parameters<typeof followLine>[2] = {}) => followLine(bed.url, site.host, more);

  it('H-04 begins with a snapshot, goes on with every member and is resumed by the id of its last event', async () => {
    const stream = await follow(a);
    expect([stream.status, stream.headers['content-type'], stream.headers['cache-control']]).toEqual([
      200,
      'text/event-stream',
      'no-store, no-transform',
    ]);
    expect(line.LineSnapshot.parse(stream.first)).toMatchObject({ cursor: 2, truncated: false });
    for (let n = 0; n < 2; n += 1) await join(a);
    await eventually(() => stream.events.at(-1)?.id.startsWith('4-'), { what: 'both of them' });
    expect(positions(stream.events)).toEqual([1, 2, 3, 4]);
    stream.close();
    await eventually(() => bed.container.eventStreams.size === 0, { what: 'the end of it on the server' });
    await join(a);
    const again = await follow(a, { query: '?after=1', lastEventId: stream.events.at(-1)!.id });
    expect(again.first).toMatchObject({ cursor: 5, truncated: false, entries: [{ position: 5 }] });
    again.close();
  });

  it('H-04 a broadcast that never came is made up for before the next one shows', async () => {
    const stream = await follow(a);
    const { cursor } = stream.first as LineSnapshot;
    const behind = await follow(a, { lastEventId: `${cursor - 2}-0` });
    const room = `t:${a.tenantId}:room:line`;
    expect((behind.first as LineSnapshot).entries).toHaveLength(2);
    const delta = { from: cursor + 1, to: cursor + 2, total: 1, entries: [] };
    bed.container.eventStreams.hear({ kind: 'tell', namespace: '/line', room, event: 'line:joined', payload: delta });
    await eventually(() => stream.events.length === 3);
    expect(stream.events.map(({ name, id }) => [name, id.split('-')[0]])).toEqual([
      ['snapshot', String(cursor)],
      ['snapshot', String(cursor)],
      ['joined', String(cursor + 2)],
    ]);
    stream.close();
    behind.close();
  });

  it('H-04 has nothing for a question without an answer', async () => {
    await eventually(() => bed.container.eventStreams.size === 0);
    const response = await bed.http.inject({ method: 'HEAD', url: '/api/v1/line/events', headers: { host: a.host } });
    expect([response.statusCode, bed.container.eventStreams.size]).toEqual([404, 0]);
  });
});

describe('cursors that somebody made up', () => {
  const forged = ['-1', '1.5', '1e300', '9007199254740993', 'NaN', 'x', '%00', '1,2', '{}'];

  it('H-04 get a clear refusal over HTTP and as events', async () => {
    for (const cursor of forged) {
      for (const path of ['/line', '/line/events']) {
        for (const field of ['after', 'revision']) {
          const url = `/api/v1${path}?${field}=${cursor}`;
          const { statusCode, body } = await bed.http.inject({ url, headers: { host: a.host } });
          expect([url, statusCode, JSON.parse(body).code]).toEqual([url, 400, 'validation-failed']);
        }
      }
    }
    for (const id of [...forged, '1', '1-', '1-2-3', '-1-0', '1.5-0', `${'9'.repeat(16)}-0`]) {
      const headers = { host: a.host, 'last-event-id': id };
      const { statusCode, body } = await bed.http.inject({ url: '/api/v1/line/events', headers });
      expect([id, statusCode, JSON.parse(body).code]).toEqual([id, 400, 'bad-request']);
    }
  });

  it('H-04 get a clear refusal on a socket, which stays open', async () => {
    const wrong = [-1, 1.5, 1e300, 2 ** 53, null, '1', {}, []];
    for (const field of ['after', 'revision']) {
      const socket = await connectSocket(bed.url, { host: a.host, namespace: '/line' });
      for (const value of wrong) {
        const answer = await ask(socket, 'line:resume', { after: 0, [field]: value });
        expect([value, answer]).toMatchObject([value, { ok: false, problem: { code: 'validation-failed' } }]);
      }
      expect(await ask(socket, 'line:resume', { after: 0 })).toMatchObject({ ok: true });
    }
  });

  it('H-04 get the newest of this line where they are of none, or of another one', async () => {
    for (let n = 0; n < 2; n += 1) await join(a);
    const { cursor } = await a.in(() => bed.modules.line.service.snapshot());
    const socket = await connectSocket(bed.url, { host: b.host, namespace: '/line' });
    for (const after of [cursor, 2 ** 53 - 1]) {
      const overHttp = await bed.http.inject({ url: `/api/v1/line?after=${after}`, headers: { host: b.host } });
      const stream = await followLine(bed.url, b.host, { lastEventId: `${Math.min(after, 1e15 - 1)}-0` });
      stream.close();
      const asked = await ask(socket, 'line:resume', { after });
      for (const answer of [overHttp.json(), stream.first, asked.ok && asked.data]) {
        expect(answer).toMatchObject({
          truncated: true,
          cursor: 1,
          entries: [{ position: 1, name: 'Person-line-b T.' }],
        });
      }
    }
  });
});

describe('whoever asks too much', () => {
  it('H-07 of a socket gets ten answers in five seconds', async () => {
    const socket = await connectSocket(bed.url, { host: a.host, namespace: '/line' });
    const answers = await Promise.all(Array.from({ length: 12 }, () => ask(socket, 'line:resume', { after: 0 })));
    const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.problem.code));
    expect(codes).toEqual([...Array(10).fill('ok'), ...Array(2).fill('too-many-requests')]);
  });

  it('H-07 over HTTP is told when to come back, and nobody else with them', async () => {
    const get = (remoteAddress: string) =>
      bed.http.inject({ url: '/api/v1/line', headers: { host: a.host }, remoteAddress });
    expect((await get('10.9.0.1')).statusCode).toBe(200);
    const redis = await connectRedis(bed.config.REDIS_URL, { name: 'test' });
    afterFile(() => redis.quit());
    // As after all the others that there may be: a slow machine takes longer to send them than they count.
    const { id, rateLimit } = line.getLine;
    const counter = tenantKey(a.tenantId as TenantId, 'rate-limit', id, '10.9.0.1');
    expect(await redis.set(counter, rateLimit.points, 'EX', rateLimit.perSeconds, 'XX')).toBe('OK');
    const refused = await get('10.9.0.1');
    expect([refused.statusCode, refused.json().code, Number(refused.headers['retry-after']) > 0]).toEqual([
      429,
      'too-many-requests',
      true,
    ]);
    expect((await get('10.9.0.2')).statusCode).toBe(200);
  });
});

/** Chance that is the same in every run (a linear congruential generator). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
}

/** What stands between a page and the server: it cuts connections, and lets only some of the ways through. */
async function badNetwork(site: Site, lets: { readonly sockets: boolean; readonly events: boolean }) {
  const pairs = new Set<readonly [TcpSocket, TcpSocket]>();
  const server = createServer((near) => {
    const far = connect(Number(new URL(bed.url).port), '127.0.0.1');
    const pair = [near, far] as const;
    pairs.add(pair);
    near.on('data', (chunk) => {
      const text = chunk.toString('latin1');
      if (!text.startsWith('GET ')) return void far.write(chunk);
      if ((!lets.sockets && text.startsWith('GET /socket.io')) || (!lets.events && text.includes('/events')))
        return void near.resetAndDestroy();
      far.write(text.replace(/^host: .*$/im, `Host: ${site.host}`), 'latin1');
    });
    far.on('data', (chunk) => void near.write(chunk));
    for (const end of pair) {
      end.on('error', () => undefined);
      end.once('close', () => {
        pairs.delete(pair);
        pair.forEach((other) => other.destroy());
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => [...pairs].forEach(([near]) => near.resetAndDestroy());
  afterFile(async () => {
    cut();
    server.close();
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** What the server says from now on is lost, as where a train enters a tunnel. */
    deafen: () => [...pairs].forEach(([, far]) => far.removeAllListeners('data').resume()),
    cut,
  };
}

describe('a network that fails again and again', () => {
  const JOINS = 120;
  const ways = {
    'a socket': { sockets: true, events: true },
    'another socket': { sockets: true, events: true },
    'a stream of events': { sockets: false, events: true },
    polling: { sockets: false, events: false },
  } as const;

  /** A page on such a network: what it was told, and what it shows. */
  async function page(LineClient: LineClientClass, site: Site, lets: (typeof ways)[keyof typeof ways], seed: number) {
    const network = await badNetwork(site, lets);
    const told: number[] = [];
    const shown = new Map<number, LineEntry>();
    const show = (entries: readonly LineEntry[]) => entries.forEach((entry) => shown.set(entry.position, entry));
    const client = new LineClient({
      origin: network.origin,
      cursor: 0,
      revision: 0,
      random: seeded(seed),
      onEntries(entries) {
        told.push(...entries.map(({ position }) => position).reverse());
        show(entries);
      },
      onChanged: show,
      onReset: ({ entries }) => {
        // Only a page that knows nothing yet begins with the newest.
        told.push(...entries.map(({ position }) => position).reverse());
        show(entries);
      },
    });
    client.start();
    afterFile(async () => client.stop());
    return { network, told, shown };
  }

  it('H-04 loses nobody, doubles nobody and keeps the order, whatever way is left, while people join, hide and leave', async () => {
    const module: { LineClient: LineClientClass } = await import(
      new URL('../../../../web/src/realtime/line-client.ts', import.meta.url).href
    );
    const site = await bed.site('line-c');
    const pages = await Promise.all(
      Object.values(ways).map((lets, index) => page(module.LineClient, site, lets, index + 1)),
    );
    const random = seeded(42);
    const tokens: string[] = [];
    for (let n = 0; n < JOINS; n += 10)
      tokens.push(...(await Promise.all(Array.from({ length: 10 }, () => registration(site)))));

    let cuts = 0;
    for (const token of tokens) {
      await site.in(() => places().confirm(token));
      const other = tokens[Math.trunc(random() * tokens.indexOf(token))]!;
      const chance = random();
      if (chance < 0.2) await site.in(() => places().show(other, chance < 0.1)).catch(() => undefined);
      else if (chance < 0.3) await site.in(() => places().leave(other)).catch(() => undefined);
      for (const { network } of pages) {
        if (random() < 0.1) network.deafen();
        if (random() < 0.15) {
          network.cut();
          cuts += 1;
        }
      }
    }
    pages.forEach(({ network }) => network.cut());

    const everybody = Array.from({ length: JOINS + 1 }, (_, index) => index + 1);
    const stored = await eventually(async () => {
      const { entries } = await site.in(() => bed.modules.line.service.snapshot(1));
      return entries.length === JOINS && entries.reverse();
    });
    expect(cuts).toBeGreaterThan(60);
    for (const [index, { told, shown }] of pages.entries()) {
      const what = Object.keys(ways)[index]!;
      const isThere = () =>
        shown.size > JOINS && stored.every(({ position, state }) => shown.get(position)?.state === state);
      await eventually(isThere, { what: `${what}: everything`, timeoutMs: 60_000 });
      expect([what, told]).toEqual([what, everybody]);
      const shownLast = [...shown.values()].sort((x, y) => x.position - y.position).slice(1);
      expect([what, shownLast]).toEqual([what, stored]);
    }
  }, 300_000);
});

describe('a server that is about to stop', () => {
  it('H-04 ends its streams and refuses new ones in words', async () => {
    const stream = await followLine(bed.url, a.host);
    bed.container.eventStreams.close();
    await eventually(() => stream.ended);
    const { statusCode, headers, body } = await bed.http.inject({
      url: '/api/v1/line/events',
      headers: { host: a.host },
    });
    expect([statusCode, JSON.parse(body).code, headers['retry-after']]).toEqual([503, 'unavailable', '30']);
  });
});
