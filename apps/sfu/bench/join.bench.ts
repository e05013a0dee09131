import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { mediaCodecs, routerRtpCapabilities, type TicketClaims } from '@stageline/contracts';
import { createLogger, newId, systemClock } from '@stageline/platform';
import { boundedResult, compareArms, median, percentile, type BenchResult } from '@stageline/testing/bench';
import type { types } from 'mediasoup';
import { webRtcTransports } from '../src/engine/media-transport.ts';
import { WorkerPool } from '../src/engine/worker-pool.ts';
import type { WorkerSlot } from '../src/engine/worker-slot.ts';
import { ReportWriter } from '../src/reports/report-writer.ts';
import { RoomReporter } from '../src/reports/room-reporter.ts';
import { Peer } from '../src/rooms/peer.ts';
import { RoomRegistry } from '../src/rooms/registry.ts';
import { dispatch } from '../src/signaling/dispatch.ts';
import { createHandlers, type Connection } from '../src/signaling/handlers.ts';
import { benchClaims, nobodysRights } from './arms.ts';
import { openBench, startBenchSfu } from './bench-sfu.ts';
import { measureBrowserJoins } from './browser-joins.ts';
import { measureBusyRoomJoins } from './busy-room-joins.ts';
import { injectedTracks } from './injector.ts';

const ROUNDS = 9;
const JOINS = 400;
const AT_ONCE = 20;

const logger = createLogger({ service: 'bench', level: 'warn' });

setFlagsFromString('--expose-gc');
/** Each arm begins without the garbage of the one before. */
const collectGarbage = runInNewContext('gc') as () => void;

type Join = () => Promise<() => void>;

/**
 * Runs many joins, some at once.
 * @param prepare makes one join of a peer that is connected; what a join returns undoes it
 * @param settled waits for what joins leave to be done, which counts, too
 * @returns joins per second of this process's CPU: what it can do, whatever else the machine does meanwhile
 */
async function rateOf(
  slot: WorkerSlot,
  prepare: () => Join,
  settled: () => Promise<void> = async () => undefined,
): Promise<number> {
  const joins = Array.from({ length: JOINS }, prepare);
  const undo: (() => void)[] = [];
  const runner = async () => {
    for (let join = joins.pop(); join !== undefined; join = joins.pop()) undo.push(await join());
  };
  collectGarbage();
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: AT_ONCE }, runner));
  await settled();
  const { user, system } = process.cpuUsage(before);
  for (const each of undo) each();
  await settled();
  // The worker answers in order: what the leaves cost is not on the next arm's account.
  await slot.worker.getResourceUsage();
  return JOINS / ((user + system) / 1e6);
}

/** mediasoup alone: a transport and two paused consumers per join. */
async function bareJoins(slot: WorkerSlot): Promise<() => Promise<number>> {
  const router = await slot.worker.createRouter({ mediaCodecs: mediaCodecs as types.RouterRtpCodecCapability[] });
  const sender = await router.createWebRtcTransport({ webRtcServer: slot.webRtcServer });
  const producers = await Promise.all(
    injectedTracks.map(({ kind, rtpParameters }) =>
      sender.produce({ kind, rtpParameters: rtpParameters as types.RtpParameters }),
    ),
  );
  const rtpCapabilities = routerRtpCapabilities as types.RtpCapabilities;
  return () =>
    rateOf(slot, () => async () => {
      const transport = await router.createWebRtcTransport({
        webRtcServer: slot.webRtcServer,
        enableTcp: true,
        preferUdp: true,
      });
      await Promise.all(
        producers.map(({ id }) => transport.consume({ producerId: id, rtpCapabilities, paused: true })),
      );
      return () => transport.close();
    });
}

/** The product: a message that is parsed, admitted, answered and reported. */
async function productJoins(slot: WorkerSlot, writer: ReportWriter): Promise<() => Promise<number>> {
  const reporter = new RoomReporter({ write: (report) => writer.write(report), nodeId: 'bench', clock: systemClock });
  const openTransport = webRtcTransports(0);
  const registry = new RoomRegistry({
    pool: { place: () => slot, spare: () => undefined },
    iceServers: () => [],
    openTransport,
    reporter,
    rights: nobodysRights,
    logger,
    clock: systemClock,
  });
  const handlers = createHandlers(registry);
  const place = { tenantId: newId('tnt'), sessionId: newId('ses') };
  const connect = (role: TicketClaims['role']): Connection => {
    const peer = new Peer(benchClaims(place, role), { tell: () => undefined, end: () => undefined });
    const connection: Connection = { peer, room: undefined, leave: () => connection.room?.leave(peer, 'left') };
    return connection;
  };
  const say = async (connection: Connection, event: string, payload: unknown) => {
    const ack = await dispatch(event, payload, connection, handlers, (error) => logger.error(error));
    if (!ack.ok) throw new Error(`${event} was refused: ${ack.problem.code}`);
  };
  const host = connect('host');
  await say(host, 'peer:join', { rtpCapabilities: routerRtpCapabilities });
  const transportId = host.peer.send?.media.id;
  for (const track of injectedTracks) await say(host, 'producer:create', { ...track, transportId });
  const prepare = (): Join => {
    const attendee = connect('attendee');
    return async () => {
      await say(attendee, 'peer:join', { rtpCapabilities: routerRtpCapabilities });
      return attendee.leave;
    };
  };
  return () => rateOf(slot, prepare, () => writer.drained());
}

/** Goals P20 and P21: what a join costs, against mediasoup alone and in a real browser, and how its media is encrypted. */
export async function run(): Promise<BenchResult[]> {
  const bench = await openBench('join-bench');
  const { redis, media } = bench;
  const pool = await WorkerPool.start({ ...media, logger }, () => undefined);
  try {
    const slot = pool.place();
    const writer = new ReportWriter(redis, logger);
    const arms = {
      bare: await bareJoins(slot),
      product: await productJoins(slot, writer),
      bareAgain: await bareJoins(slot),
    };
    await compareArms(arms, 1);
    const rates = await compareArms(arms, ROUNDS);
    pool.close();
    const ratio = (over: keyof typeof arms, under: keyof typeof arms) =>
      median(rates[over].rounds.map((rate, round) => rate / (rates[under].rounds[round] ?? NaN)));
    const detail = {
      joinsPerSecond: { bare: Math.round(rates.bare.median), product: Math.round(rates.product.median) },
      noiseAA: Math.round(ratio('bareAgain', 'bare') * 1000) / 1000,
    };
    const sfu = await startBenchSfu(redis, media, logger);
    const busy = await measureBusyRoomJoins(sfu).finally(() => sfu.close());
    const browser = await measureBrowserJoins(redis, media, logger);
    const { ciphers, workerMsPerJoin } = browser;
    const gcm = ciphers.filter((cipher) => /AEAD_AES_(256|128)_GCM$/.test(cipher)).length / ciphers.length;
    return [
      boundedResult(
        'P20',
        'joins per second of CPU, product over bare mediasoup',
        ratio('product', 'bare'),
        { atLeast: 0.8 },
        detail,
      ),
      boundedResult(
        'P20',
        'worker CPU ms per join with DTLS, real browser',
        median(workerMsPerJoin),
        { atMost: 4.5 },
        { rounds: workerMsPerJoin },
      ),
      boundedResult(
        'C-02',
        'ms from join to answer over a socket, 500 in the room, p95',
        percentile(busy, 0.95),
        { atMost: 300 },
        { p50: Math.round(median(busy)) },
      ),
      boundedResult(
        'P21',
        'share of connections with an AEAD GCM suite, real browser',
        gcm,
        { atLeast: 1 },
        { ciphers: [...new Set(ciphers)] },
      ),
    ];
  } finally {
    pool.close();
    await bench.close();
  }
}
