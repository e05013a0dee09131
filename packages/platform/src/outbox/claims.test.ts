import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { runAsSystem } from '@stageline/tenancy/system';
import { eventually } from '@stageline/testing';
import { newId } from '../ids.ts';
import { createClaims } from './claims.ts';
import { OutboxRowModel } from './models.ts';
import { createTestBed, type TestBed } from './test-bed.ts';

const ids = (rows: readonly { _id: string }[]): string[] => rows.map((row) => row._id);

describe('claims', () => {
  let bed: TestBed;
  beforeAll(async () => {
    bed = await createTestBed();
  });
  afterEach(() => runAsSystem('test', () => OutboxRowModel.deleteMany({})));
  afterAll(() => bed.close());

  it('gives a row to one claim only', async () => {
    const tenantId = newId('tnt');
    for (let n = 0; n < 10; n++) await bed.record(tenantId, n);
    const claims = createClaims({ leaseMs: 60_000, batch: 100 });
    const taken = await Promise.all(['a', 'b', 'c', 'd'].map((claim) => claims.take(claim)));
    const all = taken.flatMap(ids);
    expect(new Set(all).size).toBe(all.length);
  });

  it('takes over the rows of a relay that died, when their lease ends', async () => {
    const eventId = await bed.record(newId('tnt'), 1);
    const claims = createClaims({ leaseMs: 100, batch: 100 });
    expect(ids(await claims.take('dead'))).toEqual([eventId]);
    expect(await claims.take('living')).toEqual([]);
    const taken = await eventually(async () => {
      const rows = await claims.take('living');
      return rows.length > 0 && rows;
    });
    expect(ids(taken)).toEqual([eventId]);
    await claims.done('dead', [eventId]);
    expect(await claims.pending()).toBe(1);
    await claims.done('living', [eventId]);
    expect(await claims.pending()).toBe(0);
  });

  it('lets no later event overtake one that another relay holds, and other tenants pass', async () => {
    const [a, b] = [newId('tnt'), newId('tnt')];
    const claims = createClaims({ leaseMs: 60_000, batch: 100 });
    const first = await bed.record(a, 1);
    expect(ids(await claims.take('slow'))).toEqual([first]);
    const later = await bed.record(a, 2);
    const other = await bed.record(b, 3);
    expect(ids(await claims.take('quick'))).toEqual([other]);
    await claims.done('slow', [first]);
    expect(ids(await claims.take('quick'))).toEqual([later]);
  });

  it('gives rows back', async () => {
    const eventId = await bed.record(newId('tnt'), 1);
    const claims = createClaims({ leaseMs: 60_000, batch: 100 });
    await claims.take('first');
    await claims.release('first', [eventId]);
    expect(ids(await claims.take('second'))).toEqual([eventId]);
  });

  it('reads pending rows through their index, however many were relayed', async () => {
    const plan = await runAsSystem('test', () =>
      OutboxRowModel.find({ relayed: false }).sort({ _id: 1 }).limit(10).explain('queryPlanner'),
    );
    const text = JSON.stringify(plan);
    expect(text).toContain('relayed_1__id_1');
    expect(text).not.toContain('SORT');
    expect(text).not.toContain('COLLSCAN');
  });
});
