import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from '@stageline/platform';
import { proxyUpgrade } from 'httpxy';
import type { Admission } from '../realtime/admission.ts';
import type { MediaNodes } from './media-nodes.ts';
import { refuseUpgrade, SFU_PATH } from './upgrades.ts';

const UNREACHABLE = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'ETIMEDOUT']);

/**
 * Passes the sfu's signalling on, so that a browser needs one origin only. Media itself never comes through here.
 */
export function proxyMediaSignalling(
  server: Server,
  deps: { readonly nodes: MediaNodes; readonly admission: Admission; readonly logger: Logger },
): void {
  const open = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    await deps.admission.admitUpgrade(request);
    const url = await deps.nodes.urlFor(request.headers.host ?? '');
    try {
      await proxyUpgrade(url, request, socket, head, { upgradeTimeout: 5000 });
    } catch (error) {
      // A client that breaks off says nothing about the sfu.
      if (UNREACHABLE.has((error as NodeJS.ErrnoException).code ?? '')) deps.nodes.failed(url);
      throw error;
    }
  };
  server.on('upgrade', (request, socket, head) => {
    if (request.url?.startsWith(SFU_PATH) !== true) return;
    open(request, socket, head).catch((error: unknown) => {
      deps.logger.debug({ err: error }, 'media signalling refused');
      refuseUpgrade(socket, error);
    });
  });
}
