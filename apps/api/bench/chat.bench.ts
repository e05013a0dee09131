import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { boundedResult, compareArms, median, startArm, type Arm, type BenchResult } from '@stageline/testing/bench';
import { tickOf } from '../src/realtime/coalescer.ts';
import type { Audience } from './arms/socket-clients.ts';
import type { Blast } from './arms/socket-payload.ts';
import { enterRoom, lookIn, type RoomVisitor } from './arms/room-visitor.ts';

const ROUNDS = 5;
const SOCKETS = 500;
const TICK_MS = tickOf(SOCKETS);
/** Six seconds of 60 messages a second: what a process does that was idle for a while is not what a busy room costs. */
const BURST = { count: 360, everyMs: 1000 / 60 } as const satisfies Blast;
/** Beyond the period, for the way from Redis to the reader. */
const WAY_MS = 15;
const arm = (name: string, environment = {}) =>
  startArm(path.join(import.meta.dirname, 'arms', `${name}.ts`), environment);
const rounded = (value: number, digits = 1) => Number(value.toFixed(digits));

interface Room {
  readonly server: Arm;
  readonly clients: Arm;
  /** CPU microseconds per message and reader, and the 99th percentile of the way, of each round. */
  readonly p99: number[];
}

async function openRoom(coalesce: boolean): Promise<Room> {
  const [server, clients] = await Promise.all([
    arm('sockets-product', { COALESCE: coalesce ? '1' : '0' }),
    arm('socket-clients'),
  ]);
  const audience = { port: server.port, count: SOCKETS, protocol: 'socket.io' } satisfies Audience;
  await clients.command('open', audience);
  return { server, clients, p99: [] };
}

/** CPU microseconds per message and reader. @throws Error where one of the watched readers lacks a message */
async function cpuPerMessage({ server, clients, p99 }: Room): Promise<number> {
  await clients.command('latencies');
  const before = await server.cpuMicros();
  await server.command('chat', BURST);
  await delay(3 * TICK_MS);
  const cost = ((await server.cpuMicros()) - before) / (BURST.count * SOCKETS);
  const latencies = ((await clients.command('latencies')) as number[]).sort((a, b) => a - b);
  const expected = (BURST.count * SOCKETS) / 5;
  if (latencies.length !== expected) throw new Error(`${latencies.length} of ${expected} messages arrived`);
  p99.push(latencies[Math.floor(latencies.length * 0.99)]!);
  return cost;
}

/** P11: a burst of chat in a room of 500, in ticks against a frame for each message. */
async function burstChat(): Promise<BenchResult[]> {
  const [coalesced, plain] = [await openRoom(true), await openRoom(false)];
  try {
    const arms = {
      coalesced: () => cpuPerMessage(coalesced),
      plain: () => cpuPerMessage(plain),
      plainAgain: () => cpuPerMessage(plain),
    };
    await compareArms(arms, 1);
    coalesced.p99.length = 0;
    plain.p99.length = 0;
    const costs = await compareArms(arms, ROUNDS);
    const over = (one: 'coalesced' | 'plainAgain') =>
      median(costs[one].rounds.map((cost, round) => cost / costs.plain.rounds[round]!));
    const detail = {
      cpuMicrosPerMessage: { coalesced: rounded(costs.coalesced.median, 2), plain: rounded(costs.plain.median, 2) },
      noiseAA: rounded(over('plainAgain'), 3),
      p99Ms: { coalesced: rounded(median(coalesced.p99)), plain: rounded(median(plain.p99)) },
      p99Rounds: coalesced.p99.map((ms) => rounded(ms)),
    };
    const p99 = median(coalesced.p99);
    return [
      boundedResult(
        'P11',
        'CPU per message and reader, in ticks over one by one',
        over('coalesced'),
        { atMost: 0.35 },
        detail,
      ),
      boundedResult('P11', 'milliseconds of the 99th percentile, in ticks', p99, { atMost: TICK_MS + WAY_MS }, detail),
    ];
  } finally {
    await Promise.all([coalesced, plain].flatMap(({ server, clients }) => [server.stop(), clients.stop()]));
  }
}

const VISITORS = 100;
const DROPPED = VISITORS / 10;
const AWAY_MS = 5000;
const EVERY_MS = 100;

/** P14: a tenth of a room loses its connection for five seconds while the others talk. */
async function reconnects(): Promise<BenchResult[]> {
  const room = await arm('room-chat');
  let visitors: RoomVisitor[] = [];
  try {
    const door = { url: `http://127.0.0.1:${room.port}`, host: String(await room.command('host')) };
    const ticket = async () => String(await room.command('ticket'));
    visitors = await Promise.all(Array.from({ length: VISITORS }, () => enterRoom(door, ticket)));
    let said = 0;
    const say = async (ms: number) => {
      for (const end = performance.now() + ms; performance.now() < end; await delay(EVERY_MS))
        said = (await room.command('say', 'Hello everybody')) as number;
    };
    const away = visitors.slice(0, DROPPED);
    await say(1000);
    for (const visitor of away) visitor.drop();
    await say(AWAY_MS);
    await Promise.all(away.map((visitor) => visitor.comeBack()));
    await say(1000);
    const deadline = performance.now() + 10_000;
    while (visitors.some(({ seen }) => seen.size < said) && performance.now() < deadline) await delay(50);
    const share = (of: readonly RoomVisitor[], count: (visitor: RoomVisitor) => number) =>
      of.reduce((sum, visitor) => sum + count(visitor), 0) / (of.length * said);
    const detail = {
      messages: said,
      dropped: DROPPED,
      liveShareOfDropped: rounded(
        share(away, ({ live }) => live.size),
        3,
      ),
      twice: visitors.reduce((sum, { twice }) => sum + twice, 0),
    };
    const delivered = share(visitors, ({ seen }) => seen.size);
    return [
      boundedResult(
        'P14',
        'share of messages that reach everybody over a drop of 5 s',
        delivered,
        { atLeast: 1 },
        detail,
      ),
    ];
  } finally {
    for (const visitor of visitors) visitor.drop();
    await room.stop();
  }
}

const LATE = { joins: 120, fresh: 200, long: 20_000 };

/** C-05: what somebody costs who comes to a room of six hours, over the same in a room that has just begun. */
async function lateJoins(): Promise<BenchResult[]> {
  const room = await arm('room-chat');
  try {
    const door = { url: `http://127.0.0.1:${room.port}`, host: String(await room.command('host')) };
    const [fresh, long] = [await room.command('fill', LATE.fresh), await room.command('fill', LATE.long)];
    const cost = (session: unknown) => async () => {
      const tickets = await Promise.all(Array.from({ length: LATE.joins }, () => room.command('ticket', session)));
      const before = await room.cpuMicros();
      for (const ticket of tickets)
        if ((await lookIn(door, String(ticket))) !== LATE.fresh) throw new Error('Messages were missing.');
      return ((await room.cpuMicros()) - before) / LATE.joins;
    };
    const arms = { fresh: cost(fresh), long: cost(long), freshAgain: cost(fresh) };
    await compareArms(arms, 1);
    const costs = await compareArms(arms, ROUNDS);
    const over = (one: 'long' | 'freshAgain') =>
      median(costs[one].rounds.map((spent, round) => spent / costs.fresh.rounds[round]!));
    const detail = {
      messages: LATE,
      cpuMsPerJoin: { fresh: rounded(costs.fresh.median / 1000, 2), long: rounded(costs.long.median / 1000, 2) },
      noiseAA: rounded(over('freshAgain'), 3),
    };
    return [
      boundedResult(
        'C-05',
        'a late join to a long room over one to a fresh one',
        over('long'),
        { atMost: 1.1 },
        detail,
      ),
    ];
  } finally {
    await room.stop();
  }
}

/** Goals P11, P14 and C-05: a room whose chat comes in bursts, whose people lose their connections, and come late. */
export async function run(): Promise<BenchResult[]> {
  return [...(await burstChat()), ...(await reconnects()), ...(await lateJoins())];
}
