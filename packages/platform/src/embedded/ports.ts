import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';

/** Below what systems hand out to whoever connects, or listens on any port: Linux begins at 32 768, others higher. */
const FIRST_PORT = 20_000;
const PORTS = 12_000;
const TRIES = 100;

/**
 * A TCP port on the loopback address that is free now, and that nobody gets by chance until it is used.
 * @throws when none is found
 */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const port = await listenOnce(FIRST_PORT + randomInt(PORTS));
    if (port !== undefined) return port;
  }
  throw new Error('No free TCP port on 127.0.0.1');
}

/** The preferred port when it is free, another one otherwise. */
export async function freePortNear(preferred: number | undefined): Promise<number> {
  return preferred !== undefined && (await listenOnce(preferred)) !== undefined ? preferred : freePort();
}

/** @throws Error unless something accepts connections on this loopback port. */
export function requireListening(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1' }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}
