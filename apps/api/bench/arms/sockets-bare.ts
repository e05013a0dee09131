import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { serveArm } from '@stageline/testing/bench';
import { WebSocketServer, type WebSocket } from 'ws';
import { encodeEventFrame } from '../../src/realtime/frames.ts';
import { blast, EVENT, NAMESPACE, type Blast } from './socket-payload.ts';

/** The floors: TCP sockets that are written a ready frame, and (`PROTOCOL=ws`) bare ws for the memory of a connection. */
if (process.env['PROTOCOL'] === 'ws') {
  const server = createHttpServer();
  const room = new Set<WebSocket>();
  new WebSocketServer({ server }).on('connection', (socket) => {
    room.add(socket);
    socket.on('message', (data) => void data);
    socket.on('error', () => undefined);
    socket.on('close', () => room.delete(socket));
  });
  server.listen(0, '127.0.0.1', () => serveArm((server.address() as AddressInfo).port));
} else {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1', () =>
    serveArm((server.address() as AddressInfo).port, {
      blast: (order) =>
        blast(order as Blast, (payload) => {
          const frame = encodeEventFrame(NAMESPACE, EVENT, payload);
          for (const socket of sockets) socket.write(frame);
        }),
    }),
  );
}
