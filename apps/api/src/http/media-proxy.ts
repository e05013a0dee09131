import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { errorRegistry } from '@stageline/contracts';
import type { Logger } from '@stageline/platform';
import { proxyUpgrade } from 'httpxy';
import type { Admission } from '../realtime/admission.ts';
import { problemOf } from './problems.ts';

const SFU_PATH = '/sfu/';
const SOCKETS_PATH = '/socket.io/';

/**
 * Every WebSocket upgrade that is not the gateway's own: the sfu's signalling is passed on, so that a browser needs one
 * origin only; anything else is closed. Media itself never comes through here.
 */
export function proxyMediaSignalling(
  server: Server,
  deps: { readonly sfuUrl: string; readonly admission: Admission; readonly logger: Logger },
): void {
  const open = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    await deps.admission.admitUpgrade(request);
    await proxyUpgrade(deps.sfuUrl, request, socket, head, { upgradeTimeout: 5000 });
  };
  server.on('upgrade', (request, socket, head) => {
    const path = request.url ?? '';
    if (path.startsWith(SOCKETS_PATH)) return;
    if (!path.startsWith(SFU_PATH)) return void socket.destroy();
    open(request, socket, head).catch((error: unknown) => {
      deps.logger.debug({ err: error }, 'media signalling refused');
      if (socket.writable) refuse(socket, errorRegistry[problemOf(error).code].status);
    });
  });
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
