import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import mongoose from 'mongoose';

const watched = new Set<number>();

/**
 * Ends what waits for a connection that is gone. The driver (6.16) waits until a socket that took no more has drained, and a
 * socket that closes meanwhile without an error never says so: the operation, and a transaction around it, would hang for
 * good, and with it whoever waits for its turn.
 * @param ports where MongoDB listens; sockets to others are left alone
 */
export function endStalledWrites(ports: readonly number[]): void {
  if (watched.size === 0) subscribe('net.client.socket', (message) => watch((message as { socket: Socket }).socket));
  for (const port of ports) watched.add(port);
}

function watch(socket: Socket): void {
  socket.once('connect', () => {
    if (!watched.has(socket.remotePort ?? 0)) return;
    socket.once('close', () => {
      if (socket.listenerCount('drain') > 0)
        socket.emit(
          'error',
          new mongoose.mongo.MongoNetworkError('The connection closed before a command was written'),
        );
    });
  });
}
