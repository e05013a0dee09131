import { describe, expect, it } from '@jest/globals';
import { idSchemas, type IdPrefix } from '@stageline/contracts';
import { allEnded } from './all-ended.ts';
import { createHealth } from './health.ts';
import { newId } from './ids.ts';
import { createKeyedMutex } from './keyed-mutex.ts';
import { createSigner } from './signer.ts';

describe('ids', () => {
  it('fit their schema, differ, and sort as they were made', () => {
    for (const prefix of Object.keys(idSchemas) as IdPrefix[])
      expect(idSchemas[prefix].safeParse(newId(prefix)).success).toBe(true);
    const ids = Array.from({ length: 5000 }, () => newId('evt'));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted()).toEqual(ids);
  });
});

describe('allEnded', () => {
  it('answers all in their order', async () => {
    expect(await allEnded([Promise.resolve(1), Promise.resolve(2)])).toEqual([1, 2]);
  });

  it('throws the first failure, and not before the others have ended', async () => {
    const { promise: slow, resolve: end } = Promise.withResolvers<void>();
    const told: string[] = [];
    const all = allEnded([Promise.reject(new Error('first')), slow.then(() => told.push('ended'))]);
    const failed = all.catch((error: Error) => told.push(error.message));
    // Longer than a failure takes to come through.
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    expect(told).toEqual([]);
    end();
    await failed;
    expect(told).toEqual(['ended', 'first']);
  });
});

describe('health', () => {
  it('is ready when every check passes, and says which does not', async () => {
    const health = createHealth();
    expect(await health.ready()).toEqual({ ok: true, checks: {} });
    health.addCheck('redis', async () => 'PONG');
    health.addCheck('mongo', () => Promise.reject(new Error('mongodb://user:hunter2@host')));
    expect(await health.ready()).toEqual({ ok: false, checks: { redis: 'ok', mongo: 'failed' } });
  });

  it('gives a check one second', async () => {
    const health = createHealth();
    health.addCheck('hung', () => new Promise(() => undefined));
    const before = performance.now();
    expect(await health.ready()).toEqual({ ok: false, checks: { hung: 'timeout' } });
    expect(performance.now() - before).toBeLessThan(5000);
  });

  it('asks once for many callers', async () => {
    const health = createHealth();
    let asked = 0;
    health.addCheck('counted', async () => (asked += 1));
    await Promise.all(Array.from({ length: 50 }, () => health.ready()));
    await health.ready();
    expect(asked).toBe(1);
  });
});

describe('keyed mutex', () => {
  it('runs calls of one key one after another and those of others meanwhile', async () => {
    const mutex = createKeyedMutex();
    const events: string[] = [];
    const gate = Promise.withResolvers<void>();
    const first = mutex.run('a', async () => {
      await gate.promise;
      events.push('a1');
    });
    const second = mutex.run('a', async () => void events.push('a2'));
    await mutex.run('b', async () => void events.push('b1'));
    gate.resolve();
    await Promise.all([first, second]);
    expect(events).toEqual(['b1', 'a1', 'a2']);
  });

  it('goes on after a call that failed', async () => {
    const mutex = createKeyedMutex();
    const failing = mutex.run('a', () => Promise.reject(new Error('no')));
    const after = mutex.run('a', async () => 'yes');
    await expect(failing).rejects.toThrow('no');
    await expect(after).resolves.toBe('yes');
  });

  it('refuses a call when enough of them wait', async () => {
    const mutex = createKeyedMutex({ maxQueued: 1 });
    const gate = Promise.withResolvers<void>();
    const running = mutex.run('a', () => gate.promise);
    const waiting = mutex.run('a', async () => undefined);
    await expect(mutex.run('a', async () => undefined)).rejects.toMatchObject({
      code: 'unavailable',
      retryAfterSeconds: 1,
    });
    gate.resolve();
    await Promise.all([running, waiting]);
    await expect(mutex.run('a', async () => 'free')).resolves.toBe('free');
  });
});

describe('signer', () => {
  const signer = createSigner('a-secret-of-the-tests-that-is-long-enough');

  it('knows its own signatures only', () => {
    const signature = signer.sign('join', 'per_1');
    expect(signature).toMatch(/^[\w-]{43}$/);
    expect(signer.verify('join', 'per_1', signature)).toBe(true);
    expect(signer.verify('join', 'per_2', signature)).toBe(false);
    expect(signer.verify('logo', 'per_1', signature)).toBe(false);
    expect(createSigner('another-secret-of-the-tests-that-is-long').verify('join', 'per_1', signature)).toBe(false);
  });

  it('does not mix up where the purpose ends', () => {
    expect(signer.sign('a', 'b:c')).not.toBe(signer.sign('a:b', 'c'));
  });

  it.each(['', 'x', '!!!', `${'A'.repeat(43)}`, `${signer.sign('join', 'p')}=`, ` ${signer.sign('join', 'p')}`])(
    'refuses %j',
    (text) => {
      expect(signer.verify('join', 'p', text)).toBe(false);
    },
  );
});
