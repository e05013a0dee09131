import { describe, expect, it } from '@jest/globals';
import { currentTenantId } from '@stageline/tenancy';
import { createBatcher } from './batcher.ts';
import { newId } from './ids.ts';

describe('batcher', () => {
  const recorder = (maxBatch = 3, maxWaiting = 100) => {
    const batches: number[][] = [];
    const batcher = createBatcher<number, string>({
      maxBatch,
      maxWaiting,
      async run(items) {
        batches.push([...items]);
        await new Promise(setImmediate);
        if (items.includes(-1)) throw new Error('boom');
        return items.map((item) => `${currentTenantId()} ${item}`);
      },
    });
    return { batcher, batches };
  };

  it('takes together what comes in one turn, and what came while it ran, each with its own result', async () => {
    const { batcher, batches } = recorder();
    const tenant = newId('tnt');
    const results = await Promise.all([1, 2, 3, 4, 5].map((item) => batcher.add(tenant, item)));
    expect(batches).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
    expect(results).toEqual([1, 2, 3, 4, 5].map((item) => `${tenant} ${item}`));
    const first = batcher.add(tenant, 6);
    while (batches.length < 3) await new Promise(setImmediate);
    await Promise.all([first, batcher.add(tenant, 7), batcher.add(tenant, 8)]);
    expect(batches.slice(2)).toEqual([[6], [7, 8]]);
  });

  it('H-10 keeps tenants apart', async () => {
    const { batcher, batches } = recorder();
    const [a, b] = [newId('tnt'), newId('tnt')];
    const results = await Promise.all([batcher.add(a, 1), batcher.add(b, 2), batcher.add(a, 3)]);
    expect(results).toEqual([`${a} 1`, `${b} 2`, `${a} 3`]);
    expect(batches).toEqual([[1, 3], [2]]);
  });

  it('tells everybody of a batch that it failed, and goes on', async () => {
    const { batcher } = recorder();
    const tenant = newId('tnt');
    const settled = await Promise.allSettled([1, -1, 2, 3].map((item) => batcher.add(tenant, item)));
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'fulfilled']);
    expect(await batcher.add(tenant, 3)).toBe(`${tenant} 3`);
  });

  it('refuses what would wait too long', async () => {
    const { batcher } = recorder(1, 2);
    const tenant = newId('tnt');
    const settled = await Promise.allSettled([1, 2, 3, 4, 5].map((item) => batcher.add(tenant, item)));
    const refused = settled.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(3);
    expect(refused[0]).toMatchObject({ reason: { code: 'unavailable' } });
  });
});
