import { beforeEach, describe, expect, it } from '@jest/globals';
import { runInTenant } from './context.ts';
import { TenantMismatch, UnscopedOperation } from './errors.ts';
import { A, B, rawDocument, rawDocuments, seedTwoTenants, useTestDatabase } from './fixtures/database.ts';
import { LeadModel } from './fixtures/models.ts';
import { runAsSystem } from './system.ts';

useTestDatabase();
beforeEach(seedTwoTenants);

const asA = <T>(fn: () => T | PromiseLike<T>) => runInTenant(A, fn);

describe('bulkWrite and bulkSave', () => {
  it('A-04 every kind of statement stays in the tenant', async () => {
    const before = (await rawDocuments()).filter((each) => each.tenantId === B);
    await asA(() =>
      LeadModel.bulkWrite([
        { updateOne: { filter: { _id: 'b1' }, update: { $set: { name: 'taken' } } } },
        { updateMany: { filter: {}, update: { $set: { stage: 'bulk' } } } },
        { replaceOne: { filter: { _id: 'b2' }, replacement: { _id: 'b2', name: 'taken' } as never } },
        { deleteOne: { filter: { _id: 'b3' } } },
        { deleteMany: { filter: { name: 'Bob Ray' } } },
        { updateOne: { filter: { _id: 'x1' }, update: { $set: { name: 'New' } }, upsert: true } },
        { replaceOne: { filter: { _id: 'x2' }, replacement: { _id: 'x2', name: 'New' } as never, upsert: true } },
      ]),
    );
    const after = await rawDocuments();
    expect(after.filter((each) => each.tenantId === B)).toEqual(before);
    expect(after.filter((each) => each.tenantId === A).map((each) => [each._id, each['stage']])).toEqual([
      ['a1', 'bulk'],
      ['a2', 'bulk'],
      ['x1', undefined],
      ['x2', undefined],
    ]);
  });

  it('A-04 a replacement is held to the tenant without validation too', async () => {
    const replace = (fields: object) => () =>
      LeadModel.bulkWrite([{ replaceOne: { filter: { _id: 'a1' }, replacement: { name: 'R', ...fields } as never } }], {
        skipValidation: true,
      });
    await expect(asA(replace({ tenantId: B }))).rejects.toThrow(TenantMismatch);
    await asA(replace({}));
    expect(await rawDocument('a1')).toMatchObject({ name: 'R', tenantId: A });
  });

  it('A-04 statements that name another tenant throw before anything is written', async () => {
    const before = await rawDocuments();
    const statements = [
      { updateOne: { filter: { tenantId: B }, update: { $set: { name: 'x' } } } },
      { deleteOne: { filter: { $or: [{ tenantId: B }] } } },
      { replaceOne: { filter: { _id: 'a1' }, replacement: { name: 'x', tenantId: B } } },
      { insertOne: { document: { _id: 'x1', name: 'X', tenantId: B } } },
    ];
    for (const statement of statements) {
      const bulk = [{ deleteMany: { filter: {} } }, statement] as never;
      await expect(asA(() => LeadModel.bulkWrite(bulk))).rejects.toThrow(TenantMismatch);
    }
    expect(await rawDocuments()).toEqual(before);
  });

  it.each([
    ['two operations in one', { insertOne: { document: { _id: 'x', name: 'x' } }, deleteMany: { filter: {} } }],
    ['none', {}],
    ['an unknown operation', { purge: { filter: {} } }],
    ['no filter', { deleteMany: {} }],
    ['a Map', new Map([['deleteMany', { filter: {} }]])],
    ['a Map for a body', { deleteMany: new Map([['filter', {}]]) }],
  ])('A-04 a statement of %s is refused', async (_what, statement) => {
    const call = () => LeadModel.bulkWrite([statement] as never, { _skipCastBulkWrite: true } as never);
    await expect(asA(call)).rejects.toThrow(UnscopedOperation);
    expect(await rawDocuments()).toHaveLength(6);
  });

  it('A-04 bulkSave updates and inserts for the tenant', async () => {
    await asA(async () => {
      const [lead] = await LeadModel.find({ _id: 'a1' });
      lead!.name = 'Saved';
      await LeadModel.bulkSave([lead, new LeadModel({ _id: 'x1', name: 'New' })] as never);
    });
    expect(await rawDocument('a1')).toMatchObject({ name: 'Saved', tenantId: A });
    expect((await rawDocument('x1'))?.tenantId).toBe(A);
  });

  it('A-04 bulkSave of a foreign document throws', async () => {
    const lead = (await runInTenant(B, () => LeadModel.findById('b1')))!;
    lead.name = 'taken';
    await expect(asA(() => LeadModel.bulkSave([lead] as never))).rejects.toThrow(TenantMismatch);
    expect((await rawDocument('b1'))?.['name']).toBe('John Smith');
  });

  it('A-04 a system run says in every statement that it is one, and for whom it creates', async () => {
    await runAsSystem('test', async () => {
      await LeadModel.bulkWrite([
        { updateMany: { filter: {}, update: { $set: { stage: 'sys' } } } },
        { updateOne: { filter: { _id: 'x1', tenantId: B } as never, update: { $set: { name: 'N' } }, upsert: true } },
      ]);
      const ownerless = { updateOne: { filter: { _id: 'x2' }, update: { $set: { name: 'N' } }, upsert: true } };
      await expect(LeadModel.bulkWrite([ownerless])).rejects.toThrow(UnscopedOperation);
    });
    expect((await rawDocuments()).filter((each) => each['stage'] === 'sys')).toHaveLength(6);
    expect((await rawDocument('x1'))?.tenantId).toBe(B);
  });
});
