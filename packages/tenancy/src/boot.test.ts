import { afterEach, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { assertCollectionsKnown, assertModelsAreScoped, createCollectionsAndIndexes } from './boot.ts';
import { TenancyModelError } from './errors.ts';
import { rawCollection, useTestDatabase } from './fixtures/database.ts';
import { LeadModel } from './fixtures/models.ts';
import { defineTenantModel } from './models.ts';

const { Schema } = mongoose;
const { connection } = mongoose;
const id = { type: String, required: true } as const;

const ClaimModel = defineTenantModel(
  'Claim',
  new Schema({ _id: id, leasedUntil: Date, expiresAt: { type: Date, expires: 60 } }),
  {
    systemIndexes: [
      { fields: { leasedUntil: 1 }, options: { name: 'claim' }, reason: 'the relay claims across tenants' },
    ],
  },
);

useTestDatabase();

/** Runs with other index declarations on a model, as a fault in the layer itself would leave them. */
function withIndexes(model: mongoose.Model<never>, indexes: unknown[], run: () => void): void {
  const { schema } = model;
  const declared = schema.indexes;
  schema.indexes = () => indexes as ReturnType<typeof declared>;
  try {
    run();
  } finally {
    schema.indexes = declared;
  }
}

describe('assertModelsAreScoped', () => {
  afterEach(() => void connection.deleteModel(/^Stray/));

  it('A-04 passes for what our constructors made', () => {
    expect(() => assertModelsAreScoped(connection)).not.toThrow();
  });

  it('A-04 fails on a model that came from elsewhere', () => {
    mongoose.model('Stray', new Schema({ _id: String }));
    expect(() => assertModelsAreScoped(connection)).toThrow(/Stray was made by neither/);
  });

  it('A-04 fails on a model that took the name of one of ours', () => {
    const other = mongoose.createConnection();
    other.model('Lead', new Schema({ _id: String }));
    expect(() => assertModelsAreScoped(other)).toThrow(/Lead was made by neither/);
  });

  it.each([
    ['a unique index without the tenant', [[{ email: 1 }, { unique: true }]], /unique and must begin/],
    ['a unique index with the tenant second', [[{ email: 1, tenantId: 1 }, { unique: true }]], /unique and must begin/],
    ['a unique TTL index', [[{ at: 1 }, { unique: true, expireAfterSeconds: 1 }]], /unique and must begin/],
    ['a plain index without the tenant', [[{ email: 1 }, {}]], /must begin with tenantId/],
  ])('A-04 fails on %s', (_what, indexes, message) => {
    withIndexes(LeadModel as never, indexes, () => {
      expect(() => assertModelsAreScoped(connection)).toThrow(message);
      expect(() => assertModelsAreScoped(connection)).toThrow(TenancyModelError);
    });
  });

  it('A-04 fails when the owner is not required or not immutable', () => {
    const owner = LeadModel.schema.path('tenantId');
    owner.options['immutable'] = false;
    expect(() => assertModelsAreScoped(connection)).toThrow(/required and immutable/);
    owner.options['immutable'] = true;
  });

  it('names every fault at once', () => {
    mongoose.model('Stray', new Schema({ _id: String }));
    mongoose.model('StrayToo', new Schema({ _id: String }));
    expect(() => assertModelsAreScoped(connection)).toThrow(/Stray was[^]*StrayToo was/);
  });
});

describe('assertCollectionsKnown', () => {
  afterEach(async () => {
    await connection.db!.dropCollection('strangers').catch(() => undefined);
    await rawCollection('leads')
      .dropIndex('by_hand')
      .catch(() => undefined);
  });

  it('A-04 passes when every collection belongs to a model', async () => {
    await expect(assertCollectionsKnown(connection)).resolves.toBeUndefined();
  });

  it('A-04 fails on a collection that belongs to no model', async () => {
    await connection.db!.createCollection('strangers');
    await expect(assertCollectionsKnown(connection)).rejects.toThrow(/collection strangers belongs to no model/);
  });

  it('A-04 fails on a unique index across tenants that was made by hand', async () => {
    await rawCollection('leads').createIndex({ score: 1, _id: 1 }, { unique: true, name: 'by_hand' });
    await expect(assertCollectionsKnown(connection)).rejects.toThrow(/unique index by_hand must begin/);
  });

  it('needs an open connection', async () => {
    await expect(assertCollectionsKnown(mongoose.createConnection())).rejects.toThrow(TenancyModelError);
  });
});

describe('createCollectionsAndIndexes', () => {
  it('has made every collection and index, and may run again, also twice at once', async () => {
    await Promise.all([createCollectionsAndIndexes(connection), createCollectionsAndIndexes(connection)]);
    const keys = async (name: string) => (await rawCollection(name).indexes()).map(({ key }) => key);
    expect(await keys('claims')).toEqual([{ _id: 1 }, { expiresAt: 1 }, { tenantId: 1, _id: 1 }, { leasedUntil: 1 }]);
    expect((await keys('leads')).slice(1).every((key) => Object.keys(key)[0] === 'tenantId' || '_fts' in key)).toBe(
      true,
    );
    const unique = (await rawCollection('leads').indexes()).find(({ unique: isUnique }) => isUnique);
    expect(unique?.key).toEqual({ tenantId: 1, email: 1 });
    expect(ClaimModel.collection.collectionName).toBe('claims');
  });

  it('makes them on an empty database, side by side with another process', async () => {
    for (const collection of await connection.db!.collections()) await collection.drop();
    await Promise.all([createCollectionsAndIndexes(connection), createCollectionsAndIndexes(connection)]);
    await expect(assertCollectionsKnown(connection)).resolves.toBeUndefined();
  });

  it('says which model’s indexes cannot be created', async () => {
    await rawCollection('claims').dropIndex('claim');
    await rawCollection('claims').createIndex({ leasedUntil: -1 }, { name: 'claim' });
    await expect(createCollectionsAndIndexes(connection)).rejects.toThrow(/Claim: its indexes could not be created/);
    await rawCollection('claims').dropIndex('claim');
  });
});
