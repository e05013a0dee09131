import { createWriteStream } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId } from '@stageline/platform';
import { connectRedis } from '@stageline/platform/redis';
import { runInTenant } from '@stageline/tenancy';
import { serveArm } from '@stageline/testing/bench';
import { createAdmission } from '../../src/realtime/admission.ts';
import { hearBroadcasts } from '../../src/realtime/broadcasts.ts';
import { createGateway } from '../../src/realtime/gateway.ts';
import { fromBench } from './from-bench.ts';
import { benchConfig, benchLogger, openProduct, openSite } from './stores.ts';

/** The product's room with its chat: the messages are stored, told and asked for again as on the air. */
const logger = benchLogger(createWriteStream('/dev/null'));
const container = await openProduct(benchConfig(), logger);
const { modules, tickets } = container;
const { tenantId, host } = await openSite(container, 'chat');
const { id: sessionId } = (await runInTenant(tenantId, () => modules.sessions.service.list())).items[0]!;
const subscriber = await connectRedis(fromBench('REDIS_URL'), { name: 'bench-subscriber' });
const server = createServer();
const refuse = async (): Promise<never> => {
  throw new Error('not measured');
};
const admission = createAdmission({
  hosts: modules.tenants.resolver,
  sessions: { authenticateSocket: refuse },
  tickets,
});
const bindings = container.list
  .flatMap((module) => module.sockets ?? [])
  .filter(({ namespace }) => namespace.name === '/room');
await createGateway({ server, bindings, admission, broadcasts: await hearBroadcasts(subscriber), logger });

const claims = () => ({ tenantId, sessionId, role: 'attendee', identity: newId('per'), displayName: 'Maria' }) as const;

server.listen(0, '127.0.0.1', () =>
  serveArm((server.address() as AddressInfo).port, {
    host: () => host,
    ticket: () => tickets.sign('room', claims()),
    /** One message, from somebody who has said nothing yet. @returns its number */
    say: (text) =>
      runInTenant(tenantId, async () => {
        const sent = await modules.chat.service.send(claims(), String(text), crypto.randomUUID());
        if (!('sequence' in sent)) throw new Error('It waits for a host.');
        return sent.sequence;
      }),
  }),
);
