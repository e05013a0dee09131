import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import mongoose from 'mongoose';

/**
 * Ends what waits for a connection that is gone. The driver (6.16) waits until a socket that took no more has drained, and a
 * socket that closes meanwhile without an error never says so: the operation, and a transaction around it, would hang for
 * good, and with it whoever waits for its turn.
 * @param ports where MongoDB listens; sockets to others are left alone
 * @returns ends the watch over sockets that are opened from then on
 */
export function endStalledWrites(ports: readonly number[]): () => void {
  const onSocket = (message: unknown) => watch((message as { readonly socket: Socket }).socket, ports);
  subscribe('net.client.socket', onSocket);
  return () => void unsubscribe('net.client.socket', onSocket);
}

function watch(socket: Socket, ports: readonly number[]): void {
  socket.once('connect', () => {
    if (!ports.includes(socket.remotePort ?? 0)) return;
    socket.once('close', () => {
      if (socket.listenerCount('drain') > 0)
        socket.emit(
          'error',
          new mongoose.mongo.MongoNetworkError('The connection closed before a command was written'),
        );
    });
  });
}
