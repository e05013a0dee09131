import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { boundedResult, compareArms, median, startArm, type Arm, type BenchResult } from '@stageline/testing/bench';
import type { Audience } from './arms/socket-clients.ts';
import type { Blast } from './arms/socket-payload.ts';

const ROUNDS = 7;
const SOCKETS = 1000;
/** Broadcasts of one round, in batches that no socket's buffer overflows from. */
const BATCHES = 2;
const BATCH = 20;

type ServerKind = 'product' | 'stock' | 'bare';
const start = (kind: ServerKind | 'clients', environment = {}) =>
  startArm(
    path.join(import.meta.dirname, 'arms', kind === 'clients' ? 'socket-clients.ts' : `sockets-${kind}.ts`),
    environment,
  );

const send = (server: Arm, order: Blast) => server.command('blast', order);
const framesOf = async (clients: Arm) => (await clients.command('frames')) as number;
const rounded = (value: number, digits = 2) => Number(value.toFixed(digits));

async function waitForFrames(clients: Arm, expected: number): Promise<void> {
  const deadline = performance.now() + 20_000;
  while ((await framesOf(clients)) < expected) {
    if (performance.now() > deadline) throw new Error(`${await framesOf(clients)} of ${expected} frames arrived`);
    await delay(5);
  }
}

interface Pair {
  readonly server: Arm;
  readonly clients: Arm;
}

async function openPair(kind: ServerKind, audience: Omit<Audience, 'port'>, environment = {}): Promise<Pair> {
  const [server, clients] = await Promise.all([start(kind, environment), start('clients')]);
  await clients.command('open', { ...audience, port: server.port } satisfies Audience);
  return { server, clients };
}
const closePair = ({ server, clients }: Pair) => Promise.all([server.stop(), clients.stop()]);

/** CPU microseconds per delivered message. */
async function cpuPerDelivery({ server, clients }: Pair): Promise<number> {
  const before = await server.cpuMicros();
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const seen = await framesOf(clients);
    await send(server, { count: BATCH, everyMs: 0 });
    await waitForFrames(clients, seen + BATCH * SOCKETS);
  }
  return ((await server.cpuMicros()) - before) / (BATCHES * BATCH * SOCKETS);
}

/** P10: one broadcast to 1,000 sockets, the process saturated. */
async function broadcastCost(): Promise<BenchResult[]> {
  const audience = { count: SOCKETS, protocol: 'socket.io' } as const;
  const pairs = {
    floor: await openPair('bare', { count: SOCKETS, protocol: 'tcp' }),
    floorAgain: await openPair('bare', { count: SOCKETS, protocol: 'tcp' }),
    product: await openPair('product', audience),
    stock: await openPair('stock', audience),
  };
  try {
    const arms = {
      floor: () => cpuPerDelivery(pairs.floor),
      product: () => cpuPerDelivery(pairs.product),
      stock: () => cpuPerDelivery(pairs.stock),
      floorAgain: () => cpuPerDelivery(pairs.floorAgain),
    };
    await compareArms(arms, 2);
    const costs = await compareArms(arms, ROUNDS);
    const ratio = (over: keyof typeof arms, under: keyof typeof arms) =>
      median(costs[over].rounds.map((cost, round) => cost / costs[under].rounds[round]!));
    const detail = {
      sockets: SOCKETS,
      cpuMicrosPerDelivery: Object.fromEntries(
        Object.entries(costs).map(([name, { median: cost }]) => [name, rounded(cost)]),
      ),
      noiseAA: rounded(ratio('floorAgain', 'floor'), 3),
    };
    return [
      boundedResult(
        'P10',
        'CPU per delivery, product over a raw TCP write of a ready frame',
        ratio('product', 'floor'),
        { atMost: 1.4 },
        detail,
      ),
      boundedResult(
        'P10',
        'CPU per delivery, stock socket.io over the product',
        ratio('stock', 'product'),
        { atLeast: 1.35 },
        detail,
      ),
    ];
  } finally {
    await Promise.all(Object.values(pairs).map(closePair));
  }
}

/** Resident bytes that one more idle socket costs, once the process has warmed up on others. */
async function bytesPerSocket(kind: ServerKind, protocol: Audience['protocol'], environment = {}): Promise<number> {
  const [warm, more] = [1500, 2000];
  const pair = await openPair(kind, { count: warm, protocol }, environment);
  try {
    const before = await pair.server.memoryBytes();
    await pair.clients.command('open', { count: more, protocol, port: pair.server.port } satisfies Audience);
    await delay(200);
    return ((await pair.server.memoryBytes()) - before) / more;
  } finally {
    await closePair(pair);
  }
}

/** P12: memory of an idle socket with everything that the product keeps for it. */
async function idleMemory(): Promise<BenchResult[]> {
  const bytes = await compareArms(
    {
      ws: () => bytesPerSocket('bare', 'ws', { PROTOCOL: 'ws' }),
      product: () => bytesPerSocket('product', 'socket.io'),
    },
    5,
  );
  const detail = {
    bytesPerSocket: { ws: Math.round(bytes.ws.median), product: Math.round(bytes.product.median) },
    wsRounds: bytes.ws.rounds.map(Math.round),
  };
  return [
    boundedResult(
      'P12',
      'memory per idle socket, product over bare ws',
      bytes.product.median / bytes.ws.median,
      { atMost: 3 },
      detail,
    ),
    boundedResult('P12', 'KB per idle socket', bytes.product.median / 1000, { atMost: 30 }, detail),
  ];
}

interface SlowRun {
  readonly growthMb: number;
  readonly p99: number;
}

/** The kernel holds some 5 MB for a socket on loopback; a reader is slow only once that is full. */
const FILL = { count: 500, everyMs: 3, extraBytes: 16_000 } as const;
const ORDINARY = { count: 150, everyMs: 8, extraBytes: 500 } as const;

/** A room of 150, of which every so many does not read; its kernel buffers are full when the latency is measured. */
async function roomWithSlowReaders(kind: ServerKind, slowEvery: number): Promise<SlowRun> {
  const pair = await openPair(kind, { count: 150, protocol: 'socket.io', slowEvery });
  try {
    await send(pair.server, { count: 50, everyMs: 5 });
    const before = await pair.server.memoryBytes();
    await send(pair.server, FILL);
    await delay(200);
    await pair.clients.command('latencies');
    await send(pair.server, ORDINARY);
    await delay(100);
    const latencies = ((await pair.clients.command('latencies')) as number[]).sort((a, b) => a - b);
    const growthMb = ((await pair.server.memoryBytes()) - before) / 1e6;
    return { growthMb, p99: latencies[Math.floor(latencies.length * 0.99)]! };
  } finally {
    await closePair(pair);
  }
}

/** P13: readers that stopped reading may cost neither our memory nor the others' time. */
async function slowReaders(): Promise<BenchResult[]> {
  const growth: Record<'healthy' | 'slow', number[]> = { healthy: [], slow: [] };
  const measure = (name: keyof typeof growth, slowEvery: number) => async () => {
    const { growthMb, p99 } = await roomWithSlowReaders('product', slowEvery);
    growth[name].push(growthMb);
    return p99;
  };
  const p99 = await compareArms({ healthy: measure('healthy', 0), slow: measure('slow', 3) }, 5);
  const stock = await roomWithSlowReaders('stock', 3);
  const detail = {
    growthMb: {
      healthy: rounded(median(growth.healthy), 1),
      slow: rounded(median(growth.slow), 1),
      stock: rounded(stock.growthMb, 1),
    },
    p99Ms: { healthy: rounded(p99.healthy.median, 1), slow: rounded(p99.slow.median, 1) },
    p99Rounds: p99.slow.rounds.map((ms) => rounded(ms, 1)),
  };
  return [
    boundedResult(
      'P13',
      'MB that the process grows with a third of the room not reading',
      median(growth.slow),
      { atMost: 10 },
      detail,
    ),
    boundedResult(
      'P13',
      'p99 of the others, over a room without slow readers',
      p99.slow.median / p99.healthy.median,
      { atMost: 1.2 },
      detail,
    ),
  ];
}

/** Goals P10, P12 and P13: what a broadcast, an idle socket and a slow reader cost. */
export async function run(): Promise<BenchResult[]> {
  return [...(await broadcastCost()), ...(await idleMemory()), ...(await slowReaders())];
}
