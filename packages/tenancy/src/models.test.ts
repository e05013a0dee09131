import { describe, expect, it } from '@jest/globals';
import type { TenantId } from '@stageline/contracts';
import mongoose from 'mongoose';
import { runInTenant } from './context.ts';
import { TenancyModelError, UnscopedOperation } from './errors.ts';
import { AccountModel, LeadModel, NoteModel } from './fixtures/models.ts';
import { defineGlobalModel, defineTenantModel } from './models.ts';
import { globalModels, tenantModels } from './registry.ts';

const { Schema } = mongoose;
const id = { type: String, required: true } as const;

/** The index keys of a model, as boot creates them. */
function indexKeys(model: { schema: { indexes(): unknown } }): unknown[] {
  return (model.schema.indexes() as [unknown, unknown][]).map(([fields]) => fields);
}

describe('defineTenantModel', () => {
  it('A-04 adds the owner: required and immutable', () => {
    const owner = LeadModel.schema.path('tenantId');
    expect(owner.isRequired).toBe(true);
    expect(owner.options).toMatchObject({ immutable: true });
  });

  it('leaves the schema of the caller as it was', () => {
    const schema = new Schema({ _id: id, title: { type: String, index: true } });
    const model = defineTenantModel('Untouched', schema);
    expect(schema.path('tenantId')).toBeUndefined();
    expect(schema.get('strict')).toBe(true);
    expect(indexKeys({ schema })).toEqual([{ title: 1 }]);
    expect(indexKeys(model)).toEqual([{ tenantId: 1, title: 1 }]);
  });

  it('A-04 puts the tenant in front of every index: of a field, of a schema, text and geo', () => {
    expect(indexKeys(LeadModel)).toEqual([
      { tenantId: 1, stage: 1 },
      { tenantId: 1, email: 1 },
      { tenantId: 1, name: 'text' },
      { tenantId: 1, place: '2dsphere' },
    ]);
  });

  it('A-04 puts the tenant in front of the indexes of subdocuments too', () => {
    const inner = new Schema({ code: { type: String, unique: true } }).index({ city: 1 });
    const model = defineTenantModel('Nested', new Schema({ _id: id, inner: { type: inner } }));
    expect(indexKeys(model)).toEqual([
      { tenantId: 1, 'inner.code': 1 },
      { tenantId: 1, 'inner.city': 1 },
    ]);
  });

  it('gives a model without an index of its own one that serves its lists', () => {
    expect(indexKeys(NoteModel)).toEqual([{ tenantId: 1, _id: 1 }]);
  });

  it('leaves a TTL index alone, and adds system indexes as they are', () => {
    const model = defineTenantModel(
      'Expiring',
      new Schema({ _id: id, expiresAt: { type: Date, expires: 60 }, leasedAt: Date }),
      {
        systemIndexes: [{ fields: { leasedAt: 1 }, reason: 'the relay claims across tenants' }],
        collection: 'expiring_rows',
      },
    );
    expect(indexKeys(model)).toEqual([{ expiresAt: 1 }, { tenantId: 1, _id: 1 }, { leasedAt: 1 }]);
    expect(model.collection.collectionName).toBe('expiring_rows');
  });

  it('uses the settings of the house', () => {
    expect(LeadModel.schema.get('strict')).toBe('throw');
    expect(LeadModel.schema.get('strictQuery')).toBe('throw');
    expect(LeadModel.schema.get('minimize')).toBe(false);
    expect(LeadModel.schema.get('autoIndex')).toBe(false);
    expect(LeadModel.schema.get('autoCreate')).toBe(false);
    expect(LeadModel.schema.get('versionKey')).toBe(false);
    const versioned = defineTenantModel(
      'Versioned',
      new Schema({ _id: id, n: Number }, { optimisticConcurrency: true }),
    );
    expect(versioned.schema.get('versionKey')).toBe('__v');
  });

  const withDiscriminator = () => {
    const schema = new Schema({ _id: id });
    schema.discriminator('Special', new Schema({ extra: String }));
    return schema;
  };

  it.each([
    ['declares tenantId', () => new Schema({ _id: id, tenantId: String })],
    ['has an alias tenantId', () => new Schema({ _id: id, t: { type: String, alias: 'tenantId' } })],
    ['has a virtual tenantId', () => new Schema({ _id: id }, { virtuals: { tenantId: { get: () => 'x' } } })],
    ['has an ObjectId for _id', () => new Schema({ name: String })],
    ['has discriminators', withDiscriminator],
    ['has the tenant second in an index', () => new Schema({ _id: id, a: String }).index({ a: 1, tenantId: 1 })],
    ['has a hashed index', () => new Schema({ _id: id, a: String }).index({ a: 'hashed' })],
    ['has a 2d index', () => new Schema({ _id: id, a: [Number] }).index({ a: '2d' })],
    ['has a wildcard index', () => new Schema({ _id: id, a: {} }).index({ '$**': 1 })],
  ])('A-04 refuses a schema that %s', (_what, schema) => {
    expect(() => defineTenantModel('Faulty', schema() as never)).toThrow(TenancyModelError);
  });

  it('A-04 refuses a unique system index and one without a reason', () => {
    const schema = new Schema({ _id: id, a: String });
    const define = (systemIndexes: never[]) => () => defineTenantModel('Faulty', schema, { systemIndexes });
    expect(define([{ fields: { a: 1 }, options: { unique: true }, reason: 'r' } as never])).toThrow(TenancyModelError);
    expect(define([{ fields: { a: 1 }, reason: ' ' } as never])).toThrow(TenancyModelError);
  });

  it('A-04 refuses a second model on a collection, tenant or global', () => {
    const schema = new Schema({ _id: id }, { collection: 'leads' });
    expect(() => defineTenantModel('SecondLead', schema)).toThrow(TenancyModelError);
    expect(() => defineGlobalModel('GlobalLead', schema, 'a way around')).toThrow(TenancyModelError);
  });

  it.each(['watch', 'discriminator', 'useConnection', 'recompileSchema'] as const)('A-04 seals Model.%s', (method) => {
    const call = LeadModel[method as 'watch'] as () => unknown;
    expect(() => call.call(LeadModel)).toThrow(UnscopedOperation);
  });
});

describe('before the connection is open', () => {
  it('A-04 nothing is queued, for it would run later in the context of whoever connects', async () => {
    const tenantId = 'tnt_a' as TenantId;
    await expect(runInTenant(tenantId, () => LeadModel.find())).rejects.toThrow(/before initial connection/);
    await expect(runInTenant(tenantId, () => LeadModel.create({ _id: 'x', name: 'x' }))).rejects.toThrow(
      /before initial connection/,
    );
    await expect(runInTenant(tenantId, () => LeadModel.aggregate([]))).rejects.toThrow(/before initial connection/);
  });
});

describe('defineGlobalModel', () => {
  it('A-04 needs a reason', () => {
    expect(() => defineGlobalModel('Reasonless', new Schema({ _id: id }), ' ')).toThrow(TenancyModelError);
  });

  it('A-04 stands in the registry with its reason, apart from the tenant models', () => {
    expect(globalModels()).toContainEqual({
      kind: 'global',
      name: 'Account',
      model: AccountModel,
      reason: 'a person logs in before a tenant is known',
    });
    expect(tenantModels().map(({ name }) => name)).toEqual(expect.arrayContaining(['Lead', 'Note']));
    expect(tenantModels().map(({ name }) => name)).not.toContain('Account');
  });
});
