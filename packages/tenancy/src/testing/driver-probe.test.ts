import { beforeEach, describe, expect, it } from '@jest/globals';
import { driverProbe } from '@stageline/testing';
import mongoose from 'mongoose';
import { bulkInsert, bulkUpsert } from '../bulk.ts';
import { runInTenant } from '../context.ts';
import { A, B, rawCollection, seedTwoTenants, useTestDatabase } from '../fixtures/database.ts';
import { AccountModel, LeadModel } from '../fixtures/models.ts';
import { runAsSystem } from '../system.ts';
import { commandFault } from './command-check.ts';
import { installDriverProbe, probeEveryClient } from './driver-probe.ts';

const database = useTestDatabase();
beforeEach(seedTwoTenants);

const leads = () => rawCollection('leads');

/** Commands past every guard, as the driver sends them; each must be seen. */
const LEAKS: [string, () => Promise<unknown>][] = [
  ['find', () => leads().find({}).toArray()],
  ['find of a name', () => leads().find({ name: 'x' }).toArray()],
  [
    'find with $ne',
    () =>
      leads()
        .find({ tenantId: { $ne: A } })
        .toArray(),
  ],
  [
    'find with $or',
    () =>
      leads()
        .find({ $or: [{ tenantId: A }, {}] })
        .toArray(),
  ],
  ['find with an empty tenant', () => leads().find({ tenantId: '' }).toArray()],
  [
    'find with null',
    () =>
      leads()
        .find({ tenantId: null as never })
        .toArray(),
  ],
  ['findOne', () => leads().findOne({ _id: 'a1' })],
  ['countDocuments', () => leads().countDocuments({})],
  ['count', () => leads().count()],
  ['estimatedDocumentCount', () => leads().estimatedDocumentCount()],
  ['distinct', () => leads().distinct('name')],
  [
    'aggregate',
    () =>
      leads()
        .aggregate([{ $limit: 1 }])
        .toArray(),
  ],
  [
    'aggregate that matches late',
    () =>
      leads()
        .aggregate([{ $limit: 1 }, { $match: { tenantId: A } }])
        .toArray(),
  ],
  [
    'aggregate with $out',
    () =>
      leads()
        .aggregate([{ $match: { tenantId: A } }, { $out: 'copied' }])
        .toArray(),
  ],
  [
    '$lookup by fields',
    () =>
      leads()
        .aggregate([
          { $match: { tenantId: A } },
          { $lookup: { from: 'notes', localField: '_id', foreignField: 'leadId', as: 'n' } },
        ])
        .toArray(),
  ],
  [
    '$lookup by a pipeline',
    () =>
      leads()
        .aggregate([
          { $match: { tenantId: A } },
          { $lookup: { from: 'notes', let: {}, pipeline: [{ $limit: 1 }], as: 'n' } },
        ])
        .toArray(),
  ],
  [
    '$lookup in $facet',
    () =>
      leads()
        .aggregate([
          { $match: { tenantId: A } },
          { $facet: { f: [{ $lookup: { from: 'notes', let: {}, pipeline: [], as: 'n' } }] } },
        ])
        .toArray(),
  ],
  [
    '$graphLookup',
    () =>
      leads()
        .aggregate([
          { $match: { tenantId: A } },
          {
            $graphLookup: {
              from: 'leads',
              startWith: '$_id',
              connectFromField: '_id',
              connectToField: 'parentId',
              as: 'g',
            },
          },
        ])
        .toArray(),
  ],
  [
    '$lookup from a global collection',
    () =>
      rawCollection('accounts')
        .aggregate([{ $lookup: { from: 'leads', let: {}, pipeline: [], as: 'l' } }])
        .toArray(),
  ],
  ['insertOne', () => leads().insertOne({ _id: 'p1' })],
  ['insertMany with one ownerless', () => leads().insertMany([{ _id: 'p2', tenantId: A }, { _id: 'p3' }])],
  ['updateOne', () => leads().updateOne({ _id: 'a1' }, { $set: { name: 'x' } })],
  ['updateMany', () => leads().updateMany({}, { $set: { name: 'x' } })],
  ['an update of the owner', () => leads().updateOne({ _id: 'a3', tenantId: A }, { $set: { tenantId: B } })],
  ['replaceOne without an owner', () => leads().replaceOne({ _id: 'a1', tenantId: A }, { name: 'x' })],
  ['findOneAndUpdate', () => leads().findOneAndUpdate({ _id: 'a1' }, { $set: { name: 'x' } })],
  ['findOneAndDelete', () => leads().findOneAndDelete({ _id: 'a1' })],
  ['findOneAndReplace', () => leads().findOneAndReplace({ tenantId: A, _id: 'a1' }, { name: 'x' })],
  ['deleteOne', () => leads().deleteOne({ _id: 'a1' })],
  ['deleteMany', () => leads().deleteMany({})],
  [
    'one statement of a bulk',
    () =>
      leads().bulkWrite([
        { updateOne: { filter: { tenantId: A }, update: { $set: { name: 'x' } } } },
        { updateOne: { filter: { _id: 'b1' }, update: { $set: { name: 'x' } } } },
      ]),
  ],
  ['explain', () => leads().find({}).explain()],
  ['a raw command', () => mongoose.connection.db!.command({ count: 'leads', query: {} })],
  [
    'watch',
    () =>
      leads()
        .watch()
        .tryNext()
        .catch(() => undefined),
  ],
];

describe('the driver probe', () => {
  it.each(LEAKS)('A-04 sees %s without a tenant', async (_name, leak) => {
    await leak();
    expect(driverProbe.violations().length).toBeGreaterThan(0);
    expect(() => driverProbe.assertClean()).toThrow(/do not constrain the tenant/);
    expect(() => driverProbe.assertClean()).not.toThrow();
  });

  it('A-04 leaves alone whatever holds to a tenant', async () => {
    const seen = driverProbe.seen();
    const own = { tenantId: A };
    await leads().find(own).toArray();
    await leads()
      .find({ tenantId: { $eq: A } })
      .toArray();
    await leads()
      .find({ $and: [{ name: /./ }, own] })
      .batchSize(1)
      .toArray();
    await leads().find(own).explain();
    await leads().countDocuments(own);
    await leads().distinct('name', own);
    await leads().insertMany([
      { _id: 'p1', ...own },
      { _id: 'p2', ...own },
    ]);
    await leads().updateOne(own, { $set: { name: 'x' }, $unset: { stage: 1 } });
    await leads().replaceOne({ _id: 'p1', ...own }, { name: 'x', ...own });
    await leads().findOneAndDelete({ _id: 'p1', ...own });
    await leads().deleteMany({ _id: 'p2', ...own });
    expect(driverProbe.seen() - seen).toBeGreaterThanOrEqual(11);
    expect(driverProbe.violations()).toEqual([]);
  });

  it('A-04 leaves alone what a system run sends, but not an ownerless document', async () => {
    await runAsSystem('test', async () => {
      await LeadModel.find();
      await LeadModel.countDocuments();
      await LeadModel.distinct('name');
      await LeadModel.aggregate([{ $limit: 1 }]);
      await LeadModel.updateMany({}, { stage: 'x' });
      await LeadModel.findOneAndUpdate({ _id: 'a1' }, { stage: 'y' });
      await LeadModel.bulkWrite([{ deleteOne: { filter: { _id: 'a1' } } }]);
      const lead = (await LeadModel.findById('b1'))!;
      lead.name = 'x';
      await lead.save();
      await lead.save();
      await lead.deleteOne();
    });
    expect(driverProbe.violations()).toEqual([]);
    expect(
      commandFault('insert', { insert: 'leads', documents: [{ _id: 'x' }], comment: 'system:test' }),
    ).toBeDefined();
  });

  it('A-04 leaves alone what the layer itself sends for a tenant', async () => {
    await runInTenant(A, async () => {
      await LeadModel.create({ _id: 'p1', name: 'x' });
      await LeadModel.insertMany([{ _id: 'p2', name: 'x' }]);
      await LeadModel.bulkWrite([
        { insertOne: { document: { _id: 'p3', name: 'x' } as never } },
        { updateMany: { filter: {}, update: { stage: 's' } as never } },
      ] as never);
      await bulkInsert(LeadModel, [{ _id: 'p4', name: 'x' }]);
      await bulkUpsert(LeadModel, [{ match: { _id: 'p5' }, set: { name: 'x' } }]);
      await LeadModel.aggregate([{ $lookup: { from: 'notes', localField: '_id', foreignField: 'leadId', as: 'n' } }]);
      await LeadModel.find()
        .cursor({ batchSize: 1 })
        .eachAsync(() => undefined);
    });
    expect(driverProbe.violations()).toEqual([]);
  });

  it('asks nothing of global collections', async () => {
    await AccountModel.find();
    await AccountModel.aggregate([{ $count: 'n' }]);
    expect(driverProbe.violations()).toEqual([]);
  });

  it('A-04 judges commands of newer servers and unknown ones', () => {
    const bulk = (op: object) => ({ bulkWrite: 1, nsInfo: [{ ns: 'db.leads' }, { ns: 'db.accounts' }], ops: [op] });
    expect(commandFault('bulkWrite', bulk({ update: 0, filter: {}, updateMods: {} }))).toBeDefined();
    expect(commandFault('bulkWrite', bulk({ delete: 0, filter: { tenantId: A } }))).toBeUndefined();
    expect(commandFault('bulkWrite', bulk({ insert: 0, document: {} }))).toBeDefined();
    expect(commandFault('bulkWrite', bulk({ delete: 1, filter: {} }))).toBeUndefined();
    expect(
      commandFault('aggregate', {
        aggregate: 'leads',
        pipeline: [{ $match: { tenantId: A } }, { $unionWith: 'notes' }],
      }),
    ).toBeDefined();
    expect(
      commandFault('aggregate', { aggregate: 1, pipeline: [{ $lookup: { from: 'leads', pipeline: [] } }] }),
    ).toBeDefined();
    expect(commandFault('mapReduce', { mapReduce: 'leads' })).toBeDefined();
    expect(commandFault('futureRead', { futureRead: 'leads', filter: { tenantId: A } })).toBeDefined();
    expect(commandFault('renameCollection', { renameCollection: 'db.leads', to: 'db.x' })).toBeDefined();
    expect(commandFault('getMore', { getMore: 1n, collection: 'leads' })).toBeUndefined();
    expect(commandFault('ping', { ping: 1 })).toBeUndefined();
  });

  it('A-04 refuses a client that would show it nothing', async () => {
    const silent = new mongoose.mongo.MongoClient(database.uri);
    expect(() => installDriverProbe(silent)).toThrow(/monitorCommands/);
    await silent.close();
  });
});

describe('probeEveryClient', () => {
  it('A-04 watches clients that it was never shown, and counts each command once', async () => {
    const probe = probeEveryClient();
    const client = new mongoose.mongo.MongoClient(database.uri);
    await client.connect();
    await client.connect();
    await client.db().collection('leads').findOne({});
    await client.close();
    probe.remove();
    expect(probe.violations().map(({ command }) => command)).toEqual(['find']);
    expect(() => probe.assertClean()).toThrow(/find on leads/);
    // the probe of the run itself saw it as well, and would fail this test
    expect(() => driverProbe.assertClean()).toThrow(/find on leads/);
  });
});
