import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { overflow, type SessionId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { createSfuNodes } from '@stageline/platform/sfu-nodes';
import type { ApiBed, Site } from './api-bed.ts';

type Call = (as: Site['owner'], target: Site) => Promise<{ status: number; body: unknown }>;

const TOKEN = 'a'.repeat(32);

/** A full room of another site is not there: its sfu is found by the site that asks, and asked about that site's room. */
export function overflowRows<Row>({ names }: { names(call: Call): Row }, bed: () => ApiBed): Record<string, Row> {
  /** Answers as the sfu of a site does that has one viewer outside of its room. */
  async function serve(site: Site) {
    const { tenantId } = site;
    const sessionId = site.sessionId as SessionId;
    const file = `/overflow/${tenantId}/${sessionId}/${TOKEN}/live.m3u8`;
    const server = createServer((request, response) => {
      response.writeHead(request.url === file ? 200 : 404).end('#EXTM3U');
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const nodes = createSfuNodes(bed().container.redis);
    const id = newId('evt');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await nodes.announce({ v: 1, id, url, demand: 0, budget: 0, draining: false });
    const owner = await nodes.claim({ tenantId, sessionId }, id);
    if (owner !== id) await nodes.takeOver({ tenantId, sessionId }, id, owner);
    return async () => {
      await nodes.release({ tenantId, sessionId }, id);
      await nodes.withdraw(id);
      server.closeAllConnections();
      server.close();
    };
  }
  return {
    'overflow.media': names(async (as, target) => {
      const end = await serve(target);
      const url = overflow.overflowPath(target.sessionId as SessionId, TOKEN, 'live.m3u8');
      const { statusCode: status, body } = await bed().http.inject({ method: 'GET', url, headers: { host: as.host } });
      await end();
      return { status, body };
    }),
  };
}
