import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { driverProbe } from '@stageline/testing';
import fc from 'fast-check';
import type { PipelineStage } from 'mongoose';
import { runInTenant } from './context.ts';
import { A, B, rawDocuments, seedTwoTenants, useTestDatabase, type RawDocument } from './fixtures/database.ts';
import { LeadModel } from './fixtures/models.ts';

useTestDatabase();
beforeAll(seedTwoTenants);

// a busy machine takes its time; a property that is cut off would go on beside the next one
jest.setTimeout(120_000);

const RUNS = 100;
const fields = [
  '_id',
  'name',
  'email',
  'stage',
  'score',
  'tags',
  'parentId',
  'address.city',
  'address.tenantId',
] as const;
const scalar = fc.constantFrom<unknown>(
  'a1',
  'b1',
  'b2',
  'John Smith',
  'new',
  'john@example.com',
  1,
  2,
  null,
  A,
  B,
  '$tenantId',
);

const condition = fc.oneof(
  scalar,
  fc.record({ $in: fc.array(scalar, { maxLength: 3 }) }),
  fc.record({ $ne: scalar }),
  fc.record({ $exists: fc.boolean() }),
  fc.constant({ $not: { $eq: 'x' } }),
  fc.constant(/./),
);

/** Filters of any nesting, every fifth of which names a tenant somewhere. */
const filter = fc.letrec<{ filter: Record<string, unknown> }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 4, arbitrary: fc.dictionary(fc.constantFrom(...fields), condition, { maxKeys: 2 }) },
    { weight: 1, arbitrary: fc.record({ tenantId: fc.oneof(fc.constantFrom<unknown>(A, B), condition) }) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('$and', '$or', '$nor'), fc.array(tie('filter'), { minLength: 1, maxLength: 3 }))
        .map(([operator, clauses]) => ({ [operator]: clauses })),
    },
    { weight: 1, arbitrary: scalar.map((value) => ({ $expr: { $eq: ['$score', value] } })) },
  ),
})).filter;

const update = fc
  .tuple(
    fc.constantFrom('$set', '$unset', '$setOnInsert', '$rename', '$inc', '$min', '$push'),
    fc.constantFrom('stage', 'name', 'score', 'tags', 'tenantId', 'tenantId.x', 'extra', 'extra.tenantId'),
    fc.constantFrom<unknown>('taken', 1, A, B, 'tenantId', 'stage'),
  )
  .map(([operator, path, value]) => ({ [operator]: { [path]: value } }));

const stage: fc.Arbitrary<PipelineStage> = fc.letrec<{ stage: unknown; stages: unknown[] }>((tie) => ({
  stages: fc.array(tie('stage'), { maxLength: 3 }),
  stage: fc.oneof(
    { depthSize: 'small' },
    filter.map((match) => ({ $match: match })),
    fc.constantFrom<unknown>(
      { $limit: 5 },
      { $sort: { name: 1 } },
      { $unwind: '$tags' },
      { $project: { name: 1, score: 1 } },
      { $group: { _id: '$stage', rows: { $push: '$$ROOT' } } },
      { $replaceRoot: { newRoot: { _id: '$_id', other: '$$ROOT' } } },
      { $out: 'leads' },
      { $lookup: { from: 'leads', localField: 'name', foreignField: 'name', as: 'extra' } },
      { $lookup: { from: 'accounts', pipeline: [], as: 'extra' } },
      {
        $graphLookup: {
          from: 'leads',
          startWith: 'John Smith',
          connectFromField: 'name',
          connectToField: 'name',
          as: 'extra',
        },
      },
    ),
    fc
      .tuple(fc.constantFrom('leads', 'notes', 'strangers'), tie('stages'))
      .map(([from, pipeline]) => ({ $lookup: { from, pipeline, as: 'extra' } })),
    tie('stages').map((stages) => ({ $facet: { all: stages } })),
  ),
})).stage as fc.Arbitrary<PipelineStage>;

/** What tenant A gets, or undefined when the layer, mongoose or the server refuses. */
async function asA<T>(fn: () => PromiseLike<T>): Promise<T | undefined> {
  try {
    return await runInTenant(A, fn);
  } catch (error) {
    // any refusal is safe; nothing but an answer or an effect can leak
    expect(error).toBeInstanceOf(Error);
    return undefined;
  }
}

/** Asserts that nothing of B stands anywhere in a result. */
function expectNothingOfB(result: unknown): void {
  JSON.stringify(result, (key, value: unknown) => {
    if (key === 'tenantId') expect(value).not.toBe(B);
    if (key === '_id' && typeof value === 'string') expect(value).not.toMatch(/^n?b\d/);
    return value;
  });
}

async function foreignRows(): Promise<RawDocument[]> {
  return (await rawDocuments()).filter((row) => row.tenantId === B);
}

describe('random operations of tenant A', () => {
  it('A-04 filters never read a row of B', async () => {
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(filter, async (where) => {
        const query = LeadModel.find();
        query.setQuery(where as never);
        const rows = await asA(() => query.clone().lean());
        if (rows) answered += 1;
        expectNothingOfB(rows);
        expectNothingOfB((await asA(() => query.clone().distinct('_id')))?.map((_id) => ({ _id })));
        const count = await asA(() => query.clone().countDocuments());
        expect(count ?? 0).toBeLessThanOrEqual(3);
      }),
      { numRuns: RUNS },
    );
    // a property that is refused throughout would show nothing
    expect(answered).toBeGreaterThan(RUNS / 4);
  });

  it('A-04 updates, upserts and deletes never change, take or make a row of B', async () => {
    await seedTwoTenants();
    const before = await foreignRows();
    let applied = 0;
    await fc.assert(
      fc.asyncProperty(filter, update, fc.boolean(), async (where, change, upsert) => {
        await seedTwoTenants();
        const options = { upsert, strict: false, overwriteImmutable: true } as object;
        const many = LeadModel.updateMany({}, change as never, options);
        many.setQuery({ ...where } as never);
        if ((await asA(() => many))?.modifiedCount) applied += 1;
        const one = LeadModel.findOneAndUpdate({}, change as never, options);
        one.setQuery({ ...where } as never);
        expect(String((await asA(() => one.lean()))?._id)).not.toMatch(/^b\d/);
        await asA(() => LeadModel.bulkWrite([{ updateMany: { filter: where, update: change as never, upsert } }]));
        const gone = LeadModel.deleteMany();
        gone.setQuery({ ...where } as never);
        await asA(() => gone);
        expect(await foreignRows()).toEqual(before);
        expect((await rawDocuments()).every((row) => row.tenantId === A || row.tenantId === B)).toBe(true);
      }),
      { numRuns: RUNS / 2 },
    );
    // Not one update applied would mean that the guard refuses everything and shows nothing.
    expect(applied).toBeGreaterThan(0);
    await seedTwoTenants();
  });

  it('A-04 pipelines never read or change a row of B', async () => {
    const before = await rawDocuments();
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(stage, { maxLength: 4 }), async (stages) => {
        const rows = await asA(() => LeadModel.aggregate(stages));
        if (rows) answered += 1;
        expectNothingOfB(rows);
      }),
      { numRuns: RUNS * 4 },
    );
    expect(answered).toBeGreaterThan(RUNS / 2);
    expect(await rawDocuments()).toEqual(before);
  });

  it('A-04 documents never end with another owner', async () => {
    const before = await foreignRows();
    const owner = fc.constantFrom<unknown>(undefined, null, A, B, '', 7, {});
    let key = 0;
    await fc.assert(
      fc.asyncProperty(owner, fc.boolean(), async (tenantId, lean) => {
        key += 1;
        const row = { _id: `p${key}`, name: 'x', ...(tenantId === undefined ? {} : { tenantId }) } as never;
        await asA(() => LeadModel.insertMany([row], { lean }));
        await asA(() => LeadModel.replaceOne({ _id: `q${key}` }, row, { upsert: true }));
        expect(await foreignRows()).toEqual(before);
        expect((await rawDocuments()).every((each) => each.tenantId === A || each.tenantId === B)).toBe(true);
      }),
      { numRuns: 40 },
    );
    expect(driverProbe.violations()).toEqual([]);
  });
});
