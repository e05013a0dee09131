import { createWriteStream } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { newId } from '@stageline/platform';
import { serveArm } from '@stageline/testing/bench';
import Fastify from 'fastify';
import mongoose from 'mongoose';
import { pino } from 'pino';
import { fromBench } from './from-bench.ts';
import { WEBHOOK_PATH } from './webhook-event.ts';

/** The floor: a bare Fastify that inserts each event once, under a unique id, and believes whoever sends it. */
const { MongoClient, MongoServerError } = mongoose.mongo;
const client = await MongoClient.connect(fromBench('MONGODB_URI'), { maxPoolSize: 30 });
const events = client.db().collection<{ _id: string }>('bare_events');
await events.createIndex({ tenantId: 1, eventId: 1 }, { unique: true });
const tenantId = newId('tnt');
const DUPLICATE = 11_000;

const http = Fastify({ loggerInstance: pino(createWriteStream('/dev/null')) });
http.post(WEBHOOK_PATH, async (request, reply) => {
  const { id: eventId, ...event } = request.body as { id: string };
  await events
    .insertOne({ _id: newId('whk'), tenantId, eventId, event, receivedAt: new Date() } as never)
    .catch((error: unknown) => {
      if (!(error instanceof MongoServerError && error.code === DUPLICATE)) throw error;
    });
  return reply.code(204).send();
});
await http.listen({ port: 0, host: '127.0.0.1' });
serveArm((http.server.address() as AddressInfo).port, { kept: () => events.countDocuments() });
