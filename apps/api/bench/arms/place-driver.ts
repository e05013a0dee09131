import { randomBytes, randomUUID } from 'node:crypto';
import { newId } from '@stageline/platform';
import { serveArm } from '@stageline/testing/bench';
import mongoose from 'mongoose';
import { fromBench } from './from-bench.ts';
import { costOf, storeWaiting, type Joins } from './place-load.ts';

/**
 * The floor: the same documents by hand with the driver, in the same kind of transaction. All joins of a site raise one
 * counter, so those that arrive together share a transaction here as well, fifty at most; what a join has to know of
 * whoever joins is read once for all of them.
 */
const { MongoClient } = mongoose.mongo;
const BATCH = 50;
const limits = { maxPoolSize: 30, serverSelectionTimeoutMS: 5000, socketTimeoutMS: 30_000 };
const client = await new MongoClient(fromBench('MONGODB_URI'), limits).connect();
const collection = (name: string) => client.db().collection<{ _id: string; [field: string]: any }>(name);
const tenantId: string = newId('tnt');
const EPOCH = new Date(0);

async function joinAll(leadIds: readonly string[]): Promise<void> {
  const at = new Date();
  const event = (name: string, payload: object) => ({
    _id: newId('evt') as string,
    tenantId,
    event: name,
    version: 1,
    payload,
    recordedAt: at,
    traceId: randomUUID(),
    actor: null,
    relayed: false,
    claim: null,
    leaseUntil: EPOCH,
  });
  await client.withSession((session) =>
    session.withTransaction(async () => {
      const leads = await collection('leads')
        .find({ tenantId, _id: { $in: [...leadIds] }, linePosition: null }, { session })
        .project<{ _id: string; personId: string; person: { firstName: string; lastName: string } }>({
          personId: 1,
          person: 1,
        })
        .toArray();
      const personIds = leads.map(({ personId }) => personId);
      await collection('people').updateMany(
        { tenantId, _id: { $in: personIds }, verifiedAt: null },
        { $set: { verifiedAt: at, 'emails.0.verifiedAt': at } },
        { session },
      );
      const counter = await collection('line_counters').findOneAndUpdate(
        { tenantId, line: 'main' },
        { $inc: { position: leads.length }, $setOnInsert: { _id: newId('lin') as string } },
        { session, upsert: true, returnDocument: 'after' },
      );
      const first = counter!['position'] - leads.length + 1;
      await collection('line_members').insertMany(
        leads.map(({ personId, person }, index) => ({
          _id: newId('lin') as string,
          tenantId,
          position: first + index,
          personId,
          firstName: person.firstName,
          lastInitial: person.lastName.slice(0, 1),
          joinedAt: at,
          sponsor: null,
          sponsorCause: 'none',
          code: randomBytes(6).toString('base64url'),
          state: 'shown',
        })),
        { session },
      );
      await collection('leads').bulkWrite(
        leads.map(({ _id }, index) => ({
          updateOne: { filter: { tenantId, _id }, update: { $set: { linePosition: first + index } } },
        })),
        { session },
      );
      const events = leads.flatMap(({ _id: leadId, personId }, index) => [
        event('person.verified', { personId, leadId, position: first + index }),
        event('line.joined', { position: first + index }),
      ]);
      await collection('outbox').insertMany(events, { session });
    }),
  );
}

async function join({ count, atOnce }: Joins) {
  const template = process.env['TEMPLATE']!;
  const waiting = await storeWaiting((name) => collection(name) as never, { tenantId, template, count }, newId);
  const size = Math.min(BATCH, atOnce);
  return costOf(count, async () => {
    for (let at = 0; at < count; at += size) await joinAll(waiting.slice(at, at + size).map(({ leadId }) => leadId));
  });
}

serveArm(0, { join: (joins) => join(joins as Joins) });
