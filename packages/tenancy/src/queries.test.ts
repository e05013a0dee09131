import { beforeEach, describe, expect, it } from '@jest/globals';
import { runInTenant } from './context.ts';
import { TenantContextMissing, TenantMismatch, UnscopedOperation } from './errors.ts';
import { A, B, rawDocument, rawDocuments, seedTwoTenants, useTestDatabase } from './fixtures/database.ts';
import { LeadModel } from './fixtures/models.ts';
import { runAsSystem } from './system.ts';

useTestDatabase();
beforeEach(seedTwoTenants);

const asA = <T>(fn: () => T | PromiseLike<T>) => runInTenant(A, fn);

/** Every way to ask, each called for all rows or for a row of B; the guards leave A's. */
const READS: [string, () => PromiseLike<unknown>, unknown][] = [
  ['find', () => LeadModel.find().distinct('_id'), ['a1', 'a2', 'a3']],
  ['find by a foreign id', () => LeadModel.find({ _id: 'b1' }).lean(), []],
  ['find with $in of both', () => LeadModel.find({ _id: { $in: ['a1', 'b1'] } }).distinct('_id'), ['a1']],
  [
    'find with $or of everything',
    () => LeadModel.find({ $or: [{ _id: 'b1' }, { name: /./ }] }).distinct('_id'),
    ['a1', 'a2', 'a3'],
  ],
  ['find with $nor', () => LeadModel.find({ $nor: [{ _id: 'a1' }] }).distinct('_id'), ['a2', 'a3']],
  ['find with $text', () => LeadModel.find({ $text: { $search: 'john' } }).distinct('_id'), ['a1']],
  ['find with $expr', () => LeadModel.find({ $expr: { $gte: ['$score', 2] } }).distinct('_id'), ['a2', 'a3']],
  ['find near a point', () => LeadModel.find({ place: near() }).lean().then(ids), ['a2', 'a3']],
  ['findOne', () => LeadModel.findOne({ email: 'john@example.com' }).lean().then(id), 'a1'],
  ['findById of a foreign id', () => LeadModel.findById('b1').lean(), null],
  ['where', () => LeadModel.where('name').equals('John Smith').find().distinct('_id'), ['a1']],
  ['exists', () => LeadModel.exists({ _id: 'b1' }), null],
  ['countDocuments', () => LeadModel.countDocuments(), 3],
  ['countDocuments of a query', () => LeadModel.find({ stage: 'new' }).countDocuments(), 2],
  ['distinct', () => LeadModel.distinct('name').then((names) => names.sort()), ['Ann Lee', 'Bob Ray', 'John Smith']],
  ['aggregate', () => LeadModel.aggregate([{ $count: 'n' }]), [{ n: 3 }]],
];

/** A query with a filter that its types would not take. */
function withFilter<Q extends { setQuery(filter: never): void }>(query: Q, filter: unknown): Q {
  query.setQuery(filter as never);
  return query;
}

/** A query with an update that its types would not take. */
function withUpdate<Q extends { setUpdate(update: never): void }>(query: Q, update: unknown): Q {
  query.setUpdate(update as never);
  return query;
}

function near(): object {
  return { $near: { $geometry: { type: 'Point', coordinates: [0, 0] }, $maxDistance: 10_000 } };
}

function ids(rows: { _id: string }[]): string[] {
  return rows.map((row) => row._id);
}

function id(row: { _id: string } | null): string | undefined {
  return row?._id;
}

describe('reads', () => {
  it.each(READS)('A-04 %s sees the current tenant only', async (_name, read, expected) => {
    expect(await asA(read)).toEqual(expected);
  });

  it.each(READS)('A-04 %s throws without a tenant', async (_name, read) => {
    await expect((async () => await read())()).rejects.toThrow(TenantContextMissing);
  });

  it('A-04 estimatedDocumentCount is refused in a tenant and in a system run', async () => {
    await expect(asA(() => LeadModel.estimatedDocumentCount())).rejects.toThrow(UnscopedOperation);
    await expect(runAsSystem('test', () => LeadModel.estimatedDocumentCount())).rejects.toThrow(UnscopedOperation);
  });
});

/** Every way to write through a query, aimed at B's rows and at all; nothing of B may change. */
const WRITES: [string, () => PromiseLike<unknown>][] = [
  ['updateOne', () => LeadModel.updateOne({ _id: 'b1' }, { name: 'taken' })],
  ['updateMany', () => LeadModel.updateMany({}, { $set: { stage: 'taken' } })],
  ['updateMany of foreign ids', () => LeadModel.updateMany({ _id: /^b/ }, { $inc: { score: 5 } })],
  ['replaceOne', () => LeadModel.replaceOne({ _id: 'b1' }, { name: 'taken' } as never)],
  ['findOneAndUpdate', () => LeadModel.findOneAndUpdate({ _id: 'b1' }, { name: 'taken' })],
  ['findByIdAndUpdate', () => LeadModel.findByIdAndUpdate('b1', { name: 'taken' })],
  ['findOneAndReplace', () => LeadModel.findOneAndReplace({ _id: 'b1' }, { name: 'taken' } as never)],
  ['findOneAndDelete', () => LeadModel.findOneAndDelete({ _id: 'b1' })],
  ['findByIdAndDelete', () => LeadModel.findByIdAndDelete('b1')],
  ['deleteOne', () => LeadModel.deleteOne({ _id: 'b1' })],
  ['deleteMany', () => LeadModel.deleteMany({})],
  ['deleteMany with $or', () => LeadModel.deleteMany({ $or: [{ _id: 'b1' }, {}] })],
];

describe('writes by filter', () => {
  it.each(WRITES)('A-04 %s leaves other tenants as they are', async (_name, write) => {
    const before = (await rawDocuments()).filter((row) => row.tenantId === B);
    await asA(write);
    const after = (await rawDocuments()).filter((row) => row.tenantId === B);
    expect(after).toEqual(before);
    expect(after).toHaveLength(3);
  });

  it.each(WRITES)('A-04 %s throws without a tenant and writes nothing', async (_name, write) => {
    const before = await rawDocuments();
    await expect((async () => await write())()).rejects.toThrow(TenantContextMissing);
    expect(await rawDocuments()).toEqual(before);
  });

  it('A-04 the same writes do reach the tenant’s own rows', async () => {
    await asA(async () => {
      await LeadModel.updateOne({ _id: 'a1' }, { name: 'Own' });
      await LeadModel.replaceOne({ _id: 'a2' }, { name: 'Replaced' } as never);
      await LeadModel.deleteOne({ _id: 'a3' });
    });
    expect((await rawDocument('a1'))?.['name']).toBe('Own');
    expect(await rawDocument('a2')).toEqual({ _id: 'a2', name: 'Replaced', place: {}, tenantId: A });
    expect(await rawDocument('a3')).toBeNull();
  });

  it('A-04 an upsert creates its row for the current tenant', async () => {
    await asA(() => LeadModel.updateOne({ _id: 'a9' }, { $set: { name: 'New' } }, { upsert: true }));
    await asA(() => LeadModel.findOneAndUpdate({ _id: 'a8' }, { $set: { name: 'New' } }, { upsert: true }));
    await asA(() => LeadModel.findOneAndReplace({ _id: 'a7' }, { name: 'New' } as never, { upsert: true }));
    await asA(() => LeadModel.replaceOne({ _id: 'a6' }, { name: 'New' } as never, { upsert: true }));
    for (const key of ['a6', 'a7', 'a8', 'a9']) expect((await rawDocument(key))?.tenantId).toBe(A);
  });

  it('A-04 an upsert on a foreign id neither changes nor takes the row', async () => {
    const before = await rawDocument('b1');
    const upsert = () => LeadModel.updateOne({ _id: 'b1' }, { $set: { name: 'taken' } }, { upsert: true });
    await expect(asA(upsert)).rejects.toThrow(/duplicate key/);
    expect(await rawDocument('b1')).toEqual(before);
  });
});

describe('filters', () => {
  it.each([
    ['another tenant', { tenantId: B }],
    ['an empty tenant', { tenantId: '' }],
    ['null', { tenantId: null }],
    ['undefined', { tenantId: undefined }],
    ['$eq of another', { tenantId: { $eq: B } }],
    ['$in with another', { tenantId: { $in: [A, B] } }],
    ['an empty $in', { tenantId: { $in: [] } }],
    ['an empty condition', { tenantId: {} }],
    ['$ne', { tenantId: { $ne: A } }],
    ['$nin', { tenantId: { $nin: ['x'] } }],
    ['$nin of the own one', { tenantId: { $nin: [A] } }],
    ['$exists', { tenantId: { $exists: true } }],
    ['$gt', { tenantId: { $gt: '' } }],
    ['$not', { tenantId: { $not: { $eq: B } } }],
    ['a pattern', { tenantId: /./ }],
    ['a dotted path', { 'tenantId.x': 1 }],
    ['another in $and', { $and: [{ name: 'x' }, { tenantId: B }] }],
    ['another in $or', { $or: [{ name: 'x' }, { tenantId: B }] }],
    ['another in $nor', { $nor: [{ tenantId: B }] }],
    ['its own in $nor', { $nor: [{ tenantId: A }] }],
    ['another deep down', { $and: [{ $or: [{ $and: [{ tenantId: { $in: [B] } }] }] }] }],
    ['the field in $expr', { $expr: { $eq: ['$tenantId', B] } }],
    ['the field of $$ROOT in $expr', { $expr: { $ne: ['$$ROOT.tenantId', 'x'] } }],
  ])('A-04 a filter that names %s throws TenantMismatch', async (_what, filter) => {
    const run = (fn: () => unknown) => expect(asA(fn)).rejects.toThrow(TenantMismatch);
    await run(() => withFilter(LeadModel.find(), filter));
    await run(() => withFilter(LeadModel.updateMany({}, { stage: 'x' }), filter));
    await run(() => withFilter(LeadModel.deleteMany(), filter));
    await run(() => LeadModel.aggregate([{ $match: filter }]));
    await run(() => LeadModel.bulkWrite([{ deleteMany: { filter } }]));
  });

  it.each([
    ['$where', { $where: 'true' }],
    ['$where in $or', { $or: [{ $where: 'true' }] }],
    ['$function in $expr', { $expr: { $function: { body: 'function(){}', args: [], lang: 'js' } } }],
    ['$jsonSchema', { $jsonSchema: { properties: { tenantId: { enum: [B] } } } }],
    ['an operator that nobody judged', { $future: 1 }],
    ['a Map for a clause', { $and: [new Map([['tenantId', B]])] }],
    ['a clause that serialises itself', { $or: [{ toBSON: () => ({ tenantId: B }) }] }],
    ['inherited keys, which the driver sends too', Object.create({ tenantId: B }) as object],
    ['a filter that serialises itself', { toBSON: () => ({}) }],
  ])('A-04 a filter is refused: %s', async (_what, filter) => {
    const run = (fn: () => unknown) => expect(asA(fn)).rejects.toThrow(UnscopedOperation);
    await run(() => withFilter(LeadModel.find(), filter));
    await run(() => LeadModel.aggregate([{ $match: filter }]));
    await run(() => LeadModel.bulkWrite([{ deleteMany: { filter } }]));
  });

  it('A-04 $where is refused in a system run too', async () => {
    await expect(runAsSystem('test', () => LeadModel.find({ $where: 'true' }))).rejects.toThrow(UnscopedOperation);
  });

  it.each([
    ['its own id', { tenantId: A }],
    ['$eq', { tenantId: { $eq: A } }],
    ['$in', { tenantId: { $in: [A] } }],
    ['its own in $and', { $and: [{ tenantId: A }] }],
  ])('a filter may name its own tenant by %s', async (_what, filter) => {
    expect(await asA(() => LeadModel.countDocuments(filter as never))).toBe(3);
  });

  it('a field of that name in a subdocument is the caller’s own business', async () => {
    await asA(() => LeadModel.updateOne({ _id: 'a1' }, { $set: { 'address.tenantId': B, visits: [{ tenantId: B }] } }));
    expect(await asA(() => LeadModel.find({ 'address.tenantId': B }).distinct('_id'))).toEqual(['a1']);
    expect(await asA(() => LeadModel.find({ visits: { $elemMatch: { tenantId: B } } }).distinct('_id'))).toEqual([
      'a1',
    ]);
  });

  it('an unknown field throws instead of matching everything', async () => {
    await expect(asA(() => LeadModel.deleteMany({ nmae: 'x' } as never))).rejects.toThrow(/nmae/);
  });
});

describe('updates', () => {
  it.each([
    ['a plain field', { tenantId: B }],
    ['its own value', { tenantId: A }],
    ['$set', { $set: { tenantId: B } }],
    ['$set of a dotted path', { $set: { 'tenantId.x': B } }],
    ['$unset', { $unset: { tenantId: 1 } }],
    ['$rename of the field', { $rename: { tenantId: 'stage' } }],
    ['$rename onto the field', { $rename: { stage: 'tenantId' } }],
    ['$setOnInsert', { $setOnInsert: { tenantId: B } }],
    ['$inc', { $inc: { tenantId: 1 } }],
    ['$min', { $min: { tenantId: '' } }],
    ['$max', { $max: { tenantId: 'z' } }],
    ['$mul', { $mul: { tenantId: 1 } }],
    ['$currentDate', { $currentDate: { tenantId: true } }],
    ['$push', { $push: { tenantId: 'x' } }],
    ['$pull', { $pull: { tenantId: 'x' } }],
    ['$addToSet', { $addToSet: { tenantId: 'x' } }],
    ['$bit', { $bit: { tenantId: { and: 1 } } }],
  ])('A-04 an update that touches the owner by %s throws TenantMismatch', async (_what, touching) => {
    const update = touching as never;
    const before = await rawDocuments();
    const run = (fn: () => unknown) => expect(asA(fn)).rejects.toThrow(TenantMismatch);
    const options = { upsert: true, overwriteImmutable: true, strict: false } as object;
    await run(() => withUpdate(LeadModel.updateOne({ _id: 'a1' }, {}, options), update));
    await run(() => withUpdate(LeadModel.updateMany({ _id: 'a1' }, {}, options), update));
    await run(() => withUpdate(LeadModel.findOneAndUpdate({ _id: 'a1' }, {}, options), update));
    await run(() => LeadModel.findByIdAndUpdate('a1', update, options));
    await run(() => LeadModel.bulkWrite([{ updateOne: { filter: { _id: 'a1' }, update, ...options } }]));
    await run(() => LeadModel.bulkWrite([{ updateMany: { filter: { _id: 'a1' }, update, ...options } }]));
    expect(await rawDocuments()).toEqual(before);
  });

  it('A-04 Query.set of the owner is refused', async () => {
    await expect(asA(() => LeadModel.updateOne({ _id: 'a1' }).set('tenantId', B))).rejects.toThrow(TenantMismatch);
  });

  it('A-04 the owner cannot be changed in a system run either', async () => {
    const update = () =>
      LeadModel.updateOne({ _id: 'a1' }, { $set: { tenantId: B } }, { overwriteImmutable: true } as object);
    await expect(runAsSystem('test', update)).rejects.toThrow(TenantMismatch);
  });

  it.each([
    ['a pipeline', [{ $addFields: { tenantId: B } }]],
    ['a Map for an operand', { $set: new Map([['tenantId', B]]) }],
    ['an operand that serialises itself', { $set: { toBSON: () => ({ tenantId: B }) } }],
  ])('A-04 an update by %s is refused', async (_what, update) => {
    await expect(asA(() => withUpdate(LeadModel.updateOne({ _id: 'a1' }), update))).rejects.toThrow(UnscopedOperation);
  });

  it('A-04 a replacement may not name another tenant', async () => {
    const replacement = { name: 'x', tenantId: B } as never;
    await expect(asA(() => LeadModel.replaceOne({ _id: 'a1' }, replacement))).rejects.toThrow(TenantMismatch);
    await expect(asA(() => LeadModel.findOneAndReplace({ _id: 'a1' }, replacement))).rejects.toThrow(TenantMismatch);
    expect((await rawDocument('a1'))?.tenantId).toBe(A);
  });
});

describe('a system run', () => {
  it('reads and writes across tenants, and every command says so', async () => {
    await runAsSystem('test', async () => {
      expect(await LeadModel.countDocuments()).toBe(6);
      expect(await LeadModel.find({ tenantId: B } as never).distinct('_id')).toEqual(['b1', 'b2', 'b3']);
      await LeadModel.updateMany({ stage: 'new' }, { stage: 'seen' });
      await LeadModel.deleteOne({ _id: 'b3' });
    });
    expect((await rawDocuments()).map((row) => row['stage'])).toEqual(['seen', 'seen', 'won', 'seen', 'seen']);
  });

  it('A-04 must say for whom it creates a row', async () => {
    const upsert = (filter: object) => () => LeadModel.updateOne(filter, { $set: { name: 'x' } }, { upsert: true });
    await expect(runAsSystem('test', upsert({ _id: 'a9' }))).rejects.toThrow(UnscopedOperation);
    await runAsSystem('test', upsert({ _id: 'a9', tenantId: A }));
    expect((await rawDocument('a9'))?.tenantId).toBe(A);
  });

  it('A-04 cannot move a row by replacing it', async () => {
    const replace = (filter: object, tenantId: string) => () =>
      LeadModel.replaceOne(filter, { name: 'x', tenantId } as never);
    await expect(runAsSystem('test', replace({ _id: 'a1' }, B))).rejects.toThrow(UnscopedOperation);
    await expect(runAsSystem('test', replace({ _id: 'a1', tenantId: A }, B))).rejects.toThrow(TenantMismatch);
    expect((await rawDocument('a1'))?.tenantId).toBe(A);
  });
});
