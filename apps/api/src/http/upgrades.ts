import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { errorRegistry, ProblemError } from '@stageline/contracts';
import { problemOf } from './problems.ts';

/** Paths that lead somewhere when a connection is upgraded. */
export const SOCKETS_PATH = '/socket.io/';
export const SFU_PATH = '/sfu/';

/**
 * Stands before everybody who takes upgrades. Node hands a socket over without any listener, so a client that resets its
 * connection while we look its host up would end the process; and an upgrade that nobody takes would wait for ever.
 */
export function guardUpgrades(server: Server): void {
  server.prependListener('upgrade', (request, connection) => {
    connection.on('error', destroyThis);
    const path = request.url ?? '';
    if (!path.startsWith(SOCKETS_PATH) && !path.startsWith(SFU_PATH))
      refuseUpgrade(connection, new ProblemError('not-found'));
  });
}

/** A listener: one for all connections, because each is kept for as long as its connection. */
function destroyThis(this: Duplex): void {
  this.destroy();
}

/** Answers an upgrade with the status of what was thrown, and nothing else: the client's WebSocket shows no more. */
export function refuseUpgrade(socket: Duplex, error: unknown): void {
  if (!socket.writable) return void socket.destroy();
  const { status } = errorRegistry[problemOf(error).code];
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}
