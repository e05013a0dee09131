import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { TenantId } from '@stageline/contracts';
import { createLogger, newId } from '@stageline/platform';
import { connectMongo, prepareDatabase } from '@stageline/platform/mongo';
import { runInTenant } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { testMongo } from '@stageline/testing';
import mongoose from 'mongoose';
import { personMigrations } from './index.ts';
import { PersonModel } from './person.model.ts';

const at = new Date('2026-02-01T10:00:00Z');
const provedAt = new Date('2026-02-02T10:00:00Z');

beforeAll(async () => {
  const logger = createLogger({ service: 'test', level: 'silent' });
  await prepareDatabase(await connectMongo({ uri: testMongo().uri, logger }));
});
afterAll(() => mongoose.disconnect());

const migrate = async () => {
  for (const { up } of personMigrations) await runAsSystem('test: people', () => up(mongoose.connection));
};
const indexNames = async () => (await PersonModel.collection.indexes()).map(({ name }) => name);

/** People as an older version kept them. */
const insertFormer = (tenantId: TenantId, people: object[]) =>
  runInTenant(tenantId, () =>
    PersonModel.collection.insertMany(
      people.map((person) => ({
        _id: newId('per'),
        tenantId,
        firstName: 'A',
        lastName: 'B',
        source: 'api',
        locale: 'en',
        verifiedAt: null,
        createdAt: at,
        ...person,
      })) as never[],
    ),
  );
const stored = (tenantId: TenantId): Promise<any[]> =>
  runInTenant(tenantId, () => PersonModel.find().sort({ _id: 1 }).lean());

it('F-04 makes lists of the one address and number that people had, batch by batch, as often as it runs', async () => {
  const [id, other] = [newId('tnt'), newId('tnt')];
  await PersonModel.collection.createIndex({ tenantId: 1, email: 1 }, { unique: true });
  await PersonModel.collection.createIndex({ tenantId: 1, 'phone.e164': 1 });
  const phone = { raw: '030 901820', e164: '+4930901820' };
  await insertFormer(id, [
    { email: 'ann@x.example', phone, verifiedAt: provedAt },
    ...Array.from({ length: 1003 }, (_, index) => ({ email: `p${index}@x.example`, phone: null })),
  ]);
  await insertFormer(other, [{ email: 'ann@x.example' }]);
  await migrate();
  const [ann, ...rest] = await stored(id);
  expect(ann).toMatchObject({
    emails: [{ address: 'ann@x.example', verifiedAt: provedAt, addedAt: at }],
    phones: [phone],
    verifiedAt: provedAt,
  });
  expect([ann, ...rest].filter((person) => 'email' in person || 'phone' in person)).toEqual([]);
  expect(rest.map(({ emails, phones }) => [emails[0].address, emails[0].verifiedAt, phones])).toEqual(
    Array.from({ length: 1003 }, (_, index) => [`p${index}@x.example`, null, []]),
  );
  expect(await stored(other)).toMatchObject([{ emails: [{ address: 'ann@x.example' }], phones: [] }]);
  expect(await indexNames()).not.toContain('tenantId_1_email_1');
  expect(await indexNames()).not.toContain('tenantId_1_phone.e164_1');

  // Broken off between the two writes of a batch: what was changed since stays.
  const both = { emails: [{ address: 'new@x.example', verifiedAt: null, addedAt: at }], phones: [phone] };
  await runInTenant(id, () =>
    PersonModel.collection.updateOne({ tenantId: id, _id: ann._id } as never, {
      $set: { ...both, email: 'ann@x.example', phone: null },
    }),
  );
  const before = await stored(other);
  await migrate();
  const [again] = await stored(id);
  expect(again).toMatchObject(both);
  expect(again).not.toHaveProperty('email');
  expect(await stored(other)).toEqual(before);
});
