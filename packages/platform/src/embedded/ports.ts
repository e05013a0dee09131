import { connect, createServer } from 'node:net';

/** A TCP port on the loopback address that is free now. */
export async function freePort(): Promise<number> {
  const port = await listenOnce(0);
  if (port === undefined) throw new Error('No free TCP port on 127.0.0.1');
  return port;
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
