import path from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  LeadsImported,
  type AutomationId,
  type EventId,
  type ImportId,
  type ImportState,
  type MembershipId,
} from '@stageline/contracts';
import { newId } from '@stageline/platform';
import {
  createDeadLetters,
  createRelay,
  listDeadLetters,
  replayDeadLetter,
  subscriber,
  type Relay,
} from '@stageline/platform/outbox';
import { createQueue, type Queue } from '@stageline/platform/queue';
import { runInTenant, tenantPath } from '@stageline/tenancy';
import { afterFile, eventually, startPeer } from '@stageline/testing';
import type { z } from 'zod';
import { importPlan } from '../../testing/isolation-imports.ts';
import { createImportWork, startable } from '../../testing/import-work.ts';
import { createBedStores, type BedStores } from '../../testing/site-bed-stores.ts';
import { countLeadsByTenants } from '../leads/index.ts';

const BY = { membershipId: 'mem_manager' as MembershipId };
/** Short, so that the work of a worker that was killed is not waited for. */
const LOCK_MS = 1000;

const PREFIX = 'imports-faults';

let stores: BedStores;
let queue: Queue;
let imports: ReturnType<typeof createImportWork>;
let relay: Relay;
/** What automations were told of the leads of imports; each may be told twice. */
const told = new Map<EventId, z.output<typeof LeadsImported.payload>>();
const automations = subscriber({
  id: 'imports.faults.automations',
  event: LeadsImported,
  transactional: false,
  handle: async (payload, { eventId }) => void told.set(eventId, payload),
});
/** What becomes of the work that an import asks the queue for. */
let asking: 'works' | 'fails' | 'is lost' = 'works';
/** The queue as imports see it; what fails at it fails at every attempt. */
const asked = <A extends unknown[]>(ask: (...args: A) => Promise<void>) =>
  async function (...args: A): Promise<void> {
    if (asking === 'fails') throw Object.assign(new Error('the queue is full'), { retryable: false });
    if (asking === 'works') await ask(...args);
  };
beforeAll(async () => {
  stores = await createBedStores();
  const { redisUrl, logger, connection, redis, unitOfWork, storage } = stores;
  const deadLetters = createDeadLetters();
  queue = createQueue({ redisUrl, logger, prefix: PREFIX, deadLetters, backoffMs: 5, lockMs: LOCK_MS });
  const asker = { ...queue, enqueue: asked(queue.enqueue), enqueueBulk: asked(queue.enqueueBulk) } as Queue;
  imports = createImportWork({ storage, unitOfWork, queue: asker });
  const subscribers = [...(imports.subscribers ?? []), automations];
  relay = createRelay({ connection, queue, redis, logger, subscribers, pollMs: 20 });
  await relay.start();
  afterFile(async () => {
    await relay.close();
    await queue.close();
  });
});

let working: Promise<void> | undefined;
/** Begins to work; what was asked for before has waited in the queue. */
const work = () => (working ??= queue.start(imports.jobs ?? []));

function newSite() {
  const tenantId = newId('tnt');
  const { storage } = stores;
  const inside = <T>(fn: () => Promise<T>) => runInTenant(tenantId, fn);
  const file = (id: ImportId, name: string) => inside(async () => tenantPath(tenantId, 'imports', id, name));
  const view = (id: ImportId) => inside(() => imports.service.get(id));
  return {
    view,
    reach: (id: ImportId, state: ImportState) =>
      eventually(async () => (await view(id)).state === state && view(id), { timeoutMs: 30_000 }),
    async upload(rows: number): Promise<ImportId> {
      const text = Array.from({ length: rows }, (_, row) => `Row ${row},row${row}@faults.example\n`).join('');
      const content = (async function* () {
        yield Buffer.from(`Name,Email\n${text}`);
      })();
      return (await inside(() => imports.service.upload(BY, { filename: 'leads.csv', content }))).id;
    },
    check: (id: ImportId) => inside(() => imports.service.check(id, importPlan() as never)),
    /** The dry run without a worker. */
    checkHere: (id: ImportId) => inside(() => imports.check(id)),
    run: (id: ImportId, chosen: readonly AutomationId[] = []) => inside(() => imports.service.run(BY, id, chosen)),
    cancel: (id: ImportId) => inside(() => imports.service.cancel(id)),
    /** Takes a file of an import away. @returns what brings it back */
    async lose(id: ImportId, name: string) {
      const at = await file(id, name);
      const { bytes } = (await storage.get(at))!;
      await storage.delete(at);
      return () => storage.put(at, bytes);
    },
    letters: async () => (await listDeadLetters(100)).filter(({ envelope }) => envelope.tenantId === tenantId),
    replay: (id: string) => replayDeadLetter(queue, id),
    leads: async () => (await countLeadsByTenants([tenantId])).get(tenantId) ?? 0,
    /** The delivery of that event has failed for good, says the collector once more. */
    tellDead: (id: ImportId, eventId: EventId) => {
      const context = { eventId, tenantId, recordedAt: new Date() };
      return inside(async () => imports.subscribers![0]!.onDead!({ importId: id, step: 'run' }, context));
    },
    notices: (id: ImportId) =>
      imports.notified.flatMap(([whom, kind, notice]) =>
        notice.import?.id === id ? [[whom, kind, notice.import]] : [],
      ),
    actions: (id: ImportId) => imports.audited.filter(({ target }) => target?.id === id).map(({ action }) => action),
  };
}

describe('a worker that is killed in the middle of an import', () => {
  it('F-05 F-09 loses nothing and doubles nothing, and another goes on by itself', async () => {
    const site = newSite();
    const id = await site.upload(2100);
    await site.check(id);
    await site.checkHere(id);
    await site.run(id, [startable.id]);
    const { mongoUri, redisUrl, directory } = stores;
    const task = { mongoUri, redisUrl, directory, prefix: PREFIX, lockMs: LOCK_MS, chunks: 2 };
    const worker = await startPeer({
      command: process.execPath,
      args: [path.join(import.meta.dirname, '../../testing/import.child.ts'), JSON.stringify(task)],
      ready: { line: /did write/ },
    });
    worker.kill('SIGKILL');
    await worker.exited;
    expect(await site.view(id)).toMatchObject({ state: 'running', written: { rows: 1000 } });
    expect(await site.leads()).toEqual(1000);
    await work();
    expect(await site.reach(id, 'done')).toMatchObject({ written: { rows: 2100, created: 2100 } });
    expect(await site.leads()).toEqual(2100);
    // What was chosen is told of each new lead, and of none that the killed worker did not keep.
    const begun = await eventually(() => {
      const leadIds = [...told.values()].flatMap((each) => (each.importId === id ? each.leadIds : []));
      return leadIds.length >= 2100 && leadIds;
    });
    expect([begun.length, new Set(begun).size]).toEqual([2100, 2100]);
    expect(await site.letters()).toEqual([]);
  });
});

describe('an import that cannot go on', () => {
  beforeAll(work);
  afterEach(() => {
    asking = 'works';
  });

  /** Three chunks of which the second cannot be read. */
  async function brokenOff() {
    const site = newSite();
    const id = await site.upload(1100);
    await site.check(id);
    await site.reach(id, 'checked');
    const mend = await site.lose(id, '1.json');
    await site.run(id);
    const failed = await site.reach(id, 'failed');
    expect(failed).toMatchObject({ check: { rows: 1100 }, written: { rows: 600, created: 600 } });
    expect(await site.leads()).toEqual(600);
    expect(site.actions(id)).toContain('leads.import-failed');
    expect(site.notices(id)).toEqual([
      [BY.membershipId, 'import-ended', expect.objectContaining({ state: 'failed', written: 600, rows: 1100 })],
    ]);
    return { site, id, mend };
  }

  it('F-05 ends as failed with what was written, and goes on with the rest alone', async () => {
    const { site, id, mend } = await brokenOff();
    const [letter] = await site.letters();
    await mend();
    await site.run(id);
    expect(await site.letters()).toEqual([]);
    expect(await site.reach(id, 'done')).toMatchObject({ written: { rows: 1100, created: 1100 } });
    expect(await site.leads()).toEqual(1100);
    // The job of the first attempt finds nothing to do.
    await queue.replay(letter!);
    await relay.drain();
    expect([(await site.view(id)).state, await site.leads()]).toEqual(['done', 1100]);
  });

  it('F-05 is done once its dead letter is replayed; what was discarded stays as it is', async () => {
    const { site, id, mend } = await brokenOff();
    await mend();
    const [letter] = await site.letters();
    expect(await site.replay(letter!.id)).toBe(true);
    expect(await site.reach(id, 'done')).toMatchObject({ written: { created: 1100 } });
    await eventually(async () => (await site.letters()).length === 0);
    expect(await site.leads()).toEqual(1100);
    // Nobody who was told that it broke off looks on any more.
    expect(site.notices(id).at(-1)).toMatchObject([BY.membershipId, 'import-ended', { state: 'done', written: 1100 }]);

    const other = await brokenOff();
    const [unwanted] = await other.site.letters();
    await other.site.cancel(other.id);
    expect(await other.site.letters()).toEqual([]);
    await other.mend();
    await queue.replay(unwanted!);
    await relay.drain();
    expect([(await other.site.view(other.id)).state, await other.site.leads()]).toEqual(['cancelled', 600]);
  });

  it('F-05 says so of a check as well, which is tried again by hand or by its dead letter', async () => {
    const site = newSite();
    for (const again of [site.check, async () => site.replay((await site.letters())[0]!.id)]) {
      const id = await site.upload(3);
      const mend = await site.lose(id, 'original.csv');
      await site.check(id);
      expect(await site.reach(id, 'check-failed')).toMatchObject({ written: { rows: 0 } });
      await mend();
      await again(id);
      expect(await site.reach(id, 'checked')).toMatchObject({ check: { rows: 3, created: 3 } });
    }
  });

  it('F-05 ends as failed where its work could not be begun, tells who began it, and goes on when asked', async () => {
    const site = newSite();
    const id = await site.upload(600);
    asking = 'fails';
    await site.check(id);
    await site.reach(id, 'check-failed');
    asking = 'works';
    await site.check(id);
    expect(await site.letters()).toEqual([]);
    await site.reach(id, 'checked');
    asking = 'fails';
    await site.run(id);
    expect(await site.reach(id, 'failed')).toMatchObject({ check: { rows: 600 }, written: { rows: 0 } });
    expect(site.notices(id)).toMatchObject([
      [BY.membershipId, 'import-ended', { state: 'check-failed' }],
      [BY.membershipId, 'import-ended', { state: 'failed', written: 0, rows: 600 }],
    ]);
    const [letter] = await site.letters();
    asking = 'is lost';
    await site.run(id);
    // The old event's death is no death of what was asked for since.
    await site.tellDead(id, (letter!.envelope.payload as { eventId: EventId }).eventId);
    expect([(await site.view(id)).state, await site.letters()]).toEqual(['running', []]);
    await relay.drain();
    await site.cancel(id);
  });

  it('F-05 is done with every row once it is asked for again', async () => {
    const site = newSite();
    const id = await site.upload(600);
    await site.check(id);
    await site.reach(id, 'checked');
    asking = 'fails';
    await site.run(id);
    await site.reach(id, 'failed');
    asking = 'works';
    await site.run(id);
    expect(await site.reach(id, 'done')).toMatchObject({ written: { rows: 600, created: 600 } });
    expect([await site.leads(), await site.letters()]).toEqual([600, []]);
  });
});
