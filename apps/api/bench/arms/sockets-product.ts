import { createWriteStream } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { lineNamespace } from '@stageline/contracts';
import { createLogger } from '@stageline/platform';
import { connectRedis } from '@stageline/platform/redis';
import { serveArm } from '@stageline/testing/bench';
import type { HostFacts } from '../../src/http/hosts.ts';
import { createAdmission } from '../../src/realtime/admission.ts';
import { socketBinding } from '../../src/realtime/binding.ts';
import { createBroadcaster, hearBroadcasts } from '../../src/realtime/broadcasts.ts';
import { createGateway } from '../../src/realtime/gateway.ts';
import { fromBench } from './from-bench.ts';
import { APEX, SLUG, tenantId } from './payload.ts';
import { mergeTicks } from '../../src/modules/sessions/index.ts';
import { blast, chat, EVENT, NAMESPACE, ROOM, type Blast } from './socket-payload.ts';

/**
 * The product's gateway, from the Redis channel to the sockets. No merge rule, so every broadcast is a frame; the chat's own
 * with `COALESCE`.
 */
/** Two of these may run beside each other, and Redis tells both of everything. */
const room = `${ROOM}:${process.pid}`;
const facts: HostFacts = {
  kind: 'tenant',
  tenant: { id: tenantId, slug: SLUG, url: `http://${SLUG}.${APEX}`, status: 'active' },
};
const refuse = async (): Promise<never> => {
  throw new Error('not measured');
};
const logger = createLogger({ service: 'bench', level: 'info', stream: createWriteStream('/dev/null') });
const redis = await connectRedis(fromBench('REDIS_URL'), { name: 'bench' });
const subscriber = await connectRedis(fromBench('REDIS_URL'), { name: 'bench-subscriber' });
const server = createServer();
const binding = socketBinding({
  namespace: lineNamespace,
  onConnect: async (_peer, tools) => tools.join(room),
  merge: (process.env['COALESCE'] === '1' ? { 'room:tick': mergeTicks } : {}) as object,
  handlers: {
    'line:resume': async () => ({ entries: [], total: 0, cursor: 0, revision: 0, changes: [], truncated: false }),
  },
});
const admission = createAdmission({
  hosts: { peek: (host) => (host === `${SLUG}.${APEX}` ? facts : { kind: 'unknown' }), resolve: refuse },
  sessions: { authenticateSocket: refuse },
  tickets: { verify: refuse },
});
await createGateway({ server, bindings: [binding], admission, broadcasts: await hearBroadcasts(subscriber), logger });
const broadcaster = createBroadcaster(redis, logger);
server.listen(0, '127.0.0.1', () =>
  serveArm((server.address() as AddressInfo).port, {
    blast: (order) => blast(order as Blast, (payload) => broadcaster.tell(NAMESPACE, room, EVENT, payload)),
    chat: (order) => chat(order as Blast, (payload) => broadcaster.tell(NAMESPACE, room, 'room:tick', payload)),
  }),
);
