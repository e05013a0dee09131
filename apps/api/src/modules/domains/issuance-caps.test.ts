import { expect, it } from '@jest/globals';
import { newId } from '@stageline/platform';
import { connectRedis } from '@stageline/platform/redis';
import { afterFile, createFakeClock, testRedis } from '@stageline/testing';
import { createIssuanceCaps } from './issuance-caps.ts';

const DAY_MS = 24 * 3_600_000;

it('A-09 a certificate counts for a week: a host that is asked for again counts once, and a refusal uses nothing up', async () => {
  const redis = await connectRedis((await testRedis()).url, { name: 'caps' });
  afterFile(async () => redis.disconnect());
  const clock = createFakeClock('2026-03-01T12:00:00.000Z');
  const limits = { perTenant: 2, perRegistrableDomain: 3, windowSeconds: 7 * 24 * 3600 };
  const { count } = createIssuanceCaps(redis, clock, limits);
  const [a, b] = [newId('tnt'), newId('tnt')];
  const ask = (host: string, tenantId = a) => count(`${host}.caps.test`, tenantId, 'caps.test');

  expect(await ask('one')).toBeNull();
  clock.advance(6 * DAY_MS);
  expect([await ask('two'), await ask('one'), await ask('three')]).toEqual([null, null, 'tenant']);
  // The refused one took no place among those of the domain.
  expect([await ask('four', b), await ask('five', b)]).toEqual([null, 'domain']);
  clock.advance(1.5 * DAY_MS);
  expect([await ask('three'), await ask('six')]).toEqual([null, 'tenant']);
});
