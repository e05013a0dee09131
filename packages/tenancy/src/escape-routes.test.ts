import { beforeEach, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { runInTenant } from './context.ts';
import { TenantContextMissing, TenantMismatch, UnscopedOperation } from './errors.ts';
import { A, B, rawDocument, rawDocuments, seedTwoTenants, useTestDatabase } from './fixtures/database.ts';
import { LeadModel, NoteModel } from './fixtures/models.ts';
import { COLLECTION_METHODS } from './operations.ts';
import { requireScope } from './scope.ts';
import { runAsSystem } from './system.ts';

const database = useTestDatabase();
beforeEach(seedTwoTenants);

const asA = <T>(fn: () => T | PromiseLike<T>) => runInTenant(A, fn);
const asB = <T>(fn: () => T | PromiseLike<T>) => runInTenant(B, fn);

describe('lazy execution', () => {
  it('A-04 a query that is only returned runs inside', async () => {
    const leads = await asA(() => LeadModel.find().lean());
    expect(leads.map((lead) => lead._id).sort()).toEqual(['a1', 'a2', 'a3']);
  });

  it('A-04 one that was made inside but is awaited outside throws', async () => {
    const { query } = await asA(() => ({ query: LeadModel.find() }));
    await expect(query.exec()).rejects.toThrow(TenantContextMissing);
  });

  it('A-04 then, catch and finally run in the tenant that calls them', async () => {
    await asA(async () => {
      expect(await LeadModel.find().then((leads) => leads.length)).toBe(3);
      expect(await LeadModel.countDocuments().catch(() => -1)).toBe(3);
      expect(await LeadModel.countDocuments().finally(() => undefined)).toBe(3);
    });
    expect(await LeadModel.countDocuments().catch((error: unknown) => error)).toBeInstanceOf(TenantContextMissing);
  });

  it('A-04 one query object cannot be taken from one tenant to the other', async () => {
    const query = await asA(async () => {
      const made = LeadModel.find({ stage: 'new' });
      expect(await made.clone().distinct('_id')).toEqual(['a1', 'a2']);
      return { made };
    });
    expect(await asB(() => query.made.clone().distinct('_id'))).toEqual(['b1', 'b2']);
    const ran = await asA(async () => {
      const made = LeadModel.find();
      await made;
      return { made };
    });
    await expect(asB(() => ran.made.clone())).rejects.toThrow(TenantMismatch);
  });

  it('A-04 interleaved tenants get their own rows', async () => {
    const read = (tenantId: typeof A) =>
      runInTenant(tenantId, async () => {
        const found = new Set<unknown>();
        for (let turn = 0; turn < 25; turn += 1) {
          for (const lead of await LeadModel.find().lean<{ tenantId: string }[]>()) found.add(lead.tenantId);
          await LeadModel.updateMany({}, { $inc: { score: 1 } });
        }
        return found;
      });
    const results = await Promise.all([read(A), read(B), read(A), read(B)]);
    expect(results).toEqual([new Set([A]), new Set([B]), new Set([A]), new Set([B])]);
    const scores = (await rawDocuments()).map((row) => row['score']);
    expect(scores).toEqual([51, 52, 53, 51, 52, 53]);
  });
});

describe('cursors', () => {
  it('A-04 cursor and iteration inside see the tenant only, over several batches', async () => {
    await asA(async () => {
      const seen: string[] = [];
      for await (const lead of LeadModel.find().sort({ _id: 1 }).batchSize(1).lean()) seen.push(lead._id);
      for await (const lead of LeadModel.find().sort({ _id: 1 }).cursor({ batchSize: 2 })) seen.push(lead._id);
      for await (const lead of LeadModel.aggregate<{ _id: string }>([{ $sort: { _id: 1 } }]).cursor({ batchSize: 2 }))
        seen.push(lead._id);
      await LeadModel.find()
        .cursor()
        .eachAsync((lead) => void seen.push(lead._id));
      expect(seen).toHaveLength(12);
      expect(new Set(seen)).toEqual(new Set(['a1', 'a2', 'a3']));
    });
  });

  it('A-04 a cursor that is opened outside throws', async () => {
    const { query, aggregate } = await asA(() => ({
      query: LeadModel.find(),
      aggregate: LeadModel.aggregate([{ $limit: 9 }]),
    }));
    await expect(query.cursor().next()).rejects.toThrow(TenantContextMissing);
    const iterate = async () => {
      for await (const lead of aggregate) return lead;
      return undefined;
    };
    await expect(iterate()).rejects.toThrow(TenantContextMissing);
  });

  it('A-04 a cursor that was opened inside stays with its tenant when it is read elsewhere', async () => {
    const { cursor } = await asA(() => ({ cursor: LeadModel.find().sort({ _id: 1 }).batchSize(1).lean().cursor() }));
    const seen = await asB(async () => {
      const rows: string[] = [];
      for await (const lead of cursor) rows.push(lead._id);
      return rows;
    });
    expect(seen).toEqual(['a1', 'a2', 'a3']);
  });
});

describe('transactions', () => {
  it('A-04 reads and writes of a transaction stay in the tenant, committed or aborted', async () => {
    const { connection } = mongoose;
    await asA(() =>
      connection.transaction(async () => {
        await LeadModel.updateMany({}, { stage: 'committed' });
        await NoteModel.create({ _id: 'nx', text: 'in a transaction' });
        expect(await LeadModel.countDocuments()).toBe(3);
      }),
    );
    const failing = connection.transaction.bind(connection, async () => {
      await LeadModel.deleteMany();
      throw new Error('abort');
    });
    await expect(asA(failing)).rejects.toThrow('abort');
    expect((await rawDocuments()).map((row) => row['stage'])).toEqual([
      ...Array(3).fill('committed'),
      'new',
      'new',
      'won',
    ]);
    expect((await rawDocument('nx', 'notes'))?.tenantId).toBe(A);
  });

  it('A-04 a session made by hand changes nothing', async () => {
    await asA(async () => {
      const session = await LeadModel.startSession();
      expect(await LeadModel.find({}, null, { session }).countDocuments()).toBe(3);
      await session.withTransaction(() => LeadModel.deleteMany({}, { session }));
      await session.endSession();
    });
    expect((await rawDocuments()).map((row) => row.tenantId)).toEqual([B, B, B]);
  });

  it('A-04 a transaction without a tenant throws', async () => {
    const run = () => mongoose.connection.transaction(() => LeadModel.find());
    await expect(run()).rejects.toThrow(TenantContextMissing);
  });
});

describe('around the hooks', () => {
  const ways: [string, () => { find(filter: object): { toArray(): Promise<unknown> } }][] = [
    ['Model.collection', () => LeadModel.collection],
    ['connection.collection', () => mongoose.connection.collection('leads')],
    ['connection.collections', () => mongoose.connection.collections['leads']!],
    ['connection.model', () => mongoose.connection.model('Lead').collection],
    ['document.collection', () => new LeadModel({ _id: 'x', name: 'x' }).collection],
    ['document.db', () => new LeadModel({ _id: 'x', name: 'x' }).db.collection('leads')],
  ];

  it.each(ways)('A-04 %s throws for a command that does not hold to the tenant', async (_name, collection) => {
    await expect(asA(() => collection().find({}).toArray())).rejects.toThrow(UnscopedOperation);
    await expect(asA(() => collection().find({ tenantId: B }).toArray())).rejects.toThrow(UnscopedOperation);
    expect(() => collection().find({ tenantId: A })).toThrow(TenantContextMissing);
    expect(await asA(() => collection().find({ tenantId: A }).toArray())).toHaveLength(3);
  });

  const raw = LeadModel.collection as unknown as Record<string, (...args: unknown[]) => unknown>;
  const call = (method: string, ...args: unknown[]) => asA(async () => await raw[method]!(...args));

  it.each([
    ...COLLECTION_METHODS.filter.map((method) => [method, [{}]]),
    ...COLLECTION_METHODS.filter.map((method) => [method, [{ tenantId: B }]]),
    ...COLLECTION_METHODS.filter.map((method) => [method, [{ tenantId: { $eq: A } }]]),
    ...COLLECTION_METHODS.filter.map((method) => [method, [{ $comment: 'system:no such run' }]]),
    ...COLLECTION_METHODS.filterSecond.map((method) => [method, ['name', {}]]),
    ...COLLECTION_METHODS.update.map((method) => [method, [{ _id: 'b1' }, { $set: { name: 'x' } }]]),
    ...COLLECTION_METHODS.replace.map((method) => [method, [{ _id: 'b1' }, { name: 'x', tenantId: A }]]),
    ['bulkWrite', [[{ deleteMany: { filter: {} } }]]],
    ['bulkWrite', [[{ updateOne: { filter: { _id: 'b1' }, update: { $set: { name: 'x' } } } }]]],
    ['aggregate', [[]]],
    ['aggregate', [[{ $match: { stage: 'new' } }]]],
    ['aggregate', [[{ $limit: 1 }, { $match: { tenantId: A } }]]],
    ...COLLECTION_METHODS.refused.map((method) => [method, ['x']]),
  ] as [string, unknown[]][])('A-04 collection.%s(%j) is refused', async (method, args) => {
    const before = await rawDocuments();
    await expect(call(method, ...args)).rejects.toThrow(UnscopedOperation);
    expect(await rawDocuments()).toEqual(before);
  });

  it.each([
    ['insertOne', [{ _id: 'x', name: 'x' }]],
    ['insertOne', [{ _id: 'x', name: 'x', tenantId: B }]],
    [
      'insertMany',
      [
        [
          { _id: 'x', tenantId: A },
          { _id: 'y', tenantId: B },
        ],
      ],
    ],
    ['replaceOne', [{ _id: 'a1', tenantId: A }, { name: 'x' }]],
    ['updateOne', [{ _id: 'a1', tenantId: A }, { $set: { tenantId: B } }]],
    ['bulkWrite', [[{ insertOne: { document: { _id: 'x', tenantId: B } } }]]],
    ['bulkWrite', [[{ replaceOne: { filter: { tenantId: A }, replacement: {} } }]]],
    ['bulkWrite', [[{ updateMany: { filter: { tenantId: A }, update: { $unset: { tenantId: 1 } } } }]]],
  ] as [string, unknown[]][])('A-04 collection.%s(%j) names the wrong owner', async (method, args) => {
    const before = await rawDocuments();
    await expect(call(method, ...args)).rejects.toThrow(TenantMismatch);
    expect(await rawDocuments()).toEqual(before);
  });

  it('A-04 a document that serialises to something else than was checked is refused', async () => {
    const disguised = { _id: 'x', tenantId: A, toBSON: () => ({ _id: 'x', tenantId: B }) };
    await expect(call('insertOne', disguised)).rejects.toThrow(UnscopedOperation);
    await expect(call('insertMany', [disguised])).rejects.toThrow(UnscopedOperation);
    await expect(call('replaceOne', { _id: 'a1', tenantId: A }, disguised)).rejects.toThrow(UnscopedOperation);
    expect(await rawDocument('x')).toBeNull();
  });

  it('A-04 a hook that widens the filter after ours is caught before the driver', async () => {
    await asA(async () => {
      const query = LeadModel.find();
      query.transform((rows) => rows);
      const middleware = (
        query as unknown as { _queryMiddleware: { clone(): typeof LeadModel.schema } }
      )._queryMiddleware.clone();
      middleware.pre('find', function () {
        (this as { setQuery(filter: object): void }).setQuery({});
      });
      Object.defineProperty(query, '_queryMiddleware', { value: middleware });
      await expect(query.exec()).rejects.toThrow(UnscopedOperation);
    });
  });

  it('A-04 hooks of the schema run before the guard, so what they add is checked', () => {
    const names = (LeadModel as unknown as { hooks: { _pres: Map<string, { fn: unknown }[]> } }).hooks._pres.get(
      'find',
    )!;
    expect(names.at(-1)!.fn!.toString()).toContain(requireScope.name);
  });

  it('A-04 a model of the same schema on another connection is scoped too', async () => {
    const other = mongoose.createConnection(database.uri);
    try {
      const model = other.model('Lead', LeadModel.schema);
      await other.asPromise();
      expect(await asA(() => model.countDocuments())).toBe(3);
      expect(await asA(() => model.aggregate([{ $count: 'n' }]))).toEqual([{ n: 3 }]);
      await expect(model.countDocuments().exec()).rejects.toThrow(TenantContextMissing);
      // only the hooks stand here: the last check is on the collection of our own connection
      const move = { $set: { tenantId: B } };
      const options = { overwriteImmutable: true } as object;
      const refused = (fn: () => PromiseLike<unknown>) => expect(asA(fn)).rejects.toThrow(TenantMismatch);
      await refused(() => model.updateMany({}, move, options));
      await refused(() => model.bulkWrite([{ updateMany: { filter: {}, update: move, ...options } }]));
      await refused(() => model.insertMany([{ _id: 'x', name: 'x', tenantId: B }], { lean: true }));
      expect((await rawDocuments()).map((row) => row.tenantId)).toEqual([A, A, A, B, B, B]);
    } finally {
      await other.close();
    }
  });

  it('init and index administration need no tenant', async () => {
    await LeadModel.init();
    expect((await LeadModel.listIndexes()).map((index) => Object.keys(index['key'])[0])).toContain('tenantId');
    expect(await LeadModel.diffIndexes()).toEqual({ toDrop: [], toCreate: [] });
  });
});

describe('what a subdocument may hold', () => {
  it('A-04 a document with a foreign subdocument stays with its owner', async () => {
    await asA(() =>
      LeadModel.create({ _id: 'x1', name: 'X', address: { city: 'c', tenantId: B }, visits: [{ tenantId: B }] }),
    );
    expect((await rawDocument('x1'))?.tenantId).toBe(A);
    expect(await asB(() => LeadModel.findById('x1').lean())).toBeNull();
    expect(await asB(() => LeadModel.find({ visits: { $elemMatch: { tenantId: B } } }).lean())).toEqual([]);
  });

  it('A-04 a system run sees it under its owner', async () => {
    await asA(() => LeadModel.create({ _id: 'x1', name: 'X', visits: [{ tenantId: B }] }));
    expect(await runAsSystem('test', () => LeadModel.find({ tenantId: B } as never).distinct('_id'))).not.toContain(
      'x1',
    );
  });
});
