import { beforeEach, describe, expect, it } from '@jest/globals';
import { runInTenant } from './context.ts';
import { TenantContextMissing, TenantMismatch, UnscopedOperation } from './errors.ts';
import { A, B, rawDocument, rawDocuments, seedTwoTenants, useTestDatabase } from './fixtures/database.ts';
import { LeadModel, NoteModel } from './fixtures/models.ts';
import { runAsSystem } from './system.ts';

useTestDatabase();
beforeEach(seedTwoTenants);

const asA = <T>(fn: () => T | PromiseLike<T>) => runInTenant(A, fn);
const row = (fields: object) => ({ _id: 'x1', name: 'X', ...fields }) as never;

const CREATES: [string, (fields: object) => PromiseLike<unknown>][] = [
  ['create', (fields) => LeadModel.create(row(fields))],
  ['create of several', (fields) => LeadModel.create([row(fields), { _id: 'x2', name: 'Y' }])],
  ['insertOne', (fields) => LeadModel.insertOne(row(fields))],
  ['save', (fields) => new LeadModel(row(fields)).save()],
  ['save without validation', (fields) => new LeadModel(row(fields)).save({ validateBeforeSave: false })],
  ['insertMany', (fields) => LeadModel.insertMany([row(fields)])],
  ['insertMany of one', (fields) => LeadModel.insertMany(row(fields))],
  ['insertMany of documents', (fields) => LeadModel.insertMany([new LeadModel(row(fields))])],
  ['insertMany unordered', (fields) => LeadModel.insertMany([row(fields)], { ordered: false })],
  ['insertMany lean', (fields) => LeadModel.insertMany([row(fields)], { lean: true })],
  ['bulkWrite insertOne', (fields) => LeadModel.bulkWrite([{ insertOne: { document: row(fields) } }])],
  [
    'bulkWrite insertOne without validation',
    (fields) => LeadModel.bulkWrite([{ insertOne: { document: row(fields) } }], { skipValidation: true }),
  ],
  [
    'bulkWrite insertOne of a document',
    (fields) => LeadModel.bulkWrite([{ insertOne: { document: new LeadModel(row(fields)) as never } }]),
  ],
  ['bulkSave', (fields) => LeadModel.bulkSave([new LeadModel(row(fields))] as never)],
];

describe('creating documents', () => {
  it.each(CREATES)('A-04 %s stamps the current tenant', async (_name, create) => {
    await asA(() => create({}));
    expect((await rawDocument('x1'))?.tenantId).toBe(A);
  });

  it.each(CREATES)('A-04 %s accepts its own tenant by name', async (_name, create) => {
    await asA(() => create({ tenantId: A }));
    expect((await rawDocument('x1'))?.tenantId).toBe(A);
  });

  it.each(CREATES)('A-04 %s of another tenant’s document throws and writes nothing', async (_name, create) => {
    await expect(asA(() => create({ tenantId: B }))).rejects.toThrow(TenantMismatch);
    expect(await rawDocument('x1')).toBeNull();
  });

  it.each(CREATES)('A-04 %s throws without a tenant and writes nothing', async (_name, create) => {
    await expect((async () => await create({}))()).rejects.toThrow(TenantContextMissing);
    expect(await rawDocument('x1')).toBeNull();
  });

  it.each(CREATES)('A-04 %s in a system run needs an owner by name', async (_name, create) => {
    await expect(runAsSystem('test', () => create({}))).rejects.toThrow(UnscopedOperation);
    expect(await rawDocument('x1')).toBeNull();
  });

  it('A-04 one foreign row among many stops an insertMany', async () => {
    const rows = [
      { _id: 'x1', name: 'X' },
      { _id: 'x2', name: 'Y', tenantId: B },
    ];
    await expect(asA(() => LeadModel.insertMany(rows))).rejects.toThrow(TenantMismatch);
    expect(await rawDocuments()).toHaveLength(6);
  });

  it('leaves plain rows as they were, so one list can be given to two tenants', async () => {
    const rows = [{ _id: 'x1', name: 'X' }];
    await asA(() => LeadModel.insertMany(rows));
    expect(rows).toEqual([{ _id: 'x1', name: 'X' }]);
  });

  it.each([
    ['a Map', new Map([['tenantId', B]])],
    ['a row that serialises itself', { _id: 'x1', toBSON: () => ({ _id: 'x1', tenantId: B }) }],
    ['a string', 'x1'],
    ['null', null],
  ])('A-04 a lean insertMany refuses %s', async (_what, document) => {
    await expect(asA(() => LeadModel.insertMany([document] as never, { lean: true }))).rejects.toThrow(
      UnscopedOperation,
    );
    expect(await rawDocument('x1')).toBeNull();
  });

  it('A-04 a document of a tenant is validated inside it only', async () => {
    await expect(new LeadModel({ _id: 'x1', name: 'X' }).validate()).rejects.toThrow(TenantContextMissing);
    await expect(asA(() => new LeadModel({ _id: 'x1', name: 'X' }).validate())).resolves.toBeUndefined();
  });
});

describe('loaded documents', () => {
  it('A-04 save updates within the tenant, with and without changes', async () => {
    await asA(async () => {
      const lead = (await LeadModel.findById('a1'))!;
      lead.name = 'Own';
      await lead.save();
      await lead.save();
    });
    expect((await rawDocument('a1'))?.['name']).toBe('Own');
  });

  it('A-04 save finds the tenant’s document also when the owner was not selected', async () => {
    await asA(async () => {
      const lead = (await LeadModel.findById('a1', { name: 1 }))!;
      lead.name = 'Own';
      await lead.save();
    });
    expect(await rawDocument('a1')).toMatchObject({ name: 'Own', tenantId: A });
  });

  it('A-04 a document carried into another tenant can be neither saved nor deleted there', async () => {
    const lead = (await runInTenant(B, () => LeadModel.findById('b1')))!;
    const before = await rawDocument('b1');
    lead.name = 'taken';
    await expect(asA(() => lead.save())).rejects.toThrow(TenantMismatch);
    await asA(() => lead.deleteOne());
    await asA(() => lead.updateOne({ name: 'taken' }));
    expect(await rawDocument('b1')).toEqual(before);
  });

  it('A-04 one whose owner was not selected is not found in another tenant', async () => {
    const load = () => runInTenant(B, () => LeadModel.findById('b1', { name: 1 }));
    const before = await rawDocument('b1');
    const changed = (await load())!;
    changed.name = 'taken';
    await expect(asA(() => changed.save())).rejects.toThrow(/No document found/);
    const unchanged = (await load())!;
    await expect(asA(() => unchanged.save())).rejects.toThrow(/No document found/);
    expect(await rawDocument('b1')).toEqual(before);
  });

  it('A-04 save, deleteOne and updateOne throw without a tenant', async () => {
    const lead = (await asA(() => LeadModel.findById('a1')))!;
    lead.name = 'x';
    await expect(lead.save()).rejects.toThrow(TenantContextMissing);
    await expect(lead.deleteOne().exec()).rejects.toThrow(TenantContextMissing);
    await expect(lead.updateOne({ name: 'x' }).exec()).rejects.toThrow(TenantContextMissing);
  });

  it('A-04 the owner of a loaded document cannot be changed', async () => {
    await asA(async () => {
      const lead = (await LeadModel.findById('a1'))!;
      lead.set('tenantId', B);
      expect(lead.get('tenantId')).toBe(A);
      lead.set('tenantId', B, { overwriteImmutable: true } as never);
      await expect(lead.save()).rejects.toThrow(TenantMismatch);
      await expect(LeadModel.bulkSave([lead] as never)).rejects.toThrow(TenantMismatch);
    });
    expect((await rawDocument('a1'))?.tenantId).toBe(A);
  });

  it('A-04 conditions of its own on a save cannot name another tenant', async () => {
    await asA(async () => {
      const lead = (await LeadModel.findById('a1', { name: 1 }))!;
      lead.name = 'x';
      lead.$where = { tenantId: B } as never;
      await expect(lead.save()).rejects.toThrow(TenantMismatch);
    });
  });

  it('A-04 a hydrated foreign document cannot be saved or deleted', async () => {
    const before = await rawDocument('b1');
    await asA(async () => {
      const named = LeadModel.hydrate({ _id: 'b1', name: 'John Smith', tenantId: B });
      named.name = 'taken';
      await expect(named.save()).rejects.toThrow(TenantMismatch);
      const unnamed = LeadModel.hydrate({ _id: 'b1', name: 'John Smith' });
      unnamed.name = 'taken';
      await expect(unnamed.save({ validateBeforeSave: false })).rejects.toThrow(/No document found/);
      await unnamed.deleteOne();
      const bulk = LeadModel.hydrate({ _id: 'b1', name: 'John Smith' });
      bulk.name = 'taken';
      await expect(LeadModel.bulkSave([bulk] as never)).rejects.toThrow();
    });
    expect(await rawDocument('b1')).toEqual(before);
  });

  it('a system run saves and deletes across tenants, but moves nothing', async () => {
    await runAsSystem('test', async () => {
      const lead = (await LeadModel.findById('b1'))!;
      lead.name = 'Migrated';
      await lead.save();
      await lead.save();
      await (await LeadModel.findById('a3'))!.deleteOne();
      lead.set('tenantId', A, { overwriteImmutable: true } as never);
      await expect(lead.save()).rejects.toThrow(/cannot be moved/);
    });
    expect(await rawDocument('b1')).toMatchObject({ name: 'Migrated', tenantId: B });
    expect(await rawDocument('a3')).toBeNull();
  });

  it('A-04 populate reads the current tenant only', async () => {
    await asA(async () => {
      await NoteModel.updateOne({ _id: 'na2' }, { leadId: 'b1' });
      const notes = await NoteModel.find().sort({ _id: 1 }).populate('leadId').lean();
      expect(notes.map((note) => (note.leadId as { _id?: string } | null)?._id)).toEqual(['a1', undefined]);
      const filtered = NoteModel.find().populate({ path: 'leadId', match: { tenantId: B } });
      await expect(filtered.exec()).rejects.toThrow(TenantMismatch);
    });
  });

  it('A-04 populate of a document outside of a tenant throws', async () => {
    const note = (await asA(() => NoteModel.findById('na1')))!;
    await expect(note.populate('leadId')).rejects.toThrow(TenantContextMissing);
    await expect(NoteModel.populate([note], 'leadId')).rejects.toThrow(TenantContextMissing);
  });
});
