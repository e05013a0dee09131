import { beforeEach, describe, expect, it } from '@jest/globals';
import { driverProbe } from '@stageline/testing';
import mongoose from 'mongoose';
import { bulkInsert, bulkUpdate, bulkUpsert } from './bulk.ts';
import { runInTenant } from './context.ts';
import { TenantContextMissing, TenantMismatch, UnscopedOperation } from './errors.ts';
import {
  A,
  B,
  rawCollection,
  rawDocument,
  rawDocuments,
  seedTwoTenants,
  useTestDatabase,
} from './fixtures/database.ts';
import { LeadModel, NoteModel } from './fixtures/models.ts';
import { runAsSystem } from './system.ts';

useTestDatabase();
beforeEach(seedTwoTenants);

const asA = <T>(fn: () => T | PromiseLike<T>) => runInTenant(A, fn);
const rows = (count: number, prefix = 'r') =>
  Array.from({ length: count }, (_, index) => ({
    _id: `${prefix}${index}`,
    name: 'Row',
    email: `${prefix}${index}@example.com`,
  }));

describe('bulkInsert', () => {
  it('A-04 stamps every row with the current tenant, in chunks of 500', async () => {
    const sent = driverProbe.seen();
    expect(await asA(() => bulkInsert(LeadModel, rows(1200)))).toEqual({ inserted: 1200, duplicates: [] });
    expect(driverProbe.seen() - sent).toBe(3);
    const count = (tenantId: string) => rawCollection('leads').countDocuments({ tenantId, name: 'Row' });
    expect([await count(A), await count(B)]).toEqual([1200, 0]);
  });

  it('reports duplicates by their place, so an import can be run again', async () => {
    await asA(() => bulkInsert(LeadModel, rows(2)));
    const again = await asA(() => bulkInsert(LeadModel, [...rows(600, 's'), ...rows(3)]));
    expect(again).toEqual({ inserted: 601, duplicates: [600, 601] });
  });

  it('A-04 two tenants may hold the same unique value', async () => {
    const clash = [{ _id: 'x1', name: 'X', email: 'john@example.com' }];
    expect(await asA(() => bulkInsert(LeadModel, clash))).toEqual({ inserted: 0, duplicates: [0] });
    await asA(() => LeadModel.deleteOne({ email: 'john@example.com' }));
    expect(await asA(() => bulkInsert(LeadModel, clash))).toEqual({ inserted: 1, duplicates: [] });
  });

  it('leaves the rows as they were and fills in timestamps', async () => {
    const notes = [{ _id: 'x1', text: 'note' }];
    await asA(() => bulkInsert(NoteModel, notes));
    expect(notes).toEqual([{ _id: 'x1', text: 'note' }]);
    expect(await rawDocument('x1', 'notes')).toMatchObject({
      tenantId: A,
      createdAt: expect.any(Date),
      updatedAt: expect.any(Date),
    });
  });

  it.each([
    ['another tenant’s row', { _id: 'x', name: 'x', tenantId: B }, TenantMismatch],
    ['an unknown field', { _id: 'x', name: 'x', nmae: 'x' }, UnscopedOperation],
    ['a row without _id', { name: 'x' }, UnscopedOperation],
    ['a Map', new Map([['_id', 'x']]), UnscopedOperation],
    ['a row that serialises itself', { _id: 'x', toBSON: () => ({ tenantId: B }) }, UnscopedOperation],
  ])('A-04 refuses %s before anything is written', async (_what, row, error) => {
    await expect(asA(() => bulkInsert(LeadModel, [...rows(1), row] as never))).rejects.toThrow(error);
    expect(await rawDocuments()).toHaveLength(6);
  });

  it('A-04 throws without a tenant and in a system run', async () => {
    await expect(bulkInsert(LeadModel, rows(1))).rejects.toThrow(TenantContextMissing);
    await expect(runAsSystem('test', () => bulkInsert(LeadModel, rows(1)))).rejects.toThrow(UnscopedOperation);
  });

  it('takes part in the transaction of its caller', async () => {
    const run = () =>
      mongoose.connection.transaction(async () => {
        await bulkInsert(LeadModel, rows(3));
        await bulkUpsert(LeadModel, [{ match: { _id: 'a1' }, set: { name: 'x' } }]);
        throw new Error('abort');
      });
    await expect(asA(run)).rejects.toThrow('abort');
    expect(await rawDocuments()).toHaveLength(6);
    expect((await rawDocument('a1'))?.['name']).toBe('John Smith');
  });

  it('throws for a duplicate within a transaction, which that ends', async () => {
    const run = () =>
      mongoose.connection.transaction(async () => {
        await bulkInsert(LeadModel, rows(2));
        await bulkInsert(LeadModel, rows(1));
      });
    await expect(asA(run)).rejects.toMatchObject({ code: 11000 });
    expect(await rawDocuments()).toHaveLength(6);
  });

  it('throws on with any other failure', async () => {
    const huge = { _id: 'x', name: 'x'.repeat(17_000_000) };
    await expect(asA(() => bulkInsert(LeadModel, [huge]))).rejects.toThrow();
  });
});

describe('bulkUpsert', () => {
  const upsert = (email: string, id: string) => ({
    match: { email },
    set: { stage: 'upserted' },
    setOnInsert: { _id: id, name: 'New' },
  });

  it('A-04 updates the tenant’s row, inserts what is new, and leaves the other tenant’s alone', async () => {
    const result = await asA(() =>
      bulkUpsert(LeadModel, [upsert('john@example.com', 'x1'), upsert('new@example.com', 'x2')]),
    );
    expect(result).toEqual({ inserted: 1, matched: 1 });
    expect((await rawDocuments()).map((row) => [row._id, row.tenantId, row['stage']])).toEqual([
      ['a1', A, 'upserted'],
      ['a2', A, 'new'],
      ['a3', A, 'won'],
      ['b1', B, 'new'],
      ['b2', B, 'new'],
      ['b3', B, 'won'],
      ['x2', A, 'upserted'],
    ]);
  });

  it('settles two runs at once on one row', async () => {
    const run = () =>
      asA(() =>
        bulkUpsert(
          LeadModel,
          Array.from({ length: 40 }, (_, n) => upsert(`p${n}@example.com`, crypto.randomUUID())),
        ),
      );
    const results = await Promise.all([run(), run(), run(), run()]);
    expect(results.reduce((sum, { inserted }) => sum + inserted, 0)).toBe(40);
    expect(results.reduce((sum, { matched }) => sum + matched, 0)).toBe(120);
  });

  it('keeps createdAt and moves updatedAt', async () => {
    await asA(() => bulkUpsert(NoteModel, [{ match: { _id: 'x1' }, set: { text: 'first' } }]));
    const first = await rawDocument('x1', 'notes');
    await asA(() => bulkUpsert(NoteModel, [{ match: { _id: 'x1' }, set: { text: 'second' } }]));
    const second = await rawDocument('x1', 'notes');
    expect(second).toMatchObject({ text: 'second', createdAt: first!['createdAt'], tenantId: A });
    expect(Number(second!['updatedAt'])).toBeGreaterThanOrEqual(Number(first!['updatedAt']));
  });

  it.each([
    ['a foreign tenant in match', { match: { _id: 'x', tenantId: B } }, TenantMismatch],
    ['the owner in set', { match: { _id: 'x' }, set: { tenantId: A } }, TenantMismatch],
    ['the owner in setOnInsert', { match: { _id: 'x' }, setOnInsert: { tenantId: B } }, TenantMismatch],
    ['JavaScript in match', { match: { _id: 'x', $where: 'true' } }, UnscopedOperation],
    ['an unknown field', { match: { _id: 'x' }, set: { nmae: 'x' } }, UnscopedOperation],
    ['no _id for a new row', { match: { email: 'x' } }, UnscopedOperation],
  ])('A-04 refuses %s', async (_what, row, error) => {
    await expect(asA(() => bulkUpsert(LeadModel, [row] as never))).rejects.toThrow(error);
    expect(await rawDocuments()).toHaveLength(6);
  });

  it('A-04 throws without a tenant and in a system run', async () => {
    await expect(bulkUpsert(LeadModel, [])).rejects.toThrow(TenantContextMissing);
    await expect(runAsSystem('test', () => bulkUpsert(LeadModel, []))).rejects.toThrow(UnscopedOperation);
  });
});

describe('bulkUpdate', () => {
  const update = (id: string) => ({ match: { _id: id }, set: { stage: 'updated' } });

  it('A-04 updates the tenant’s rows and inserts nothing; another tenant’s row is not there', async () => {
    expect(await asA(() => bulkUpdate(LeadModel, [update('a1'), update('b1'), update('x1')] as never))).toBe(1);
    expect((await rawDocuments()).map((row) => [row._id, row['stage']])).toEqual([
      ['a1', 'updated'],
      ['a2', 'new'],
      ['a3', 'won'],
      ['b1', 'new'],
      ['b2', 'new'],
      ['b3', 'won'],
    ]);
  });

  it('belongs to the transaction that it runs in', async () => {
    const run = () =>
      mongoose.connection.transaction(async () => {
        await bulkUpdate(LeadModel, [update('a1')] as never);
        throw new Error('abort');
      });
    await expect(asA(run)).rejects.toThrow('abort');
    expect((await rawDocument('a1'))?.['stage']).toBe('new');
  });

  it.each([
    ['a foreign tenant in match', { match: { _id: 'a1', tenantId: B }, set: { stage: 'x' } }, TenantMismatch],
    ['the owner in set', { match: { _id: 'a1' }, set: { tenantId: B } }, TenantMismatch],
    ['JavaScript in match', { match: { _id: 'a1', $where: 'true' }, set: { stage: 'x' } }, UnscopedOperation],
    ['an unknown field', { match: { _id: 'a1' }, set: { nmae: 'x' } }, UnscopedOperation],
  ])('A-04 refuses %s', async (_what, row, error) => {
    await expect(asA(() => bulkUpdate(LeadModel, [row] as never))).rejects.toThrow(error);
    expect((await rawDocument('a1'))?.['stage']).toBe('new');
  });

  it('A-04 throws without a tenant and in a system run', async () => {
    await expect(bulkUpdate(LeadModel, [])).rejects.toThrow(TenantContextMissing);
    await expect(runAsSystem('test', () => bulkUpdate(LeadModel, []))).rejects.toThrow(UnscopedOperation);
  });
});
