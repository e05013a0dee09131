import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import {
  SFU_ALIVE_SECONDS,
  type SessionId,
  type SfuCommand,
  type TenantId,
  type TicketClaims,
} from '@stageline/contracts';
import { createHealth, type Clock, type Logger } from '@stageline/platform';
import { createRecordingOrders } from '@stageline/platform/recordings';
import { createSfuNodes } from '@stageline/platform/sfu-nodes';
import { createStageRights } from '@stageline/platform/stage-rights';
import type { SingleUseTokens } from '@stageline/platform/tickets';
import type { Redis } from 'ioredis';
import { Cluster } from './cluster/cluster.ts';
import { createLinkServer } from './cluster/link-server.ts';
import { CommandListener } from './commands/command-listener.ts';
import { createIceServers, type TurnOptions } from './engine/ice-servers.ts';
import { webRtcTransports } from './engine/media-transport.ts';
import { WorkerPool } from './engine/worker-pool.ts';
import { createHttpServer } from './http/server.ts';
import { FilmFolder } from './overflow/film-folder.ts';
import type { OverflowOptions } from './overflow/room-overflow.ts';
import { Recorder, type RecorderOptions } from './recording/recorder.ts';
import { ReportWriter } from './reports/report-writer.ts';
import { RoomReporter } from './reports/room-reporter.ts';
import { createRouter, RoomRegistry } from './rooms/registry.ts';
import type { HostedProducer } from './rooms/peer.ts';
import type { ProducerPlace } from './rooms/room.types.ts';
import { createGateway } from './signaling/gateway.ts';

/** Time for the last reports when the process stops. */
const LAST_REPORTS_MS = 2_000;
/** Time for the last segments; what is left then is on disk, and is brought by the next process. */
const LAST_SEGMENTS_MS = 5_000;

export interface ClusterOptions {
  /** Where the others and the api reach it; default: where it listens. */
  readonly url?: string | undefined;
  /** Where it takes media from the others; an address of the private network. */
  readonly linkIp: string;
  readonly tokens: SingleUseTokens;
}

export interface SfuDeps {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly nodeId: string;
  readonly media: {
    readonly workers: number;
    readonly listenIp: string;
    readonly announcedIp: string;
    readonly webRtcPort: number;
    readonly consumersPerWorker: number;
    /** What one peer is sent at most, in bit/s; default: as much as its network carries. */
    readonly maxPeerBps?: number;
    readonly workerBin?: string | undefined;
    /** Relays that browsers may use; absent where there is none. */
    readonly turn?: TurnOptions | undefined;
  };
  readonly recording: RecorderOptions;
  /** How rooms that are full are shown; absent where they are not. */
  readonly overflow?: OverflowOptions | undefined;
  readonly redis: Redis;
  /** @throws ProblemError `invalid-ticket` */
  readonly verifyTicket: (ticket: string) => Promise<TicketClaims>;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Where this process is among others; absent where it is alone. */
  readonly cluster?: ClusterOptions;
  /** Interval of `room-alive`; the contract's unless a test has no time for it. */
  readonly aliveSeconds?: number;
}

export interface Sfu {
  /** Starts to serve. @returns the port */
  listen(): Promise<number>;
  /** Ends one session's room: everybody in it is told so and disconnected. */
  closeRoom(tenantId: TenantId, sessionId: SessionId): void;
  /** Process ids of the media workers that are alive. */
  workerPids(): number[];
  /** Process ids of the writers of recordings. */
  writerPids(): number[];
  /** Takes nobody any more, sends everybody to reconnect elsewhere, writes the last reports. */
  close(): Promise<void>;
}

/**
 * Builds the sfu; the only constructor of it.
 * @throws Error when a media worker does not start or Redis cannot be reached
 */
export async function buildSfu(deps: SfuDeps): Promise<Sfu> {
  const { redis, logger, clock } = deps;
  const writer = new ReportWriter(redis, logger);
  const reporter = new RoomReporter({ write: (report) => writer.write(report), nodeId: deps.nodeId, clock });
  const pool = await WorkerPool.start({ ...deps.media, logger }, (slot) => {
    registry.evacuate(slot);
    links?.lose(slot);
  });
  const rights = createStageRights(redis);
  const films = deps.overflow && new FilmFolder(deps.overflow.directory, deps.nodeId, logger);
  const openTransport = webRtcTransports(deps.media.maxPeerBps ?? 0);
  const recorder = new Recorder({
    ...deps.recording,
    nodeId: deps.nodeId,
    orders: createRecordingOrders(redis),
    report: (report) => writer.write(report),
    reported: () => writer.drained(),
    clock,
    logger,
  });
  const cluster =
    deps.cluster &&
    new Cluster({
      ...deps.cluster,
      nodeId: deps.nodeId,
      nodes: createSfuNodes(redis),
      pool,
      rooms: () => registry.rooms,
      has: (tenantId, sessionId) => registry.has(tenantId, sessionId),
      logger,
    });
  const openRemotePlace = cluster && ((tracks: number, onLost: () => void) => cluster.openPlace(tracks, onLost));
  const iceServers = createIceServers(deps.media.turn, clock);
  const roomDeps = {
    pool,
    openTransport,
    openRemotePlace,
    iceServers,
    reporter,
    rights,
    owners: cluster,
    overflow: deps.overflow && films && { ...deps.overflow, directory: films.directory },
    onProducer: (place: ProducerPlace, producer: HostedProducer) => recorder.producerStarted(place, producer),
    logger,
    clock,
  };
  const registry = new RoomRegistry(roomDeps);
  const commands = new CommandListener(redis.duplicate(), logger, (command) => carryOut(command, registry, recorder));
  const health = createHealth();
  health.addCheck('redis', () => redis.ping());
  health.addCheck('media', async () => pool.place());
  const http = createHttpServer(health, (room, token, file) => registry.overflowFile(room, token, file));
  const { verifyTicket } = deps;
  const gateway = createGateway({ http, registry, verifyTicket, cluster, draining: () => pool.draining, logger });
  const links = deps.cluster && createLinkServer({ ...deps.cluster, http, pool, createRouter, openTransport, logger });
  const alive = setInterval(
    () => {
      for (const room of registry.rooms) reporter.alive(room);
    },
    (deps.aliveSeconds ?? SFU_ALIVE_SECONDS) * 1000,
  );
  await films?.start();
  await recorder.start();
  await commands.start();

  return {
    async listen() {
      http.listen(deps.port, deps.host);
      await once(http, 'listening');
      const { port } = http.address() as AddressInfo;
      await cluster?.start(deps.cluster?.url ?? `http://${reachable(deps.host)}:${port}`);
      logger.info({ host: deps.host, port, workers: pool.alive.length }, 'sfu ready');
      return port;
    },
    closeRoom: (tenantId, sessionId) => registry.closeRoom(tenantId, sessionId),
    workerPids: () => pool.alive.map((slot) => slot.worker.pid),
    writerPids: () => recorder.writerPids,
    async close() {
      pool.drain();
      clearInterval(alive);
      await cluster?.drain();
      const recorded = recorder.close(LAST_SEGMENTS_MS);
      registry.evacuate();
      links?.close();
      await Promise.all([gateway.close(), commands.close(), recorded]);
      cluster?.close();
      pool.close();
      await films?.close();
      await writer.close(LAST_REPORTS_MS);
    },
  };
}

/** A name for a process that listens everywhere. */
const reachable = (host: string) => (host === '0.0.0.0' || host === '::' ? hostname() : host);

function carryOut(command: SfuCommand, registry: RoomRegistry, recorder: Recorder): void {
  switch (command.type) {
    case 'close-room':
      return registry.closeRoom(command.tenantId, command.sessionId);
    case 'open-room':
      return registry.goLive(command.tenantId, command.sessionId);
    case 'invite-speaker':
      return registry.expectSpeaker(command.tenantId, command.sessionId, command.identity, command.displayName);
    case 'set-role':
      return registry.setRole(command.tenantId, command.sessionId, command.identity, command.role);
    case 'close-tenant':
      return registry.closeTenant(command.tenantId);
    case 'close-peers':
      return registry.closePeers(command.tenantId, command.holders);
    case 'sync-recording':
      return recorder.sync(command.tenantId, command.sessionId);
    case 'open-tenant':
      return registry.openTenant(command.tenantId);
  }
}
