import { beforeAll, describe, expect, it } from '@jest/globals';
import type { AdminId, MembershipId, TenantId } from '@stageline/contracts';
import { createLogger, newId, runWithLogContext } from '@stageline/platform';
import { connectMongo, prepareDatabase } from '@stageline/platform/mongo';
import { createUnitOfWork, type UnitOfWork } from '@stageline/platform/outbox';
import { runInTenant } from '@stageline/tenancy';
import { afterFile, createFakeClock, testMongo } from '@stageline/testing';
import { GENESIS, hashOf, type AuditRow } from './audit.chain.ts';
import { createAuditReader } from './audit.reader.ts';
import { AuditEntryModel, AuditHeadModel } from './audit.model.ts';
import { createAuditLog, type AuditLog } from './audit.service.ts';
import { verifyChain, verifyChains } from './audit.verify.ts';

const logger = createLogger({ service: 'test', level: 'silent' });
const reader = createAuditReader({ findTenants: async () => [], testSites: async () => [] });
let unitOfWork: UnitOfWork;
let log: AuditLog;
let collection: (name: string) => any;

beforeAll(async () => {
  const connection = await connectMongo({ uri: testMongo().uri, logger });
  afterFile(() => connection.close());
  await prepareDatabase(connection);
  unitOfWork = createUnitOfWork({ connection, nudge: () => undefined });
  log = createAuditLog({
    unitOfWork,
    clock: createFakeClock('2026-03-01T12:00:00.000Z'),
    adminName: async () => 'Root',
    memberName: async () => 'Ana',
  });
  // Past every guard of ours, as somebody with a shell on the database is.
  collection = (name) => connection.getClient().db(connection.name).collection(name);
});

const as = <T>(tenantId: TenantId, fn: () => Promise<T>): Promise<T> => runInTenant(tenantId, fn);
const entriesOf = async (tenantId: TenantId) => (await as(tenantId, () => reader.list({ limit: 100 }))).items;
/** A chain of its own with some entries. */
async function chain(length: number): Promise<TenantId> {
  const tenantId = newId('tnt');
  for (let n = 1; n <= length; n++) await log.recordFor(tenantId, { action: 'member.changed', reason: `change ${n}` });
  return tenantId;
}

describe('recording', () => {
  it('L-06 says who did what to whom, before and after, from where, in which request and when', async () => {
    const tenantId = newId('tnt');
    const notes = { requestId: 'req-1', actorId: newId('mem') as MembershipId, ip: '203.0.113.9' };
    await as(tenantId, () =>
      runWithLogContext(notes as object, () =>
        log.record({
          action: 'member.changed',
          target: { type: 'member', id: 'mem_1', name: 'Ben' },
          before: { active: true },
          after: { active: false },
          reason: 'on holiday',
        }),
      ),
    );
    expect(await entriesOf(tenantId)).toEqual([
      {
        id: expect.stringMatching(/^aud_/),
        sequence: 1,
        at: '2026-03-01T12:00:00.000Z',
        actor: { kind: 'member', id: notes.actorId, name: 'Ana' },
        action: 'member.changed',
        target: { type: 'member', id: 'mem_1', name: 'Ben' },
        before: '{"active":true}',
        after: '{"active":false}',
        reason: 'on holiday',
        ip: '203.0.113.9',
        requestId: 'req-1',
        previousHash: '0'.repeat(64),
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
  });

  it('L-06 tells administrators, visitors and the system apart', async () => {
    const tenantId = newId('tnt');
    const record = (notes: object) =>
      as(tenantId, () => runWithLogContext(notes, () => log.record({ action: 'auth.logged-out' })));
    await record({ requestId: 'r', actorId: newId('adm') as AdminId });
    await record({ requestId: 'r' });
    await record({});
    expect((await entriesOf(tenantId)).map(({ actor }) => [actor.kind, actor.name])).toEqual([
      ['system', null],
      ['visitor', null],
      ['admin', 'Root'],
    ]);
  });

  it('L-06 no secret gets in, whatever holds it, and no entry grows without end', async () => {
    const tenantId = newId('tnt');
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    await as(tenantId, () =>
      log.record({
        action: 'site.published',
        before: {
          newPassword: 'hunter2',
          nested: [{ refresh_token: 'hunter2', totpSecret: 'hunter2', code: 'hunter2' }],
        },
        after: { text: 'x'.repeat(100_000), list: Array.from({ length: 5000 }, () => 'y'.repeat(400)), circular },
        reason: 'z'.repeat(10_000),
      }),
    );
    const [entry] = await entriesOf(tenantId);
    expect(entry?.before).not.toContain('hunter2');
    expect(JSON.parse(entry!.before!)).toMatchObject({ nested: [{ code: '[redacted]' }] });
    expect(JSON.stringify(entry).length).toBeLessThan(20_000);
    expect((await verifyChain(tenantId)).broken).toBeNull();
  });

  it('L-06 an entry is there exactly when the transaction that it belongs to is', async () => {
    const tenantId = newId('tnt');
    const failed = as(tenantId, () =>
      unitOfWork.run(async () => {
        await log.record({ action: 'member.removed' });
        throw new Error('the rest failed');
      }),
    );
    await expect(failed).rejects.toThrow('the rest failed');
    expect(await entriesOf(tenantId)).toEqual([]);
    await as(tenantId, () =>
      unitOfWork.run(async () => {
        await log.record({ action: 'member.removed' });
        await log.record({ action: 'member.changed' });
      }),
    );
    expect((await entriesOf(tenantId)).map(({ sequence, action }) => [sequence, action])).toEqual([
      [2, 'member.changed'],
      [1, 'member.removed'],
    ]);
  });

  it('L-06 many at once, in transactions and outside, make one chain without a gap', async () => {
    const tenantId = newId('tnt');
    const one = (n: number) =>
      as(tenantId, () => {
        const write = () => log.record({ action: 'auth.logged-in', reason: `${n}` });
        return n % 4 === 0 ? unitOfWork.run(write) : write();
      });
    await Promise.all(Array.from({ length: 60 }, (_, n) => one(n)));
    expect(await verifyChain(tenantId)).toEqual({ chain: tenantId, intact: 60, broken: null });
    expect(new Set((await entriesOf(tenantId)).map(({ reason }) => reason)).size).toBe(60);
  });

  it('L-06 without a tenant it goes to the chain of the platform', async () => {
    const before = (await reader.listPlatform({ chain: 'platform', limit: 1 })).items[0]?.sequence ?? 0;
    await log.record({ action: 'admin.logged-out' });
    const { items } = await reader.listPlatform({ chain: 'platform', limit: 1 });
    expect(items).toMatchObject([{ sequence: before + 1, action: 'admin.logged-out', tenant: null }]);
  });
});

describe('append-only', () => {
  it('L-06 no operation of ours changes or removes an entry', async () => {
    const tenantId = await chain(2);
    const attempts = {
      updateOne: () => AuditEntryModel.updateOne({ seq: 1 }, { $set: { reason: 'other' } }),
      updateMany: () => AuditEntryModel.updateMany({}, { $set: { reason: 'other' } }),
      findOneAndUpdate: () => AuditEntryModel.findOneAndUpdate({ seq: 1 }, { $set: { reason: 'other' } }),
      replaceOne: () => AuditEntryModel.replaceOne({ seq: 1 }, {} as never),
      findOneAndReplace: () => AuditEntryModel.findOneAndReplace({ seq: 1 }, {} as never),
      findOneAndDelete: () => AuditEntryModel.findOneAndDelete({ seq: 1 }),
      deleteOne: () => AuditEntryModel.deleteOne({ seq: 1 }),
      deleteMany: () => AuditEntryModel.deleteMany({}),
      bulkWrite: () => AuditEntryModel.bulkWrite([{ deleteOne: { filter: { seq: 1 } } }]),
      save: async () => {
        const entry = (await AuditEntryModel.findOne({ seq: 1 }))!;
        entry.set('reason', 'other');
        await entry.save();
      },
      'document.deleteOne': async () => void (await (await AuditEntryModel.findOne({ seq: 1 }))!.deleteOne()),
      'document.updateOne': async () =>
        void (await (await AuditEntryModel.findOne({ seq: 1 }))!.updateOne({ $set: { reason: 'other' } })),
    };
    for (const [name, attempt] of Object.entries(attempts)) {
      const outcome = await as(tenantId, async () => void (await attempt())).catch((error: Error) => error.message);
      expect([name, outcome]).toEqual([name, expect.stringContaining('only grows')]);
    }
    expect((await verifyChain(tenantId)).intact).toBe(2);
  });
});

describe('verification', () => {
  const entries = () => collection('audit_entries');
  const heads = () => collection('audit_heads');
  /** An entry with another reason, and with the sum of that. */
  const forge = async (tenantId: TenantId, seq: number) => {
    const row = await as(tenantId, () => AuditEntryModel.findOne({ seq }).lean());
    const { chainOnto } = await import('./audit.chain.ts');
    const before = { seq: seq - 1, hash: row!.previousHash };
    const [forged] = chainOnto(tenantId, before, [{ ...row!, reason: 'x' } as never]);
    await entries().updateOne({ tenantId, seq }, { $set: { reason: 'x', hash: forged!.hash } });
  };
  const cases: Record<string, { tamper: (tenantId: TenantId) => Promise<unknown>; sequence: number; problem: string }> =
    {
      'a field of an entry was changed': {
        tamper: (tenantId) => entries().updateOne({ tenantId, seq: 3 }, { $set: { actorName: 'Somebody else' } }),
        sequence: 3,
        problem: 'was changed',
      },
      'an entry was changed and its hash made to fit': {
        tamper: (tenantId) => forge(tenantId, 3),
        sequence: 4,
        problem: 'does not follow',
      },
      'the last entry was changed and its hash made to fit': {
        tamper: (tenantId) => forge(tenantId, 5),
        sequence: 6,
        problem: 'the head has another hash',
      },
      'an entry in the middle was removed': {
        tamper: (tenantId) => entries().deleteOne({ tenantId, seq: 2 }),
        sequence: 2,
        problem: 'is missing',
      },
      'the first entry was removed': {
        tamper: (tenantId) => entries().deleteOne({ tenantId, seq: 1 }),
        sequence: 1,
        problem: 'is missing',
      },
      'the tail was cut': {
        tamper: (tenantId) => entries().deleteMany({ tenantId, seq: { $gt: 3 } }),
        sequence: 4,
        problem: 'cut',
      },
      'the head was set back with the tail left': {
        tamper: (tenantId) => heads().updateOne({ tenantId }, { $set: { seq: 3 } }),
        sequence: 6,
        problem: 'set back',
      },
      'the head is gone': {
        tamper: (tenantId) => heads().deleteOne({ tenantId }),
        sequence: 6,
        problem: 'set back',
      },
      'what was there before is no longer JSON': {
        tamper: (tenantId) => entries().updateOne({ tenantId, seq: 5 }, { $set: { before: '{' } }),
        sequence: 5,
        problem: 'cannot be read',
      },
    };
  for (const [name, { tamper, sequence, problem }] of Object.entries(cases)) {
    it(`L-06 finds that ${name}, and names the first entry`, async () => {
      const tenantId = await chain(5);
      expect((await verifyChain(tenantId)).broken).toBeNull();
      await tamper(tenantId);
      const { broken } = await verifyChain(tenantId);
      expect(broken).toEqual({ sequence, problem: expect.stringContaining(problem) });
      // Later files of this run would find it broken, too.
      await Promise.all([entries().deleteMany({ tenantId }), heads().deleteMany({ tenantId })]);
    });
  }

  it('L-06 the sum covers every field of an entry, and the chain that it belongs to', () => {
    const row: Omit<AuditRow, 'hash'> = {
      _id: newId('aud'),
      seq: 2,
      at: new Date(0),
      actorKind: 'member',
      actorId: 'mem_1',
      actorName: 'Ana',
      action: 'member.changed',
      targetType: 'member',
      targetId: 'mem_2',
      targetName: 'Ben',
      before: '{"active":true}',
      after: '{"active":false}',
      reason: 'on holiday',
      ip: '203.0.113.9',
      requestId: 'req-1',
      previousHash: GENESIS,
    };
    const others: Readonly<Record<string, unknown>> = { seq: 3, at: new Date(1), before: '{}', after: '{}' };
    const [mine, theirs] = [newId('tnt'), newId('tnt')];
    const changed = Object.entries(row).map(([field, value]) => ({ ...row, [field]: others[field] ?? `${value}x` }));
    const sums = [hashOf(mine, row), hashOf(theirs, row), ...changed.map((each) => hashOf(mine, each))];
    expect(new Set(sums).size).toBe(2 + Object.keys(row).length);
  });

  it('L-06 walks through every chain, also one whose entries are all gone', async () => {
    const [whole, emptied] = [await chain(3), await chain(2)];
    await entries().deleteMany({ tenantId: emptied });
    const reports = new Map<TenantId, unknown>();
    for await (const report of verifyChains()) reports.set(report.chain, report.broken);
    expect(reports.get(whole)).toBeNull();
    expect(reports.get(emptied)).toMatchObject({ sequence: 1, problem: expect.stringContaining('cut') });
    await heads().deleteMany({ tenantId: emptied });
  });

  it('L-06 an export can be checked by anybody who has it', async () => {
    const tenantId = await chain(3);
    const { createHash } = await import('node:crypto');
    let text = '';
    for await (const piece of reader.lines(tenantId)) text += piece;
    const lines = text.trimEnd().split('\n');
    let previous = '0'.repeat(64);
    for (const line of lines) {
      const { hash, previousHash } = JSON.parse(line);
      expect(previousHash).toBe(previous);
      expect(
        createHash('sha256')
          .update(line.replace(`"hash":"${hash}",`, ''))
          .digest('hex'),
      ).toBe(hash);
      previous = hash;
    }
    expect(lines).toHaveLength(3);
    expect((await as(tenantId, () => AuditHeadModel.findOne({}).lean()))?.hash).toBe(previous);
  });
});
