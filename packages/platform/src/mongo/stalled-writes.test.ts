import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { expect, it } from '@jest/globals';
import { afterFile } from '@stageline/testing';
import mongoose from 'mongoose';
import { endStalledWrites } from './stalled-writes.ts';

async function listening(): Promise<number> {
  const server = createServer((socket) => socket.on('error', () => undefined));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterFile(async () => server.close());
  return (server.address() as AddressInfo).port;
}

/** How the driver waits for a socket that takes no more, and what became of it once the socket is closed. */
async function waitOf(port: number): Promise<unknown> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  let seen: unknown = 'still waits';
  const closed = new Promise((resolve) => socket.once('close', resolve));
  once(socket, 'drain').catch((error: unknown) => (seen = error));
  // Without an error, as when the server has gone.
  socket.destroy();
  await closed;
  await new Promise(setImmediate);
  return seen;
}

it('whoever waits to write to MongoDB is told that the connection is gone, and nobody else', async () => {
  const [mongo, other] = [await listening(), await listening()];
  const endWatch = endStalledWrites([mongo]);
  expect(await waitOf(mongo)).toBeInstanceOf(mongoose.mongo.MongoNetworkError);
  expect(await waitOf(other)).toBe('still waits');
  endWatch();
  expect(await waitOf(mongo)).toBe('still waits');
});
