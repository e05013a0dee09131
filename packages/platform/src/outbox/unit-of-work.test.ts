import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runInTenant } from '@stageline/tenancy';
import { newId } from '../ids.ts';
import { createTestBed, insertThing, labelsOf, rowsOf, ThingHappened, ThingModel, type TestBed } from './test-bed.ts';
import { createUnitOfWork, type Transaction } from './unit-of-work.ts';

describe('unit of work', () => {
  let bed: TestBed;
  beforeAll(async () => {
    bed = await createTestBed();
  });
  afterAll(() => bed.close());

  it('commits documents and events together', async () => {
    const tenantId = newId('tnt');
    const eventId = await runInTenant(tenantId, () =>
      bed.unitOfWork.run(async (tx) => {
        await insertThing('one');
        return tx.record(ThingHappened, { n: 1 });
      }),
    );
    expect(await labelsOf(tenantId)).toEqual(['one']);
    expect(await rowsOf(tenantId)).toMatchObject([
      { _id: eventId, tenantId, event: 'thing.happened', relayed: false, payload: { n: 1 } },
    ]);
  });

  it('leaves neither document nor event when it fails', async () => {
    const tenantId = newId('tnt');
    const failing = runInTenant(tenantId, () =>
      bed.unitOfWork.run(async (tx) => {
        await insertThing('one');
        tx.record(ThingHappened, { n: 1 });
        throw new Error('changed my mind');
      }),
    );
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await labelsOf(tenantId)).toEqual([]);
    expect(await rowsOf(tenantId)).toEqual([]);
  });

  it('joins an outer run, and its events commit with it', async () => {
    const tenantId = newId('tnt');
    const other = createUnitOfWork({ connection: bed.connection, nudge: () => undefined });
    const failing = runInTenant(tenantId, () =>
      bed.unitOfWork.run(async () => {
        await other.run(async (tx) => {
          await insertThing('inner');
          tx.record(ThingHappened, { n: 1 });
        });
        throw new Error('outer failed');
      }),
    );
    await expect(failing).rejects.toThrow('outer failed');
    expect(await labelsOf(tenantId)).toEqual([]);
    expect(await rowsOf(tenantId)).toEqual([]);
  });

  it('rolls everything back when a joined run failed, even where the error was caught', async () => {
    const tenantId = newId('tnt');
    const failing = runInTenant(tenantId, () =>
      bed.unitOfWork.run(async () => {
        await insertThing('outer');
        await bed.unitOfWork
          .run(async () => {
            await insertThing('half');
            throw new Error('inner failed');
          })
          .catch(() => undefined);
      }),
    );
    await expect(failing).rejects.toThrow('inner failed');
    expect(await labelsOf(tenantId)).toEqual([]);
  });

  it('runs what comes after the commit, once, and only then', async () => {
    const tenantId = newId('tnt');
    const seen: string[] = [];
    await runInTenant(tenantId, () =>
      bed.unitOfWork.run(async (tx) => {
        tx.afterCommit(async () => seen.push(...(await labelsOf(tenantId))));
        await insertThing('one');
        expect(seen).toEqual([]);
      }),
    );
    expect(seen).toEqual(['one']);
    const failing = runInTenant(tenantId, () =>
      bed.unitOfWork.run(async (tx) => {
        tx.afterCommit(() => seen.push('never'));
        throw new Error('no');
      }),
    );
    await expect(failing).rejects.toThrow('no');
    expect(seen).toEqual(['one']);
  });

  it('an error after the commit does not reach the caller, who was served', async () => {
    const result = runInTenant(newId('tnt'), () =>
      bed.unitOfWork.run(async (tx) => {
        tx.afterCommit(() => Promise.reject(new Error('late')));
        return 'done';
      }),
    );
    await expect(result).resolves.toBe('done');
  });

  it('repeats on write conflicts until every one of many writers is through', async () => {
    const tenantId = newId('tnt');
    await runInTenant(tenantId, () => insertThing('counter'));
    const writers = Array.from({ length: 12 }, () =>
      runInTenant(tenantId, () =>
        bed.unitOfWork.run(async (tx) => {
          const before = await ThingModel.findOneAndUpdate({ label: 'counter' }, { $inc: { count: 1 } }).lean();
          tx.record(ThingHappened, { n: before!.count! });
        }),
      ),
    );
    await Promise.all(writers);
    const counter = await runInTenant(tenantId, () => ThingModel.findOne({ label: 'counter' }).lean());
    expect(counter?.count).toBe(12);
    const numbers = (await rowsOf(tenantId)).map((row) => (row.payload as { n: number }).n).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 12 }, (_, n) => n));
  });

  it('repeats once when parallel upserts of one key collide', async () => {
    const tenantId = newId('tnt');
    const upsert = () =>
      runInTenant(tenantId, () =>
        bed.unitOfWork.run(async () => {
          await ThingModel.updateOne(
            { label: 'same' },
            { $inc: { count: 1 }, $setOnInsert: { _id: newId('led') } },
            { upsert: true },
          );
        }),
      );
    await Promise.all(Array.from({ length: 8 }, upsert));
    expect(await labelsOf(tenantId)).toEqual(['same']);
  });

  it('reports a real duplicate after its one repetition', async () => {
    const tenantId = newId('tnt');
    await runInTenant(tenantId, () => insertThing('taken'));
    let runs = 0;
    const failing = runInTenant(tenantId, () =>
      bed.unitOfWork.run(async () => {
        runs += 1;
        await insertThing('taken');
      }),
    );
    await expect(failing).rejects.toMatchObject({ code: 11000 });
    expect(runs).toBe(2);
  });

  it('a transaction that is over takes no more events', async () => {
    let leaked: Transaction | undefined;
    const tenantId = newId('tnt');
    await runInTenant(tenantId, () =>
      bed.unitOfWork.run(async (tx) => {
        leaked = tx;
      }),
    );
    await runInTenant(tenantId, async () => {
      expect(() => leaked!.record(ThingHappened, { n: 1 })).toThrow('This transaction is over');
    });
  });

  it('refuses an event outside a tenant and one that does not fit its schema', async () => {
    const outside = bed.unitOfWork.run(async (tx) => tx.record(ThingHappened, { n: 1 }));
    await expect(outside).rejects.toMatchObject({ code: 'TENANT_CONTEXT_MISSING' });
    const misfit = runInTenant(newId('tnt'), () =>
      bed.unitOfWork.run(async (tx) => tx.record(ThingHappened, { n: 1.5 })),
    );
    await expect(misfit).rejects.toMatchObject({ name: 'ZodError' });
  });

  it('records for each tenant what was recorded in it', async () => {
    const [a, b] = [newId('tnt'), newId('tnt')];
    await bed.unitOfWork.run(async (tx) => {
      await runInTenant(a, () => tx.record(ThingHappened, { n: 1 }));
      await runInTenant(b, () => tx.record(ThingHappened, { n: 2 }));
    });
    expect(await rowsOf(a)).toMatchObject([{ tenantId: a, payload: { n: 1 } }]);
    expect(await rowsOf(b)).toMatchObject([{ tenantId: b, payload: { n: 2 } }]);
  });

  it('nudges after a commit with events only', async () => {
    let nudges = 0;
    const unitOfWork = createUnitOfWork({ connection: bed.connection, nudge: () => (nudges += 1) });
    await runInTenant(newId('tnt'), () => unitOfWork.run(() => insertThing('quiet')));
    expect(nudges).toBe(0);
    await runInTenant(newId('tnt'), () => unitOfWork.run(async (tx) => tx.record(ThingHappened, { n: 1 })));
    expect(nudges).toBe(1);
  });
});
