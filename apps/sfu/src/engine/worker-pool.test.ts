import { createSocket } from 'node:dgram';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { mediaCodecs, routerRtpCapabilities, type ConsumerOffer } from '@stageline/contracts';
import { eventually, nextEvent } from '@stageline/testing';
import { createWorker, type types } from 'mediasoup';
import { claimsOf, joinAs, must, startSfu, trackOf } from '../testing/harness.ts';

describe('the router', () => {
  it('has the capabilities that clients load before they join', async () => {
    const workerBin = process.env['MEDIASOUP_WORKER_BIN'];
    const worker = await createWorker({ disableLiburing: true, ...(workerBin === undefined ? {} : { workerBin }) });
    const router = await worker.createRouter({ mediaCodecs: mediaCodecs as types.RouterRtpCodecCapability[] });
    const capabilities = router.rtpCapabilities;
    worker.close();
    expect(capabilities).toEqual(routerRtpCapabilities);
  });
});

describe('a media worker that dies', () => {
  it('C-14 is replaced; its rooms are sent to reconnect and come back, the others notice nothing', async () => {
    const test = await startSfu({ workers: 2 });
    const hosts = [claimsOf('host'), claimsOf('host')] as const;
    const [one, other] = [await joinAs(test, hosts[0]), await joinAs(test, hosts[1])];
    const before = test.sfu.workerPids();
    const words = [one, other].map(({ socket }) => new Promise((resolve) => socket.once('peer:closed', resolve)));
    process.kill(before[0] as number, 'SIGKILL');
    expect(await Promise.race(words)).toEqual({ reason: 'reconnect' });
    await eventually(() => test.sfu.workerPids().length === 2, { what: 'a new worker' });
    expect(test.sfu.workerPids()).not.toEqual(before);
    const [moved, stayed] = await eventually(() => {
      if (!one.socket.connected) return [0, 1] as const;
      return other.socket.connected ? undefined : ([1, 0] as const);
    });
    expect([one, other][stayed]?.socket.connected).toBe(true);

    const { tenantId, sessionId } = hosts[moved];
    const viewer = await joinAs(test, claimsOf('attendee', { tenantId, sessionId }));
    const again = await joinAs(test, hosts[moved]);
    const offered = nextEvent<ConsumerOffer>(viewer.socket, 'consumer:created');
    await must(again.socket, 'producer:create', trackOf('camera', again.answer.send?.id ?? ''));
    expect((await offered).identity).toBe(hosts[moved].identity);
  });
});

describe('placement', () => {
  it('gives a new room to the worker with the least to do', async () => {
    const test = await startSfu({ workers: 2, consumersPerWorker: 2 });
    // Two places in all, one per worker: both rooms fit only when they lie on different ones.
    await joinAs(test, claimsOf('attendee'));
    await joinAs(test, claimsOf('attendee'));
    await expect(joinAs(test, claimsOf('attendee'))).rejects.toThrow('unavailable');
  });
});

describe('a worker that is busy for a moment', () => {
  /** Datagrams that the system threw away at a port, by its own word. */
  async function droppedAt(port: number): Promise<number> {
    const rows = (await readFile('/proc/net/udp', 'utf8')).split('\n').map((row) => row.trim().split(/\s+/));
    const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
    return Number(rows.find(([, address]) => address?.endsWith(local))?.at(-1) ?? Number.NaN);
  }

  it('C-12 loses nothing of a key frame that comes meanwhile', async () => {
    const test = await startSfu();
    const { answer } = await joinAs(test, claimsOf('host'));
    const { port } = answer.receive.iceCandidates.find(({ protocol }) => protocol === 'udp') ?? { port: 0 };
    const [pid] = test.sfu.workerPids() as [number];
    const socket = createSocket('udp4');
    process.kill(pid, 'SIGSTOP');
    try {
      // As large as packets of media are: the system counts what it needs to hold them.
      for (let packet = 0; packet < 150; packet += 1)
        await new Promise((sent) => socket.send(Buffer.alloc(1200), port, '127.0.0.1', sent));
      expect(await droppedAt(port)).toBe(0);
    } finally {
      process.kill(pid, 'SIGCONT');
      socket.close();
    }
  });
});

describe('the end of the process', () => {
  it('sends everybody to reconnect and reports all leaves', async () => {
    const test = await startSfu();
    const { socket } = await joinAs(test, claimsOf('host'));
    const word = nextEvent(socket, 'peer:closed');
    await test.sfu.close();
    expect(await word).toEqual({ reason: 'reconnect' });
    expect((await test.reports()).map((report) => report.type)).toEqual(['peer-joined', 'peer-left']);
  });
});

describe('a worker that cannot start', () => {
  it('fails the boot with what to do', async () => {
    await expect(startSfu({ workerBin: '/does/not/exist' })).rejects.toThrow(
      /does not start\. Point MEDIASOUP_WORKER_BIN/,
    );
  });
});
