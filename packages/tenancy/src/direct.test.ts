import { beforeEach, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { runInTenant } from './context.ts';
import { findRows, raiseCounter } from './direct.ts';
import { TenantContextMissing, TenantMismatch, UnscopedOperation } from './errors.ts';
import { A, B, rawDocuments, seedTwoTenants, useTestDatabase } from './fixtures/database.ts';
import { LeadModel } from './fixtures/models.ts';
import { runAsSystem } from './system.ts';

useTestDatabase();
beforeEach(seedTwoTenants);

const asA = <T>(fn: () => T | PromiseLike<T>) => runInTenant(A, fn);
const all = { projection: { name: 1, tenantId: 1 }, sort: { _id: 1 }, limit: 10 } as const;
const step = { match: { email: 'counter@example.com' }, field: 'score', by: 3, id: 'counter' };

describe('findRows', () => {
  it('A-04 reads rows of the current tenant only, as a lean query would', async () => {
    const lean = await asA(async () => LeadModel.find({}, all.projection).sort(all.sort).limit(10).lean());
    expect(lean.length).toBeGreaterThan(0);
    expect(await asA(() => findRows(LeadModel, {}, all))).toEqual(lean);
    expect(await asA(() => findRows(LeadModel, {}, { ...all, limit: 1 }))).toEqual(lean.slice(0, 1));
  });

  it('A-04 refuses what it cannot hold to the tenant', async () => {
    await expect(findRows(LeadModel, {}, all)).rejects.toThrow(TenantContextMissing);
    await expect(asA(() => findRows(LeadModel, { tenantId: B }, all))).rejects.toThrow(TenantMismatch);
    await expect(asA(() => findRows(LeadModel, { $or: [{ tenantId: B }] }, all))).rejects.toThrow(TenantMismatch);
    await expect(asA(() => findRows(LeadModel, { $where: 'true' }, all))).rejects.toThrow(UnscopedOperation);
    await expect(runAsSystem('test', () => findRows(LeadModel, {}, all))).rejects.toThrow(UnscopedOperation);
  });

  it('refuses a field that the model does not have, however deep', async () => {
    await expect(asA(() => findRows(LeadModel, { nmae: 'x' }, all))).rejects.toThrow('no field nmae');
    await expect(asA(() => findRows(LeadModel, { $or: [{ 'nmae.x': 1 }] }, all))).rejects.toThrow('no field nmae.x');
  });

  it('leaves the filter as it was and sees what its transaction wrote', async () => {
    const filter = { name: 'Inside' };
    await asA(() =>
      mongoose.connection.transaction(async () => {
        await LeadModel.create([{ _id: 'inside', name: 'Inside' }]);
        expect(await findRows(LeadModel, filter, all)).toHaveLength(1);
      }),
    );
    expect(filter).toEqual({ name: 'Inside' });
  });
});

describe('raiseCounter', () => {
  it('A-04 counts for each tenant by itself, from 0', async () => {
    expect(await asA(() => raiseCounter(LeadModel, step))).toBe(3);
    expect(await asA(() => raiseCounter(LeadModel, step))).toBe(6);
    expect(await runInTenant(B, () => raiseCounter(LeadModel, { ...step, id: 'counter-b' }))).toBe(3);
    const counters = (await rawDocuments()).filter(({ email }) => email === step.match.email);
    expect(counters.map(({ tenantId, score }) => [tenantId, score])).toEqual([
      [A, 6],
      [B, 3],
    ]);
  });

  it('gives the numbers of a transaction that was rolled back again', async () => {
    await asA(() => raiseCounter(LeadModel, step));
    const rolledBack = asA(() =>
      mongoose.connection.transaction(async () => {
        expect(await raiseCounter(LeadModel, step)).toBe(6);
        throw new Error('no');
      }),
    );
    await expect(rolledBack).rejects.toThrow('no');
    expect(await asA(() => raiseCounter(LeadModel, step))).toBe(6);
  });

  it('A-04 refuses another tenant, no tenant and an unknown field', async () => {
    await expect(raiseCounter(LeadModel, step)).rejects.toThrow(TenantContextMissing);
    await expect(asA(() => raiseCounter(LeadModel, { ...step, match: { tenantId: B } }))).rejects.toThrow(
      TenantMismatch,
    );
    await expect(asA(() => raiseCounter(LeadModel, { ...step, field: 'skore' }))).rejects.toThrow('no field skore');
  });
});
