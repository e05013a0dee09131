import type { AddressInfo } from 'node:net';
import { newId } from '@stageline/platform';
import { serveArm } from '@stageline/testing/bench';
import fastify from 'fastify';
import mongoose from 'mongoose';
import { fromBench } from './from-bench.ts';
import { registrationDocuments, sameFields } from './registration-documents.ts';
import { nextForm, runBurst, type Burst } from './registration-load.ts';

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
const registrations = collection('registrations');
const seats = collection('seats');
const tenants = Array.from({ length: 16 }, () => newId('tnt'));
const sessionId = newId('ses');
async function insertAll(form: Form, tenantId: string): Promise<void> {
  const { person, lead, registration, seat, events } = registrationDocuments(form, tenantId, sessionId);
  await client.withSession((session) =>
    session.withTransaction(async () => {
      await people.insertOne(person, { session });
      await leads.insertOne(lead, { session });
      await registrations.insertOne(registration, { session });
      await seats.insertOne(seat, { session });
      await outbox.insertMany(events, { session });
    }),
  );
}

/** Ours and the product's, side by side in the same collections. */
async function holdToTheProduct(): Promise<void> {
  for (const [what, rows] of Object.entries({ people, leads, registrations, seats, outbox })) {
    const event = what === 'outbox' ? { event: 'person.registered' } : {};
    const product = await rows.findOne({ ...event, tenantId: { $nin: tenants } });
    sameFields(what, product, await rows.findOne({ ...event, tenantId: { $in: tenants } }));
  }
}

const app = fastify();
app.post<{ Body: Form }>('/api/v1/registrations', async (request, reply) => {
  await insertAll(request.body, tenants[Number(/^site-(\d+)/.exec(request.headers.host ?? '')?.[1])]!);
  return reply.code(201).send({ firstName: request.body.firstName, email: request.body.email });
});
await app.listen({ port: 0, host: '127.0.0.1' });
serveArm((app.server.address() as AddressInfo).port, {
  burst: (burst) => runBurst(burst as Burst, (site) => insertAll(nextForm('driver'), tenants[site]!)),
  holdToTheProduct,
});
