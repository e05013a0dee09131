import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runInTenant } from '@stageline/tenancy';
import { eventually, startPeer } from '@stageline/testing';
import { newId } from '../ids.ts';
import { counter, quick } from './crash.child.ts';
import { DeadLetterModel } from './dead-letter-models.ts';
import { createTestBed, ThingModel, type TestBed } from './test-bed.ts';

const ROUNDS = 3;
const WRITES = 30;

describe('outbox under kill -9', () => {
  let bed: TestBed;
  beforeAll(async () => {
    bed = await createTestBed();
  });
  afterAll(() => bed.close());

  it('loses nothing that was acknowledged and has every effect once', async () => {
    const tenantId = newId('tnt');
    const acknowledged: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const child = await startPeer({
        command: process.execPath,
        args: [
          path.join(import.meta.dirname, 'crash.child.ts'),
          bed.mongoUri,
          bed.redisUrl,
          tenantId,
          String(round * 10_000),
        ],
        ready: { line: /acknowledged/ },
      });
      const numbers = () => [...child.output().matchAll(/acknowledged (\d+)/g)].map(([, n]) => Number(n));
      await eventually(() => numbers().length > WRITES + round * 7, {
        detail: () => child.output(),
      });
      child.kill('SIGKILL');
      await child.exited;
      acknowledged.push(...numbers());
    }
    const { relay } = await bed.relay([counter], quick, quick);
    await relay.start();
    await relay.drain();

    expect(await runInTenant(tenantId, () => DeadLetterModel.find({}, { error: 1, attempts: 1 }).lean())).toEqual([]);
    const things = await runInTenant(tenantId, () => ThingModel.find({}, { label: 1, count: 1 }).lean());
    const numbersOf = (kind: string) =>
      things
        .filter(({ label }) => label.startsWith(kind))
        .map(({ label }) => Number(label.split(' ')[1]))
        .sort((a, b) => a - b);
    const written = numbersOf('source');
    expect(written).toEqual(expect.arrayContaining(acknowledged));
    expect(numbersOf('effect')).toEqual(written);
    expect(things.filter(({ label, count }) => label.startsWith('effect') && count !== 1)).toEqual([]);
  });
});
