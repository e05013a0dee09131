import type { Ack } from '@stageline/contracts';
import type { Socket } from 'socket.io-client';
import { afterFile } from './jest/cleanups.ts';

/** Whose socket it is: the tenant comes from the host, the actor from the cookie. */
export interface SocketOptions {
  /** The `Host` header, such as `kevin-gardner.localhost:3000`. */
  host: string;
  /** The namespace, such as `/line`. Default: `/`. */
  namespace?: string;
  /** The whole `Cookie` header. */
  cookie?: string;
  /** socket.io's path. Default: `/socket.io`. */
  path?: string;
  /** More headers, such as `Origin`. */
  headers?: Record<string, string>;
  /** The handshake's `auth` payload. */
  auth?: Record<string, unknown>;
}

/**
 * Connects a socket.io client to a server on loopback, as a browser at `host` would (Node does not resolve `*.localhost`).
 * WebSocket only, no reconnection: a test sees every drop. Disconnected after the test file.
 * @param url the server's address, such as `http://127.0.0.1:4000`.
 * @throws the server's `connect_error`.
 */
export async function connectSocket(url: string, options: SocketOptions): Promise<Socket> {
  const { host, namespace = '/', cookie, path = '/socket.io', headers, auth } = options;
  const { io } = await import('socket.io-client');
  const socket = io(new URL(namespace, url).href, {
    path,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { Host: host, ...(cookie !== undefined && { Cookie: cookie }), ...headers },
    ...(auth && { auth }),
  });
  afterFile(async () => socket.disconnect());
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', (error) => {
      socket.disconnect();
      reject(error);
    });
  });
  return socket;
}

/**
 * Says something and returns the acknowledgement as it is.
 * @throws after 30 s without one: a deadline for what hangs, not a measure of speed
 */
export const askSocket = (socket: Socket, event: string, payload?: unknown): Promise<Ack<unknown>> =>
  socket.timeout(30_000).emitWithAck(event, payload) as Promise<Ack<unknown>>;

/** Waits for the next event of this name and returns its first argument. @throws after `timeoutMs`, by default 30 000. */
export function nextEvent<T = unknown>(socket: Socket, event: string, timeoutMs = 30_000): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      socket.off(event, take);
      reject(new Error(`No ${event} within ${timeoutMs} ms`));
    }, timeoutMs);
    const take = (payload: T): void => {
      clearTimeout(timer);
      resolve(payload);
    };
    socket.once(event, take);
  });
}
