import { createSocket, type RemoteInfo, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterFile } from './jest/cleanups.ts';

/** A stretch of network between a client and a server on this machine, which can be made as bad as a test needs it. */
export interface BadNetwork {
  /** Where the client connects instead of the server's TCP port. */
  readonly tcpPort: number;
  /** Where the client sends its datagrams instead of the server's UDP port. */
  readonly udpPort: number;
  /** Drops that share of all datagrams, each way, from now on. */
  lose(share: number): void;
  /** Nothing arrives any more, and nobody is told: connections stay open. */
  cut(): void;
  /** What TCP held back flows again; datagrams that fell meanwhile are gone. */
  mend(): void;
  /** Datagrams that arrived and that were dropped since the start, both ways. */
  readonly counts: Readonly<{ passed: number; dropped: number }>;
}

/**
 * Starts a relay before the ports of a server on the loopback. The kernel of a test machine need not have `netem`. Which datagrams are lost is the
 * same in every run. It ends with the test file.
 */
export async function startBadNetwork(server: { tcpPort: number; udpPort: number }): Promise<BadNetwork> {
  const link = { share: 0, isCut: false, counts: { passed: 0, dropped: 0 }, random: mulberry32(1) };
  const pass = (): boolean => {
    const passes = !link.isCut && link.random() >= link.share;
    link.counts[passes ? 'passed' : 'dropped']++;
    return passes;
  };
  const tcp = await relayTcp(server.tcpPort);
  const udp = await relayUdp(server.udpPort, pass);
  afterFile(async () => {
    udp.close();
    await tcp.close();
  });
  return {
    tcpPort: tcp.port,
    udpPort: udp.port,
    counts: link.counts,
    lose: (share) => {
      link.share = share;
    },
    cut: () => {
      link.isCut = true;
      tcp.hold();
    },
    mend: () => {
      link.isCut = false;
      tcp.release();
    },
  };
}

/** Numbers in [0, 1), the same for the same seed. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function relayTcp(target: number) {
  const sockets = new Set<Socket>();
  let isHeld = false;
  const join = (from: Socket, to: Socket): void => {
    sockets.add(from);
    from.on('data', (chunk) => to.write(chunk));
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
    if (isHeld) from.pause();
  };
  const listener = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    join(client, upstream);
    join(upstream, client);
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return {
    port: (listener.address() as AddressInfo).port,
    hold: () => {
      isHeld = true;
      for (const socket of sockets) socket.pause();
    },
    release: () => {
      isHeld = false;
      for (const socket of sockets) socket.resume();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      listener.close();
      await once(listener, 'close');
    },
  };
}

async function relayUdp(target: number, pass: () => boolean) {
  const front = createSocket('udp4');
  /** One socket for each sender, so that the server tells them apart. */
  const backs = new Map<number, UdpSocket>();
  const backOf = ({ port, address }: RemoteInfo): UdpSocket => {
    const known = backs.get(port);
    if (known !== undefined) return known;
    const back = createSocket('udp4');
    back.on('message', (datagram) => {
      if (pass()) front.send(datagram, port, address);
    });
    backs.set(port, back);
    return back;
  };
  front.on('message', (datagram, from) => {
    if (pass()) backOf(from).send(datagram, target, '127.0.0.1');
  });
  front.bind(0, '127.0.0.1');
  await once(front, 'listening');
  return {
    port: front.address().port,
    close: () => {
      front.close();
      for (const back of backs.values()) back.close();
    },
  };
}
