import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { TenantId } from '@stageline/contracts';
import { globalKey, optionalTenantId, runInTenant } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { eventually } from '@stageline/testing';
import Bull from 'bull';
import { newId } from '../ids.ts';
import { createClaims } from './claims.ts';
import { forgetDeadLetters, replayDeadLetter } from './dead-letters.ts';
import { DeadLetterModel } from './dead-letter-models.ts';
import { OutboxRowModel } from './models.ts';
import { processOnce } from './process-once.ts';
import { subscriber, type Subscriber } from './subscriber.ts';
import {
  createTestBed,
  insertThing,
  labelsOf,
  rowsOf,
  ThingHappened,
  type BedRelay,
  type TestBed,
} from './test-bed.ts';

/** Writes a document per event, so that a second effect would show. */
const writer: Subscriber = subscriber({
  id: 'test.writer',
  event: ThingHappened,
  handle: ({ n }) => insertThing(`thing ${n}`),
});

describe('relay', () => {
  let bed: TestBed;
  let opened: BedRelay[] = [];
  const open = async (...args: Parameters<TestBed['relay']>): Promise<BedRelay> => {
    const relay = await bed.relay(...args);
    opened.push(relay);
    return relay;
  };
  beforeAll(async () => {
    bed = await createTestBed();
  });
  afterEach(async () => {
    await Promise.all(opened.map((each) => each.close()));
    opened = [];
    await runAsSystem('test', () => OutboxRowModel.deleteMany({}));
  });
  afterAll(() => bed.close());

  it('hands an event to each of its subscribers, inside its tenant', async () => {
    const tenantId = newId('tnt');
    const seen: unknown[] = [];
    const listener = (id: string) =>
      subscriber({
        id,
        event: ThingHappened,
        handle: async (payload, context) => {
          seen.push([id, payload.n, context.tenantId, optionalTenantId(), context.recordedAt instanceof Date]);
        },
      });
    const { relay } = await open([listener('test.one'), listener('test.two')]);
    await relay.start();
    await bed.record(tenantId, 7);
    await relay.drain();
    expect(seen.toSorted()).toEqual([
      ['test.one', 7, tenantId, tenantId, true],
      ['test.two', 7, tenantId, tenantId, true],
    ]);
    expect(await rowsOf(tenantId)).toMatchObject([{ relayed: true, relayedAt: expect.any(Date) }]);
  });

  it('does not run a handler in the tenant in which the relay was started', async () => {
    const [starter, owner] = [newId('tnt'), newId('tnt')];
    const tenants: unknown[] = [];
    const { relay } = await open([
      subscriber({ id: 'test.where', event: ThingHappened, handle: async () => void tenants.push(optionalTenantId()) }),
    ]);
    await runInTenant(starter, () => relay.start());
    await bed.record(owner, 1);
    await relay.drain();
    expect(tenants).toEqual([owner]);
  });

  it('finds an event by polling when the nudge is lost', async () => {
    const tenantId = newId('tnt');
    await bed.record(tenantId, 1);
    const { relay } = await open([writer], { pollMs: 20 });
    await relay.start();
    await eventually(async () => (await labelsOf(tenantId)).length === 1);
  });

  it('has one effect when it dies between enqueueing and marking', async () => {
    const tenantId = newId('tnt');
    const claims = createClaims({ leaseMs: 50, batch: 200 });
    let deaths = 0;
    // dying means that neither the mark nor the release of the claim happens
    const dying = {
      ...claims,
      done: async () => {
        deaths += 1;
        throw new Error('killed');
      },
      release: async () => undefined,
    };
    const first = await open([writer], { claims: dying, pollMs: 10_000 });
    await bed.record(tenantId, 1);
    await first.relay.start();
    await eventually(() => deaths > 0);
    await first.close();
    expect(await rowsOf(tenantId)).toMatchObject([{ relayed: false }]);

    const second = await open([writer], { leaseMs: 50, pollMs: 20 });
    await second.relay.start();
    await eventually(async () => (await rowsOf(tenantId))[0]?.relayed === true);
    await second.relay.drain();
    expect(await labelsOf(tenantId)).toEqual(['thing 1']);
  });

  it('has one effect when the queue has forgotten that it did the job', async () => {
    const tenantId = newId('tnt');
    const { relay, queue } = await open([writer]);
    await relay.start();
    const eventId = await bed.record(tenantId, 1);
    await relay.drain();
    const [row] = await rowsOf(tenantId);
    await queue.lane('events').addAgain({
      id: `${eventId}.test.writer`,
      name: 'test.writer',
      envelope: {
        v: 1,
        tenantId,
        actor: null,
        traceId: 'again',
        payload: { eventId, recordedAt: row!.recordedAt.toISOString(), data: row!.payload as unknown },
      },
      attempts: 1,
    });
    await relay.drain();
    expect(await labelsOf(tenantId)).toEqual(['thing 1']);
    expect(await runInTenant(tenantId, () => DeadLetterModel.countDocuments({}))).toBe(0);
  });

  it('has one effect when two deliveries run at the same moment', async () => {
    const tenantId = newId('tnt');
    const eventId = newId('evt');
    const deliver = () =>
      runInTenant(tenantId, () => processOnce(bed.unitOfWork, 'test.both', eventId, () => insertThing('once')));
    const outcomes = await Promise.all([deliver(), deliver(), deliver(), deliver()]);
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(await labelsOf(tenantId)).toEqual(['once']);
  });

  it('rolls the note back with the effect, so that a failed delivery comes again', async () => {
    const tenantId = newId('tnt');
    let attempts = 0;
    const { relay } = await open([
      subscriber({
        id: 'test.second-time-lucky',
        event: ThingHappened,
        handle: async ({ n }) => {
          attempts += 1;
          await insertThing(`try ${n}`);
          if (attempts === 1) throw new Error('not yet');
        },
      }),
    ]);
    await relay.start();
    await bed.record(tenantId, 1);
    await relay.drain();
    expect(attempts).toBe(2);
    expect(await labelsOf(tenantId)).toEqual(['try 1']);
  });

  it('keeps a poisoned delivery as a dead letter, apart from other subscribers, and replays it', async () => {
    const tenantId = newId('tnt');
    let broken = true;
    const poisoned = subscriber({
      id: 'test.poisoned',
      event: ThingHappened,
      attempts: 3,
      handle: async ({ n }) => {
        if (broken) throw new Error('mongodb://user:hunter2@host/ is broken');
        await insertThing(`replayed ${n}`);
      },
      onDead: async ({ n }, context) => void dead.push([n, context.eventId, optionalTenantId()]),
    });
    const dead: unknown[] = [];
    const { relay, queue } = await open([poisoned, writer]);
    await relay.start();
    const eventId = await bed.record(tenantId, 1);
    await relay.drain();
    const id = `${eventId}.test.poisoned`;
    const find = () => runInTenant(tenantId, () => DeadLetterModel.findOne({ _id: id }).lean());
    const letter = await eventually(async () => (await find()) ?? undefined);
    expect(letter).toMatchObject({ job: 'test.poisoned', attempts: 3, payload: { eventId, data: { n: 1 } } });
    expect(letter.error?.message).toContain('is broken');
    expect(JSON.stringify(letter)).not.toContain('hunter2');
    expect(await labelsOf(tenantId)).toEqual(['thing 1']);
    await eventually(() => dead.length > 0);
    expect(dead).toEqual([[1, eventId, tenantId]]);

    broken = false;
    expect(await replayDeadLetter(queue, id)).toBe(true);
    await relay.drain();
    expect(await labelsOf(tenantId)).toEqual(['thing 1', 'replayed 1']);
    expect(await find()).toBeNull();
    expect(await replayDeadLetter(queue, id)).toBe(false);
  });

  it('forgets the letters of what was asked for anew, and no others', async () => {
    const [tenantId, other] = [newId('tnt'), newId('tnt')];
    const poisoned = (id: string) =>
      subscriber({ id, event: ThingHappened, attempts: 1, handle: () => Promise.reject(new Error('always')) });
    const { relay } = await open([poisoned('test.asked'), poisoned('test.other')]);
    await relay.start();
    for (const n of [1, 2]) await bed.record(tenantId, n);
    await bed.record(other, 1);
    const letters = (of: TenantId) =>
      runInTenant(of, async () => (await DeadLetterModel.find({}, { job: 1, 'payload.data.n': 1 }).lean()).map(nameOf));
    const nameOf = ({ job, payload }: { job: string; payload?: any }) => `${job} ${payload.data.n}`;
    await eventually(async () => (await letters(tenantId)).length === 4 && (await letters(other)).length === 2);
    await runInTenant(tenantId, () => forgetDeadLetters(['test.asked'], { n: 1 }));
    expect((await letters(tenantId)).toSorted()).toEqual(['test.asked 2', 'test.other 1', 'test.other 2']);
    expect(await letters(other)).toHaveLength(2);
  });

  it('finds the dead letters of a worker that died before it wrote them', async () => {
    const tenantId = newId('tnt');
    const poisoned = subscriber({
      id: 'test.always-poisoned',
      event: ThingHappened,
      attempts: 1,
      handle: () => Promise.reject(new Error('always')),
    });
    const first = await open([poisoned], {}, { deadLetters: { record: () => Promise.reject(new Error('killed')) } });
    await first.relay.start();
    const eventId = await bed.record(tenantId, 1);
    await first.relay.drain();
    await first.close();
    const second = await open([poisoned]);
    await second.relay.start();
    await eventually(() =>
      runInTenant(
        tenantId,
        async () => (await DeadLetterModel.exists({ _id: `${eventId}.test.always-poisoned` })) !== null,
      ),
    );
  });

  it('enqueues the events of a tenant in the order in which they were recorded', async () => {
    const tenantId = newId('tnt');
    const ids: string[] = [];
    for (let n = 0; n < 20; n++) ids.push(`${await bed.record(tenantId, n)}.test.writer`);
    const { relay } = await open([writer]);
    const watcher = new Bull('events', bed.redisUrl, { prefix: globalKey('queue') });
    await watcher.pause();
    try {
      await relay.start();
      await eventually(async () => (await watcher.getPausedCount()) === 20);
      const waiting = await watcher.getJobs(['paused'], 0, -1, true);
      expect(waiting.map((job) => job.id)).toEqual(ids);
    } finally {
      await watcher.resume();
      await watcher.close();
    }
    await relay.drain();
    const expected = ids.map((_, n) => `thing ${n}`);
    expect(await labelsOf(tenantId)).toEqual(expected);
  });

  it('hands what a handler records to the next subscriber', async () => {
    const tenantId = newId('tnt');
    const { relay } = await open([
      subscriber({
        id: 'test.chain',
        event: ThingHappened,
        handle: async ({ n }) => {
          if (n < 3) await bed.unitOfWork.run(async (tx) => tx.record(ThingHappened, { n: n + 1 }));
        },
      }),
      writer,
    ]);
    await relay.start();
    await bed.record(tenantId, 1);
    await relay.drain();
    expect(await labelsOf(tenantId)).toEqual(['thing 1', 'thing 2', 'thing 3']);
  });

  it('runs a handler without a transaction where the subscriber asks for it, and notes it too', async () => {
    const tenantId = newId('tnt');
    let runs = 0;
    const outside = subscriber({
      id: 'test.outside',
      event: ThingHappened,
      transactional: false,
      handle: async () => {
        runs += 1;
        await insertThing(`run ${runs}`);
        if (runs === 1) throw new Error('after the effect');
      },
    });
    const { relay } = await open([outside]);
    await relay.start();
    await bed.record(tenantId, 1);
    await relay.drain();
    expect(await labelsOf(tenantId)).toEqual(['run 1', 'run 2']);
  });

  it('refuses two subscribers of one id', async () => {
    await expect(open([writer, writer])).rejects.toThrow('test.writer');
  });
});
