import { randomBytes } from 'node:crypto';
import {
  mediaCodecs,
  routerRtpCapabilities,
  type ConsumerOffer,
  type RtpCapabilities,
  type TicketClaims,
  type TransportOffer,
} from '@stageline/contracts';
import { createLogger, newId, systemClock } from '@stageline/platform';
import type { StageRights } from '@stageline/platform/stage-rights';
import type { types } from 'mediasoup';
import type { OpenTransport } from '../src/engine/media-transport.ts';
import type { LocalTrack } from '../src/engine/receiver.ts';
import type { WorkerSlot } from '../src/engine/worker-slot.ts';
import { RoomReporter } from '../src/reports/room-reporter.ts';
import { Peer } from '../src/rooms/peer.ts';
import { RoomRegistry } from '../src/rooms/registry.ts';
import { injectedTracks, Injector } from './injector.ts';

/** AES-256-GCM: 32 bytes of key and 12 of salt. */
const GCM_KEY_BYTES = 44;
const CIPHER = 'AEAD_AES_256_GCM';
const LOCAL = { protocol: 'udp', ip: '127.0.0.1' } as const;

/** One sender and its receivers on a worker, set up in one way or another. */
export interface Arm {
  readonly name: string;
  readonly injector: Injector;
  /** Packets that were forwarded so far. */
  forwarded(): Promise<number>;
}

/** Nobody was given anything: no room of a bench has a stage, nor a Redis. */
export const nobodysRights: StageRights = {
  load: async () => new Map(),
  find: async () => null,
  set: async () => undefined,
  remove: async () => undefined,
  clear: async () => undefined,
};

/** As a browser's, but without congestion feedback, which a sink does not give and a probe would wait for. */
export const receiverCapabilities: RtpCapabilities = {
  codecs: routerRtpCapabilities.codecs.map((codec) => ({
    ...codec,
    rtcpFeedback: (codec.rtcpFeedback ?? []).filter(({ type }) => type !== 'transport-cc' && type !== 'goog-remb'),
  })),
  headerExtensions: routerRtpCapabilities.headerExtensions.filter(({ uri }) => uri.endsWith(':mid')),
};

const openSender = (router: types.Router) =>
  router.createPlainTransport({ listenInfo: LOCAL, comedia: true, rtcpMux: true });

async function openReceiver(router: types.Router, sinkPort: number, encrypted: boolean): Promise<types.PlainTransport> {
  const secure = encrypted ? ({ enableSrtp: true, srtpCryptoSuite: CIPHER } as const) : {};
  const transport = await router.createPlainTransport({ listenInfo: LOCAL, rtcpMux: true, ...secure });
  const keyBase64 = randomBytes(GCM_KEY_BYTES).toString('base64');
  const remote = encrypted ? { srtpParameters: { cryptoSuite: CIPHER, keyBase64 } as const } : {};
  await transport.connect({ ip: '127.0.0.1', port: sinkPort, ...remote });
  return transport;
}

async function countForwarded(consumers: readonly types.Consumer[]): Promise<number> {
  const stats = await Promise.all(consumers.map((consumer) => consumer.getStats()));
  return stats.flat().reduce((sum, stat) => sum + (stat.type === 'outbound-rtp' ? stat.packetCount : 0), 0);
}

export interface ArmOptions {
  readonly name: string;
  readonly slot: WorkerSlot;
  /** Another worker, for a room that fills the first. */
  readonly spare?: WorkerSlot | undefined;
  readonly receivers: number;
  readonly sinkPort: number;
  readonly encrypted: boolean;
}

/** mediasoup alone: the shortest script that does the same. */
export async function bareArm({ name, slot, receivers, sinkPort, encrypted }: ArmOptions): Promise<Arm> {
  const router = await slot.worker.createRouter({ mediaCodecs: mediaCodecs as types.RouterRtpCodecCapability[] });
  const sender = await openSender(router);
  const producers = await Promise.all(
    injectedTracks.map(({ kind, rtpParameters }) =>
      sender.produce({
        kind,
        rtpParameters: rtpParameters as types.RtpParameters,
        ...(kind === 'video' ? { keyFrameRequestDelay: 350 } : {}),
      }),
    ),
  );
  const consumers: types.Consumer[] = [];
  for (let index = 0; index < receivers; index += 1) {
    const receiver = await openReceiver(router, sinkPort, encrypted);
    for (const { id: producerId } of producers) {
      const rtpCapabilities = receiverCapabilities as types.RtpCapabilities;
      consumers.push(await receiver.consume({ producerId, rtpCapabilities }));
    }
  }
  const injector = await Injector.open(sender.tuple.localPort);
  return { name, injector, forwarded: () => countForwarded(consumers) };
}

export const benchClaims = (
  room: Pick<TicketClaims, 'tenantId' | 'sessionId'>,
  role: TicketClaims['role'],
): TicketClaims => ({
  ...room,
  role,
  identity: role === 'host' ? newId('mem') : newId('per'),
  displayName: 'Bench',
});

/** The product's room code, from registry to consumer; only the transports are plain, as in the bare arm. */
export async function roomArm({ name, slot, spare, receivers, sinkPort, encrypted }: ArmOptions): Promise<Arm> {
  const opened: types.PlainTransport[] = [];
  let sending = true;
  const openTransport: OpenTransport = async (_slot, router) => {
    const media = sending ? await openSender(router) : await openReceiver(router, sinkPort, encrypted);
    opened.push(media);
    return {
      media,
      offer: { id: media.id } as TransportOffer,
      connect: async () => undefined,
      restartIce: async () => ({ usernameFragment: '', password: '' }),
      onReady: () => undefined,
    };
  };
  const logger = createLogger({ service: 'bench', level: 'warn' });
  const reporter = new RoomReporter({ write: () => undefined, nodeId: 'bench', clock: systemClock });
  const registry = new RoomRegistry({
    pool: { place: () => slot, spare: (used) => (spare !== undefined && !used.has(spare) ? spare : undefined) },
    iceServers: () => [],
    openTransport,
    reporter,
    rights: nobodysRights,
    logger,
    clock: systemClock,
  });
  const place = { tenantId: newId('tnt'), sessionId: newId('ses') };
  const offers: ConsumerOffer[] = [];
  const newPeer = (role: TicketClaims['role']) =>
    new Peer(benchClaims(place, role), {
      tell: (event, payload) => void (event === 'consumer:created' && offers.push(payload as ConsumerOffer)),
      end: () => undefined,
    });

  const host = newPeer('host');
  const { room, answer } = await registry.join(host, receiverCapabilities);
  const sender = opened[1] as types.PlainTransport;
  sending = false;
  const peers: Peer[] = [];
  for (let index = 0; index < receivers; index += 1) {
    const peer = newPeer('attendee');
    await registry.join(peer, receiverCapabilities);
    peers.push(peer);
  }
  const transportId = answer.send?.id ?? '';
  for (const track of injectedTracks) await room.production.produce(host, { ...track, transportId, paused: false });
  for (const peer of peers) await room.resumeConsumers(peer, [...peer.consumers.keys()]);
  if (offers.length !== receivers * injectedTracks.length)
    throw new Error('Not every receiver was offered every track.');
  const consumers = peers.flatMap((peer) =>
    [...peer.consumers.values()].map(({ media }) => (media as LocalTrack).media),
  );
  const injector = await Injector.open(sender.tuple.localPort);
  return { name, injector, forwarded: () => countForwarded(consumers) };
}
