import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TenantId } from '@stageline/contracts';
import { runInTenant } from '@stageline/tenancy';
import { eventually } from '@stageline/testing';
import { newId } from '../ids.ts';
import { DeadLetterModel } from './dead-letter-models.ts';
import { ParkedJobModel } from './parked-job-model.ts';
import { createParkedJobs } from './parked-jobs.ts';
import { subscriber } from './subscriber.ts';
import { createTestBed, ThingHappened, type TestBed } from './test-bed.ts';

describe('the work of paused tenants', () => {
  let bed: TestBed;
  const paused = new Set<TenantId>();
  const parked = createParkedJobs((tenantId) => paused.has(tenantId));
  const seen: [TenantId, number][] = [];
  const effect = subscriber({
    id: 'test.effect',
    event: ThingHappened,
    handle: async ({ n }, { tenantId }) => void seen.push([tenantId, n]),
  });
  const notice = subscriber({
    id: 'test.notice',
    event: ThingHappened,
    alsoPaused: true,
    handle: async ({ n }, { tenantId }) => void notices.push([tenantId, n]),
  });
  const notices: [TenantId, number][] = [];
  const parkedOf = (tenantId: TenantId) => runInTenant(tenantId, () => ParkedJobModel.countDocuments());
  const seenOf = (tenantId: TenantId) => seen.filter(([id]) => id === tenantId).map(([, n]) => n);

  beforeAll(async () => {
    bed = await createTestBed();
  });
  afterAll(() => bed.close());

  it('A-14 waits without a failure, does not hold up the others, and comes back once', async () => {
    const [sleeping, awake] = [newId('tnt'), newId('tnt')];
    paused.add(sleeping);
    const { relay, queue } = await bed.relay([effect, notice], {}, { parking: parked });
    await relay.start();
    for (let n = 0; n < 30; n += 1) await bed.record(sleeping, n);
    await bed.record(awake, 1);
    await relay.drain();
    expect(seenOf(awake)).toEqual([1]);
    expect(seenOf(sleeping)).toEqual([]);
    expect(notices.filter(([id]) => id === sleeping)).toHaveLength(30);
    expect(await parkedOf(sleeping)).toBe(30);
    expect(await parked.sweep(queue)).toBe(0);

    paused.delete(sleeping);
    // A release that died half-way, and the one after it, as the sweep would do.
    await Promise.all([parked.release(queue, sleeping), parked.release(queue, sleeping)]);
    await parked.sweep(queue);
    await relay.drain();
    expect(seenOf(sleeping)).toEqual(Array.from({ length: 30 }, (_, n) => n));
    expect(await parkedOf(sleeping)).toBe(0);
    expect(await runInTenant(sleeping, () => DeadLetterModel.countDocuments())).toBe(0);
  });

  it('A-14 waits again when it is paused again, and the sweep alone brings it back', async () => {
    const tenantId = newId('tnt');
    const { relay, queue } = await bed.relay([effect], {}, { parking: parked, prefix: 'test-again' });
    await relay.start();
    paused.add(tenantId);
    await bed.record(tenantId, 7);
    await relay.drain();
    await parked.release(queue, tenantId);
    await relay.drain();
    expect(await parkedOf(tenantId)).toBe(1);
    paused.delete(tenantId);
    expect(await parked.sweep(queue)).toBe(1);
    await eventually(() => seenOf(tenantId).length === 1);
    await relay.drain();
    expect(seenOf(tenantId)).toEqual([7]);
  });
});
