import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { newId } from '@stageline/platform';
import { serveArm } from '@stageline/testing/bench';
import fastify from 'fastify';
import mongoose from 'mongoose';
import { nextForm, runBurst, type Burst } from './registration-load.ts';
import { fromBench } from './from-bench.ts';

/** The floor: the same documents in the same kind of transaction, written by hand with the driver; bare Fastify in front. */
const { MongoClient } = mongoose.mongo;
type Form = ReturnType<typeof nextForm>;

// With the limits in time that nobody goes on the air without.
const limits = { maxPoolSize: 30, serverSelectionTimeoutMS: 5000, socketTimeoutMS: 30_000 };
const client = await new MongoClient(fromBench('MONGODB_URI'), limits).connect();
const collection = (name: string) => client.db().collection<{ _id: string; [field: string]: any }>(name);
const people = collection('people');
const leads = collection('leads');
const outbox = collection('outbox');
const tenants = Array.from({ length: 16 }, () => newId('tnt'));
const sessionId = newId('ses');
const EPOCH = new Date(0);

async function insertAll(form: Form, tenantId: string): Promise<void> {
  const now = new Date();
  const { email, phone, ...rest } = form;
  const emails = [{ address: email, verifiedAt: null, addedAt: now }];
  const personId = newId('per');
  const leadId = newId('led');
  await client.withSession((session) =>
    session.withTransaction(async () => {
      await people.insertOne(
        {
          _id: personId,
          tenantId,
          ...rest,
          emails,
          phones: [{ raw: phone, e164: phone }],
          source: 'api',
          createdAt: now,
        },
        { session },
      );
      await leads.insertOne(
        {
          _id: leadId,
          tenantId,
          personId,
          sessionId,
          linePosition: null,
          person: form,
          createdAt: now,
          stage: 'new',
          version: 1,
          stageChangedAt: now,
          history: [{ stage: 'new', at: now, actorId: null, actorName: null }],
          assignee: null,
          attendance: {},
        },
        { session },
      );
      const event = (name: string, payload: object) => ({
        _id: newId('evt'),
        tenantId,
        event: name,
        version: 1,
        payload,
        recordedAt: now,
        traceId: randomUUID(),
        actor: null,
        relayed: false,
        claim: null,
        leaseUntil: EPOCH,
      });
      await outbox.insertMany(
        [
          event('person.registered', { personId, leadId, sessionId, renewed: false }),
          event('lead.created', { leadId }),
        ],
        { session },
      );
    }),
  );
}

const app = fastify();
app.post<{ Body: Form }>('/api/v1/registrations', async (request, reply) => {
  await insertAll(request.body, tenants[Number(/^site-(\d+)/.exec(request.headers.host ?? '')?.[1])]!);
  return reply.code(201).send({ firstName: request.body.firstName, email: request.body.email });
});
await app.listen({ port: 0, host: '127.0.0.1' });
serveArm((app.server.address() as AddressInfo).port, {
  burst: (burst) => runBurst(burst as Burst, (site) => insertAll(nextForm('driver'), tenants[site]!)),
});
