import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import path from 'node:path';
import type { LeadId, MembershipId, TenantId } from '@stageline/contracts';
import { startPeer } from '@stageline/testing';
import mongoose from 'mongoose';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';

/** A transaction of a process that was killed keeps its rows until the server gives it up. */
const DEADLINE_MS = 120_000;

describe('a server that is killed in the middle of a merge', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
  });
  afterAll(() => bed.close());

  const owner = () => bed.actor('mem_owner' as MembershipId, 'owner');
  const kept = ['Lead', 'Person', 'LineMember', 'LineCounter', 'LeadMerge', 'LeadDuplicate'];
  /** Everything that the site has of it, as text. */
  const everything = (id: TenantId) =>
    bed.in(id, async () => {
      const all: unknown[] = [];
      for (const name of kept) all.push(await mongoose.models[name]!.find({}).sort({ _id: 1 }).lean());
      return JSON.stringify(all);
    });

  /** Two who stand in the line. @returns their leads */
  async function two(id: TenantId): Promise<Two> {
    for (const name of ['anna', 'ana'])
      await bed.join(id, { firstName: name, lastName: 'Bauer', email: `${name}@killed.example` });
    await bed.settle();
    return bed.in(id, async () => bed.model('Lead').find({}).sort({ linePosition: 1 }).lean());
  }

  /** Runs it in a process of its own and kills it there. */
  async function killed(tenantId: TenantId, work: object, at: 'line' | 'commit'): Promise<void> {
    const now = bed.clock.now().toISOString();
    const task = { mongoUri: bed.mongoUri, redisUrl: bed.redisUrl, tenantId, now, at, work };
    const child = await startPeer({
      command: process.execPath,
      args: [path.join(import.meta.dirname, '../../testing/merge.child.ts'), JSON.stringify(task)],
      ready: { line: /did stop/ },
    });
    child.kill('SIGKILL');
    await child.exited;
  }

  const choices = {
    name: 'this',
    company: 'this',
    email: 'this',
    phone: 'this',
    stage: 'this',
    owner: 'this',
    source: 'this',
  } as const;
  type Two = readonly { readonly _id: LeadId; readonly version: number }[];
  /** What a killed process keeps locked is free some seconds later; who is told that the site is busy tries again. */
  const patiently = <T>(work: () => Promise<T>): Promise<T> =>
    work().catch((error: unknown) => {
      if ((error as { code?: unknown }).code !== 'unavailable') throw error;
      return patiently(work);
    });
  const merge = (id: TenantId, [anna, ana]: Two) => {
    const request = { otherId: anna!._id, version: ana!.version, otherVersion: anna!.version, choices };
    return patiently(() => bed.in(id, () => bed.merges.service.merge(owner(), ana!._id, request)));
  };
  const seen = async (id: TenantId) =>
    (await bed.in(id, () => bed.leads.service.list(owner(), { limit: 10 }))).items.length;

  // Each on a site of its own: what a killed process keeps locked is waited for once.
  it(
    'F-04 leaves nothing half merged or half parted, and it can be done then',
    async () => {
      const after: Promise<void>[] = [];
      for (const at of ['line', 'commit'] as const) {
        const { id } = bed.tenant();
        const [anna, ana] = await two(id);
        const before = await everything(id);
        await killed(id, { merge: [ana!._id, anna!._id], versions: [ana!.version, anna!.version] }, at);
        expect([at, (await everything(id)) === before]).toEqual([at, true]);
        after.push(merge(id, [anna!, ana!]).then(async () => expect(await seen(id)).toBe(1)));
      }
      const { id } = bed.tenant();
      const { id: mergeId } = await merge(id, await two(id));
      await bed.settle();
      const merged = await everything(id);
      await killed(id, { undo: mergeId }, 'commit');
      expect((await everything(id)) === merged).toBe(true);
      await patiently(() => bed.in(id, () => bed.merges.service.undo(owner(), mergeId)));
      expect(await seen(id)).toBe(2);
      await Promise.all(after);
    },
    DEADLINE_MS,
  );
});
