import { createWriteStream } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SessionId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { connectRedis } from '@stageline/platform/redis';
import { bulkInsert, raiseCounter, runInTenant } from '@stageline/tenancy';
import { serveArm } from '@stageline/testing/bench';
import { createAdmission } from '../../src/realtime/admission.ts';
import { ChatCounterModel, ChatMessageModel } from '../../src/modules/chat/chat.model.ts';
import { hearBroadcasts } from '../../src/realtime/broadcasts.ts';
import { createGateway } from '../../src/realtime/gateway.ts';
import { fromBench } from './from-bench.ts';
import { benchConfig, benchLogger, openProduct, openSite } from './stores.ts';

/** The product's room with its chat: the messages are stored, told and asked for again as on the air. */
const logger = benchLogger(createWriteStream('/dev/null'));
const container = await openProduct(benchConfig(), logger);
const { modules, tickets } = container;
const { tenantId, host } = await openSite(container, `chat-${process.pid}`);
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

const claims = (of: SessionId = sessionId) =>
  ({ tenantId, sessionId: of, role: 'attendee', identity: newId('per'), displayName: 'Maria' }) as const;

const message = (of: SessionId, sequence: number) => ({
  _id: newId('msg'),
  sessionId: of,
  sequence,
  identity: newId('per'),
  clientId: crypto.randomUUID(),
  authorName: 'Maria',
  fromHost: false,
  text: `Message ${sequence} of a long evening`,
  sentAt: new Date(),
});

/** One message, from somebody who has said nothing yet. @returns its number */
const say = (text: string, of?: SessionId): Promise<number> =>
  runInTenant(tenantId, async () => {
    const sent = await modules.chat.service.send(claims(of), text, crypto.randomUUID());
    if (!('sequence' in sent)) throw new Error('It waits for a host.');
    return sent.sequence;
  });

server.listen(0, '127.0.0.1', () =>
  serveArm((server.address() as AddressInfo).port, {
    host: () => host,
    ticket: (of) => tickets.sign('room', claims(of as SessionId | undefined)),
    say: (text) => say(String(text)),
    /** A room in which that many messages were written. @returns its session */
    fill: (count) =>
      runInTenant(tenantId, async () => {
        const plan = { title: 'Long', description: '', startsAt: new Date(), durationMinutes: 360, timeZone: 'UTC' };
        const { id } = await modules.sessions.service.create(plan);
        // All but the last are put there at once: sent one by one they would take longer than the rest of the bench.
        const before = Number(count) - 1;
        await raiseCounter(ChatCounterModel, {
          match: { sessionId: id },
          field: 'sequence',
          by: before,
          id: newId('msg'),
        });
        for (let from = 1; from <= before; from += 1000)
          await bulkInsert(
            ChatMessageModel,
            Array.from({ length: Math.min(1000, before - from + 1) }, (_, index) => message(id, from + index)),
          );
        await say('The last of a long evening', id);
        return id;
      }),
  }),
);
