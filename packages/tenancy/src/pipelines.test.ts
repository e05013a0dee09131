import { beforeEach, describe, expect, it } from '@jest/globals';
import type { PipelineStage } from 'mongoose';
import { runInTenant } from './context.ts';
import { TenantContextMissing, TenantMismatch, UnscopedOperation } from './errors.ts';
import { A, B, rawDocuments, seedTwoTenants, useTestDatabase } from './fixtures/database.ts';
import { AccountModel, LeadModel, NoteModel } from './fixtures/models.ts';
import { scopePipeline } from './guards/pipeline-guard.ts';
import { modelOfCollection } from './registry.ts';
import { runAsSystem } from './system.ts';

useTestDatabase();
beforeEach(seedTwoTenants);

const asA = <T>(fn: () => T | PromiseLike<T>) => runInTenant(A, fn);
const pipeline = (...stages: unknown[]) => stages as PipelineStage[];

/** What is sent for a pipeline on leads in tenant A; for stages that the test's server is too old to run. */
function scoped(...stages: unknown[]): unknown[] {
  return scopePipeline(pipeline(...stages), modelOfCollection('leads')!, { kind: 'tenant', tenantId: A });
}

/** Owners of all documents anywhere in a result. */
function owners(result: unknown): Set<unknown> {
  const found = new Set<unknown>();
  JSON.stringify(result, (key, value: unknown) => {
    if (key === 'tenantId') found.add(value);
    return value;
  });
  return found;
}

describe('the entry of a pipeline', () => {
  it.each([
    ['an empty pipeline', []],
    ['$match', [{ $match: { stage: 'new' } }]],
    ['$match of a foreign id', [{ $match: { _id: { $in: ['a1', 'b1'] } } }]],
    ['$text', [{ $match: { $text: { $search: 'john' } } }]],
    ['$sort first', [{ $sort: { score: -1 } }]],
    ['$geoNear', [{ $geoNear: { near: { type: 'Point', coordinates: [0, 0] }, distanceField: 'd', spherical: true } }]],
    [
      '$geoNear with a query',
      [
        {
          $geoNear: {
            near: { type: 'Point', coordinates: [0, 0] },
            distanceField: 'd',
            query: { score: 2 },
            spherical: true,
          },
        },
      ],
    ],
  ])('A-04 %s reads the current tenant only', async (_what, stages) => {
    const rows = await asA(() => LeadModel.aggregate(pipeline(...stages)));
    expect(rows.length).toBeGreaterThan(0);
    expect(owners(rows)).toEqual(new Set([A]));
  });

  it('A-04 throws without a tenant, by exec, by cursor and by iteration', async () => {
    await expect(LeadModel.aggregate([{ $count: 'n' }]).exec()).rejects.toThrow(TenantContextMissing);
    await expect(
      LeadModel.aggregate([{ $count: 'n' }])
        .cursor()
        .next(),
    ).rejects.toThrow(TenantContextMissing);
  });

  it('A-04 a match keeps its place in front and its own conditions', () => {
    expect(scoped({ $match: { $text: { $search: 'x' } } }, { $limit: 1 })).toEqual([
      { $match: { $text: { $search: 'x' }, tenantId: A } },
      { $limit: 1 },
    ]);
    expect(scoped({ $limit: 1 })).toEqual([{ $match: { tenantId: A } }, { $limit: 1 }]);
  });

  it('leaves the pipeline of the caller as it was', async () => {
    const stages = pipeline(
      { $match: { stage: 'new' } },
      { $lookup: { from: 'notes', localField: '_id', foreignField: 'leadId', as: 'n' } },
    );
    const before = structuredClone(stages);
    await asA(() => LeadModel.aggregate(stages));
    expect(stages).toEqual(before);
    expect(await runInTenant(B, () => LeadModel.aggregate(stages))).toHaveLength(2);
  });

  it('a reshaped document may be grouped, faceted and counted', async () => {
    const [result] = await asA(() =>
      LeadModel.aggregate([
        { $group: { _id: '$stage', n: { $sum: 1 } } },
        { $facet: { top: [{ $sort: { n: -1 } }, { $limit: 1 }], all: [{ $count: 'n' }] } },
      ]),
    );
    expect(result).toEqual({ top: [{ _id: 'new', n: 2 }], all: [{ n: 2 }] });
  });
});

describe('joins', () => {
  const byPipeline = {
    $lookup: { from: 'notes', let: { id: '$_id' }, pipeline: [{ $match: { text: /./ } }], as: 'notes' },
  };
  const byFields = { $lookup: { from: 'leads', localField: 'name', foreignField: 'name', as: 'same' } };
  const hops = { from: 'leads', startWith: '$name', connectFromField: 'name', connectToField: 'name', as: 'same' };

  it.each([
    ['$lookup by a pipeline', byPipeline, 'notes', 2],
    ['$lookup by fields', byFields, 'same', 1],
    ['$graphLookup', { $graphLookup: hops }, 'same', 1],
    [
      '$graphLookup with a restriction',
      { $graphLookup: { ...hops, restrictSearchWithMatch: { score: { $gt: 0 } } } },
      'same',
      1,
    ],
    ['$lookup in $facet', { $facet: { f: [byPipeline] } }, undefined, 0],
    ['$graphLookup in $facet', { $facet: { f: [{ $graphLookup: hops }] } }, undefined, 0],
    [
      '$lookup in a $lookup',
      { $lookup: { from: 'notes', pipeline: [{ $lookup: { from: 'leads', pipeline: [], as: 'deep' } }], as: 'notes' } },
      'notes',
      2,
    ],
    [
      '$graphLookup in a $lookup',
      { $lookup: { from: 'leads', pipeline: [{ $graphLookup: hops }], as: 'leads' } },
      'leads',
      3,
    ],
  ])('A-04 %s joins the current tenant only', async (_what, stage, field, joined) => {
    const rows = await asA(() => LeadModel.aggregate<Record<string, unknown[]>>(pipeline(stage)));
    expect(owners(rows)).toEqual(new Set([A]));
    if (field) expect(rows[0]![field]).toHaveLength(joined);
  });

  it('A-04 joins by fields as the short form would', async () => {
    const rows = await asA(() =>
      NoteModel.aggregate<{ _id: string; lead: { _id: string }[] }>([
        { $sort: { _id: 1 } },
        { $lookup: { from: 'leads', localField: 'leadId', foreignField: '_id', as: 'lead' } },
      ]),
    );
    expect(rows.map((row) => [row._id, row.lead.map((lead) => lead._id)])).toEqual([
      ['na1', ['a1']],
      ['na2', ['a2']],
    ]);
  });

  it('A-04 every form of a join carries the tenant to the joined collection', () => {
    expect(scoped({ $unionWith: 'notes' })[1]).toEqual({
      $unionWith: { coll: 'notes', pipeline: [{ $match: { tenantId: A } }] },
    });
    expect(scoped({ $unionWith: { coll: 'notes', pipeline: [{ $match: { text: 'x' } }] } })[1]).toEqual({
      $unionWith: { coll: 'notes', pipeline: [{ $match: { text: 'x', tenantId: A } }] },
    });
    expect(
      scoped({ $lookup: { from: 'notes', localField: 'a', foreignField: 'b', pipeline: [{ $limit: 1 }], as: 'n' } })[1],
    ).toEqual({
      $lookup: {
        from: 'notes',
        let: { joinedOn: '$a' },
        pipeline: [
          { $match: { tenantId: A, $expr: { $eq: ['$b', '$$joinedOn'] } } },
          { $match: { tenantId: A } },
          { $limit: 1 },
        ],
        as: 'n',
      },
    });
  });

  it.each([
    ['an unknown collection', { $lookup: { from: 'strangers', pipeline: [], as: 'x' } }],
    ['a global collection', { $lookup: { from: 'accounts', pipeline: [], as: 'x' } }],
    ['a global collection by $graphLookup', { $graphLookup: { ...hops, from: 'accounts' } }],
    ['a global collection by $unionWith', { $unionWith: 'accounts' }],
    ['a collection of another database', { $lookup: { from: { db: 'other', coll: 'leads' }, pipeline: [], as: 'x' } }],
    ['no collection', { $lookup: { pipeline: [{ $documents: [] }], as: 'x' } }],
    ['half of a short form', { $lookup: { from: 'notes', localField: '_id', as: 'x' } }],
    ['an array by fields', { $lookup: { from: 'notes', localField: 'tags', foreignField: 'text', as: 'x' } }],
    ['a pipeline that is none', { $lookup: { from: 'notes', pipeline: {}, as: 'x' } }],
    ['a facet that is none', { $facet: { x: { $lookup: {} } } }],
  ])('A-04 a join of %s is refused', async (_what, stage) => {
    await expect(asA(() => LeadModel.aggregate(pipeline(stage)))).rejects.toThrow(UnscopedOperation);
  });

  it.each([
    ['$match', { $match: { tenantId: B } }],
    [
      '$geoNear',
      { $geoNear: { near: { type: 'Point', coordinates: [0, 0] }, distanceField: 'd', query: { tenantId: B } } },
    ],
    ['$lookup', { $lookup: { from: 'notes', pipeline: [{ $match: { tenantId: B } }], as: 'x' } }],
    ['$unionWith', { $unionWith: { coll: 'notes', pipeline: [{ $match: { $or: [{ tenantId: B }] } }] } }],
    ['$graphLookup', { $graphLookup: { ...hops, restrictSearchWithMatch: { tenantId: B } } }],
    ['$facet', { $facet: { x: [{ $match: { tenantId: B } }] } }],
  ])('A-04 %s that names another tenant throws TenantMismatch', async (_what, stage) => {
    await expect(asA(() => LeadModel.aggregate(pipeline(stage)))).rejects.toThrow(TenantMismatch);
  });

  it('A-04 a match on another tenant after the first stage throws too', async () => {
    const late = pipeline({ $limit: 1 }, { $match: { $expr: { $eq: ['$tenantId', B] } } });
    await expect(asA(() => LeadModel.aggregate(late))).rejects.toThrow(TenantMismatch);
  });
});

describe('stages', () => {
  it.each([
    ['$out', { $out: 'leads' }],
    ['$merge', { $merge: { into: 'leads' } }],
    ['$merge in a $facet', { $facet: { x: [{ $merge: 'leads' }] } }],
    ['$out in a $lookup', { $lookup: { from: 'notes', pipeline: [{ $out: 'leads' }], as: 'x' } }],
    ['$changeStream', { $changeStream: {} }],
    ['$indexStats', { $indexStats: {} }],
    ['$collStats', { $collStats: { count: {} } }],
    ['$currentOp', { $currentOp: { allUsers: true } }],
    ['$planCacheStats', { $planCacheStats: {} }],
    ['$search', { $search: { text: { query: 'x', path: 'name' } } }],
    ['$documents', { $documents: [] }],
    ['a stage that nobody judged', { $future: {} }],
    ['$function', { $addFields: { x: { $function: { body: 'f', args: [], lang: 'js' } } } }],
    ['$accumulator', { $group: { _id: null, x: { $accumulator: {} } } }],
    ['$function deep down', { $project: { x: { $cond: [{ $not: [{ $function: {} }] }, 1, 2] } } }],
    ['$where', { $match: { $where: 'true' } }],
    ['JavaScript in a Map', { $addFields: { x: new Map([['$function', {}]]) } }],
  ])('A-04 %s is refused, also in a system run', async (_what, stage) => {
    const before = await rawDocuments();
    await expect(asA(() => LeadModel.aggregate(pipeline(stage)))).rejects.toThrow(UnscopedOperation);
    await expect(runAsSystem('test', () => LeadModel.aggregate(pipeline(stage)))).rejects.toThrow(UnscopedOperation);
    expect(await rawDocuments()).toEqual(before);
  });
});

describe('stages that mongoose itself would refuse', () => {
  it.each([
    ['two operators in one stage', { $limit: 1, $out: 'leads' }],
    ['no operator', {}],
    ['a Map', new Map([['$out', 'leads']])],
    ['a stage that serialises itself', { $limit: 1, toBSON: () => ({ $out: 'leads' }) }],
    ['a string', '$out'],
    ['null', null],
  ])('A-04 %s is refused here too', (_what, stage) => {
    expect(() => scoped(stage)).toThrow(UnscopedOperation);
    expect(() => scoped({ $facet: { x: [stage] } })).toThrow(UnscopedOperation);
  });
});

describe('global models', () => {
  const join = pipeline({ $lookup: { from: 'leads', pipeline: [], as: 'leads' } });

  it('A-04 a global pipeline may not reach into tenant data, in a tenant or outside', async () => {
    await AccountModel.create({ _id: 'acc', email: 'x@example.com' });
    await expect(asA(() => AccountModel.aggregate(join))).rejects.toThrow(TenantMismatch);
    await expect(AccountModel.aggregate(join).exec()).rejects.toThrow(TenantMismatch);
    await expect(AccountModel.aggregate(pipeline({ $facet: { x: join } })).exec()).rejects.toThrow(TenantMismatch);
    await expect(AccountModel.aggregate(pipeline({ $out: 'leads' })).exec()).rejects.toThrow(UnscopedOperation);
    expect(await AccountModel.aggregate([{ $count: 'n' }])).toEqual([{ n: 1 }]);
  });

  it('A-04 populate from a global document into tenant data needs the tenant', async () => {
    const account = await AccountModel.create({ _id: 'acc2', email: 'y@example.com', leadId: 'b1' });
    await expect(account.populate('leadId')).rejects.toThrow(TenantContextMissing);
    expect(await asA(async () => (await AccountModel.findById('acc2').populate('leadId'))?.leadId)).toBeNull();
  });

  it('a system run may join both ways', async () => {
    const rows = await runAsSystem('test', () => AccountModel.aggregate<{ leads: unknown[] }>(join));
    expect(rows[0]?.leads).toHaveLength(6);
  });
});

describe('a system run', () => {
  it('aggregates across tenants', async () => {
    const rows = await runAsSystem('test', () =>
      LeadModel.aggregate([{ $group: { _id: '$tenantId', n: { $sum: 1 } } }, { $sort: { _id: 1 } }]),
    );
    expect(rows).toEqual([
      { _id: A, n: 3 },
      { _id: B, n: 3 },
    ]);
  });
});
