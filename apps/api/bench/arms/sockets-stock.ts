import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveArm } from '@stageline/testing/bench';
import { Server } from 'socket.io';
import { blast, EVENT, NAMESPACE, ROOM, type Blast } from './socket-payload.ts';

/** The peer: socket.io as its documentation shows it. */
const server = createServer();
const io = new Server(server, { transports: ['websocket'] });
const namespace = io.of(NAMESPACE);
namespace.on('connection', (socket) => void socket.join(ROOM));
server.listen(0, '127.0.0.1', () =>
  serveArm((server.address() as AddressInfo).port, {
    blast: (order) => blast(order as Blast, (payload) => void namespace.to(ROOM).emit(EVENT, payload)),
  }),
);
