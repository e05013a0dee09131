import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { defineJob, type TenantId } from '@stageline/contracts';
import { optionalTenantId, runInTenant } from '@stageline/tenancy';
import { eventually, testRedis } from '@stageline/testing';
import { z } from 'zod';
import { newId } from '../ids.ts';
import { logContext, runWithLogContext } from '../log-context.ts';
import { createLogger } from '../logger.ts';
import { jobBinding } from './binding.ts';
import type { DeadLetter } from './dead-letter.ts';
import { createQueue, type Queue, type QueueOptions } from './queue.ts';

const Count = defineJob('test.count', z.strictObject({ n: z.int() }), { attempts: 3 });

describe('queue', () => {
  let redisUrl: string;
  const open: Queue[] = [];
  const lines: string[] = [];
  const logger = createLogger({ service: 'test', level: 'info', stream: { write: (line) => lines.push(line) } });
  let prefix = 0;
  const make = (options: Partial<QueueOptions> = {}): Queue => {
    const queue = createQueue({ redisUrl, logger, backoffMs: 5, prefix: `test-${prefix}`, ...options });
    open.push(queue);
    return queue;
  };
  beforeAll(async () => {
    redisUrl = (await testRedis()).url;
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((queue) => queue.close()));
    prefix += 1;
    lines.length = 0;
  });
  afterAll(() => undefined);

  /** A binding that notes what it was given. */
  const noting = (seen: unknown[]) =>
    jobBinding(Count, async ({ n }, { tenantId, actor, traceId, attempt }) => {
      seen.push({ n, tenantId, actor, traceId, attempt, inTenant: optionalTenantId() ?? null, log: logContext() });
    });

  it('runs a job inside its tenant, with the trace and actor of the call that asked for it', async () => {
    const tenantId = newId('tnt');
    const seen: unknown[] = [];
    const queue = make();
    await queue.start([noting(seen)]);
    await runWithLogContext({ requestId: 'req-1', actorId: 'acc_x' }, () => queue.enqueue(Count, tenantId, { n: 1 }));
    await eventually(() => seen.length === 1);
    const log = { requestId: 'req-1', tenantId, actorId: 'acc_x', jobId: expect.any(String) };
    expect(seen).toEqual([{ n: 1, tenantId, actor: 'acc_x', traceId: 'req-1', attempt: 1, inTenant: tenantId, log }]);
  });

  it('a handler registered inside a tenant does not inherit it', async () => {
    const seen: { inTenant: TenantId | null; log: { requestId?: string } }[] = [];
    const queue = make();
    await runInTenant(newId('tnt'), () => runWithLogContext({ requestId: 'boot' }, () => queue.start([noting(seen)])));
    await runInTenant(newId('tnt'), () => queue.enqueue(Count, null, { n: 1 }));
    const tenantId = newId('tnt');
    await queue.enqueue(Count, tenantId, { n: 2 });
    await eventually(() => seen.length === 2);
    expect(seen.map(({ inTenant }) => inTenant).toSorted()).toEqual([null, tenantId].toSorted());
    expect(seen.every(({ log }) => log.requestId !== 'boot')).toBe(true);
  });

  it('keeps one of two jobs with one id, per tenant', async () => {
    const [a, b] = [newId('tnt'), newId('tnt')];
    const seen: { n: number; tenantId: TenantId }[] = [];
    const queue = make();
    await queue.enqueue(Count, a, { n: 1 }, { jobId: 'same' });
    await queue.enqueueBulk(Count, [
      { tenantId: a, payload: { n: 2 }, jobId: 'same' },
      { tenantId: b, payload: { n: 3 }, jobId: 'same' },
    ]);
    await queue.start([noting(seen)]);
    await eventually(async () => (await queue.unfinished()) === 0);
    await queue.enqueue(Count, a, { n: 4 }, { jobId: 'same' });
    expect(await queue.unfinished()).toBe(0);
    expect(seen.map(({ n }) => n).toSorted()).toEqual([1, 3]);
  });

  it('delays a job', async () => {
    const seen: unknown[] = [];
    const queue = make();
    await queue.start([noting(seen)]);
    const before = Date.now();
    await queue.enqueue(Count, null, { n: 1 }, { delayMs: 150 });
    await eventually(() => seen.length === 1);
    expect(Date.now() - before).toBeGreaterThanOrEqual(150);
  });

  it('tries again after an error, and then keeps the failure', async () => {
    const letters: DeadLetter[] = [];
    const attempts: number[] = [];
    const queue = make({ deadLetters: { record: async (letter) => void letters.push(letter) } });
    await queue.start([
      jobBinding(Count, async (_payload, { attempt }) => {
        attempts.push(attempt);
        throw new Error('no luck at redis://default:hunter2@cache');
      }),
    ]);
    await queue.enqueue(Count, null, { n: 9 });
    await eventually(() => letters.length === 1);
    expect(attempts).toEqual([1, 2, 3]);
    expect(letters[0]).toMatchObject({
      lane: 'work',
      name: 'test.count',
      attempts: 3,
      maxAttempts: 3,
      envelope: { payload: { n: 9 } },
    });
    expect(JSON.stringify(letters) + lines.join('')).not.toContain('hunter2');
    expect(lines.filter((line) => line.includes('job failed for good'))).toHaveLength(1);
  });

  it('tells the owner of a job that failed for good, in its tenant, until it was heard', async () => {
    const heard: unknown[] = [];
    const letters: DeadLetter[] = [];
    const tenantId = newId('tnt');
    let isAway = true;
    const poison = () => Promise.reject(Object.assign(new Error('poison'), { retryable: false }));
    const queue = make({ deadLetters: { record: async (letter) => void letters.push(letter) } });
    await queue.start([
      jobBinding(Count, poison, {
        async onDead({ n }) {
          if (isAway) throw new Error('the database is away');
          heard.push([n, optionalTenantId()]);
        },
      }),
    ]);
    await queue.enqueue(Count, tenantId, { n: 3 });
    await eventually(() => lines.some((line) => line.includes('could not be moved')));
    isAway = false;
    // The next that fails is an occasion to look again; without one it is looked for after 5 s.
    await queue.enqueue(Count, tenantId, { n: 4 });
    await eventually(() => heard.length === 2);
    expect(heard.toSorted()).toEqual([
      [3, tenantId],
      [4, tenantId],
    ]);
    expect(letters.map(({ envelope }) => envelope.payload)).toContainEqual({ n: 3 });
  });

  it('does not try again what cannot succeed', async () => {
    const letters: DeadLetter[] = [];
    const queue = make({ deadLetters: { record: async (letter) => void letters.push(letter) } });
    await queue.start([
      jobBinding(Count, () => Promise.reject(Object.assign(new Error('refused'), { retryable: false }))),
    ]);
    await queue.enqueue(Count, null, { n: 1 });
    await eventually(() => letters.length === 1);
    expect(letters[0]?.attempts).toBe(1);
  });

  it('replays a dead letter', async () => {
    const letters: DeadLetter[] = [];
    const seen: number[] = [];
    let broken = true;
    const queue = make({ deadLetters: { record: async (letter) => void letters.push(letter) } });
    await queue.start([
      jobBinding(Count, async ({ n }) => {
        if (broken) throw Object.assign(new Error('broken'), { retryable: false });
        seen.push(n);
      }),
    ]);
    await queue.enqueue(Count, newId('tnt'), { n: 5 });
    await eventually(() => letters.length === 1);
    broken = false;
    await queue.replay(letters[0]!);
    await eventually(() => seen.length === 1);
    expect(seen).toEqual([5]);
  });

  it('refuses a payload that does not fit before it is enqueued', async () => {
    const queue = make();
    await expect((async () => queue.enqueue(Count, null, { n: 'one' as never }))()).rejects.toMatchObject({
      name: 'ZodError',
    });
    expect(await queue.unfinished()).toBe(0);
  });

  it('refuses two handlers of one job', async () => {
    const queue = make();
    await expect((async () => queue.start([noting([]), noting([])]))()).rejects.toThrow('test.count');
  });

  it('gives a job that lost its worker to another one', async () => {
    const seen: string[] = [];
    const options = { lockMs: 300 };
    const dead = make(options);
    const hang = new Promise<void>(() => undefined);
    await dead.start([jobBinding(Count, () => (seen.push('dead'), hang))]);
    await dead.enqueue(Count, null, { n: 1 });
    await eventually(() => seen.length === 1);
    // closing gives up on the handler that hangs, as a killed process would
    await dead.close();
    const living = make(options);
    await living.start([jobBinding(Count, async () => void seen.push('living'))]);
    await eventually(() => seen.includes('living'));
  });

  it('waits for running jobs when it closes', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const events: string[] = [];
    const queue = make();
    await queue.start([
      jobBinding(Count, async () => {
        events.push('started');
        await gate;
        events.push('finished');
      }),
    ]);
    await queue.enqueue(Count, null, { n: 1 });
    await eventually(() => events.includes('started'));
    const closing = queue.close().then(() => events.push('closed'));
    release();
    await closing;
    expect(events).toEqual(['started', 'finished', 'closed']);
  });

  it('closes in a moment when it is idle', async () => {
    const queue = make();
    await queue.start([noting([])]);
    const before = performance.now();
    await queue.close();
    expect(performance.now() - before).toBeLessThan(4000);
  });
});
