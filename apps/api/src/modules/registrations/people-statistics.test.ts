import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { TenantId } from '@stageline/contracts';
import { createLogger, newId } from '@stageline/platform';
import { connectMongo, prepareDatabase } from '@stageline/platform/mongo';
import { runInTenant } from '@stageline/tenancy';
import { testMongo } from '@stageline/testing';
import mongoose from 'mongoose';
import { createPeopleStatistics } from './people-statistics.repository.ts';
import { PersonModel } from './person.model.ts';

const statistics = createPeopleStatistics();

beforeAll(async () => {
  const connection = await connectMongo({
    uri: testMongo().uri,
    logger: createLogger({ service: 'test', level: 'silent' }),
  });
  await prepareDatabase(connection);
});
afterAll(() => mongoose.disconnect());

async function registered(tenantId: TenantId, ...people: [at: string, confirmedAt: string | null][]): Promise<void> {
  const rows = people.map(([at, confirmedAt]) => {
    const _id = newId('per');
    const verifiedAt = confirmedAt === null ? null : new Date(confirmedAt);
    return {
      _id,
      firstName: 'A',
      lastName: 'B',
      emails: [{ address: `${_id}@x.example`, verifiedAt, addedAt: new Date(at) }],
      phones: [],
      source: 'api',
      locale: 'en',
      verifiedAt,
      createdAt: new Date(at),
    };
  });
  await runInTenant(tenantId, () => PersonModel.insertMany(rows as never[]));
}

it('counts who registered in each bucket and who of them has confirmed, whenever that was', async () => {
  const [id, other] = [newId('tnt'), newId('tnt')];
  await registered(
    id,
    ['2026-03-28T22:59:59.999Z', null],
    ['2026-03-28T23:00:00Z', '2026-04-05T08:00:00Z'],
    ['2026-03-29T21:59:59Z', null],
    ['2026-03-29T22:00:00Z', '2026-03-29T22:01:00Z'],
  );
  await registered(other, ['2026-03-29T10:00:00Z', '2026-03-29T10:00:00Z']);
  // The day of 23 hours in Berlin, the one before and the one after it.
  const days = ['2026-03-27T23:00Z', '2026-03-28T23:00Z', '2026-03-29T22:00Z', '2026-03-30T22:00Z'].map(
    (at) => new Date(at),
  );
  await runInTenant(id, async () => {
    expect(await statistics.countBy(days)).toEqual([
      { registered: 1, confirmed: 0 },
      { registered: 2, confirmed: 1 },
      { registered: 1, confirmed: 1 },
    ]);
    expect(await statistics.countConfirmed(days[1]!, days[2]!)).toBe(1);
    expect(await statistics.firstAt()).toEqual(new Date('2026-03-28T22:59:59.999Z'));
  });
  await runInTenant(newId('tnt'), async () => expect(await statistics.firstAt()).toBeNull());
});

it('is answered by the index alone, and reads no more of it than it counts', async () => {
  const [id, big] = [newId('tnt'), newId('tnt')];
  await registered(id, ['2026-01-01T00:00:00Z', null], ['2026-05-02T00:00:00Z', '2026-05-02T00:00:00Z']);
  await registered(big, ...Array.from({ length: 40 }, () => ['2026-05-02T00:00:00Z', null] as [string, null]));
  const plan = await runInTenant(id, async () =>
    PersonModel.find(
      { createdAt: { $gte: new Date('2026-05-01'), $lt: new Date('2026-06-01') } },
      { _id: 0, createdAt: 1, verifiedAt: 1 },
    ).explain('executionStats'),
  );
  const { totalKeysExamined, totalDocsExamined, nReturned } = (plan as any).executionStats;
  expect([totalKeysExamined, totalDocsExamined, nReturned]).toEqual([1, 0, 1]);
});
