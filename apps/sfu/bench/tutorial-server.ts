import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mediaCodecs } from '@stageline/contracts';
import { createWorker, type types } from 'mediasoup';
import { Server } from 'socket.io';

type Reply = (answer: unknown) => void;
interface Asked {
  readonly transportId: string;
  readonly consumerId: string;
  readonly kind: types.MediaKind;
  readonly dtlsParameters: types.DtlsParameters;
  readonly rtpParameters: types.RtpParameters;
  readonly rtpCapabilities: types.RtpCapabilities;
}

/**
 * A room as the tutorials of mediasoup build it: one question for each step, each of which waits for the answer to the one before.
 * @returns its address, and what ends it
 */
export async function serveTutorial(workerBin: string | undefined): Promise<{ url: string; close(): Promise<void> }> {
  const worker = await createWorker({
    logLevel: 'none',
    disableLiburing: true,
    ...(workerBin && { workerBin }),
  });
  const router = await worker.createRouter({
    mediaCodecs: mediaCodecs as types.RouterRtpCodecCapability[],
  });
  const producers = new Map<types.MediaKind, types.Producer>();
  const http = createServer();
  new Server(http).on('connection', (socket) => {
    const transports = new Map<string, types.Transport>();
    const consumers = new Map<string, types.Consumer>();
    socket.on('capabilities', (_asked: Asked, reply: Reply) => reply(router.rtpCapabilities));
    socket.on('transport', async (_asked: Asked, reply: Reply) => {
      const transport = await router.createWebRtcTransport({
        listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }],
      });
      transports.set(transport.id, transport);
      const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
      reply({ id, iceParameters, iceCandidates, dtlsParameters });
    });
    socket.on('connect-transport', async ({ transportId, dtlsParameters }: Asked, reply: Reply) => {
      await transports.get(transportId)!.connect({ dtlsParameters });
      reply({});
    });
    socket.on('produce', async ({ transportId, kind, rtpParameters }: Asked, reply: Reply) => {
      const producer = await transports.get(transportId)!.produce({ kind, rtpParameters });
      producers.set(kind, producer);
      reply({ id: producer.id });
    });
    socket.on('consume', async ({ transportId, kind, rtpCapabilities }: Asked, reply: Reply) => {
      const producerId = producers.get(kind)!.id;
      const consumer = await transports.get(transportId)!.consume({ producerId, rtpCapabilities, paused: true });
      consumers.set(consumer.id, consumer);
      reply({
        id: consumer.id,
        producerId,
        kind,
        rtpParameters: consumer.rtpParameters,
      });
    });
    socket.on('resume', async ({ consumerId }: Asked, reply: Reply) => {
      await consumers.get(consumerId)!.resume();
      reply({});
    });
    socket.on('disconnect', () => {
      for (const transport of transports.values()) transport.close();
    });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    async close() {
      worker.close();
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
}
