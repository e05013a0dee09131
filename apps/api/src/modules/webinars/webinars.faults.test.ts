import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { MembershipId, WebinarFileId, WebinarId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { createDeadLetters, createRelay, type Relay } from '@stageline/platform/outbox';
import { createQueue, type Queue } from '@stageline/platform/queue';
import { runInTenant, tenantPath } from '@stageline/tenancy';
import { afterFile, eventually, startPeer } from '@stageline/testing';
import mongoose from 'mongoose';
import { createBedStores, type BedStores } from '../../testing/site-bed-stores.ts';
import { createWebinarWork } from '../../testing/webinar-work.ts';
import { WebinarAttendeeModel } from './attendee.model.ts';

const BY = { membershipId: 'mem_manager' as MembershipId };
const ALL = { contacts: true, cells: true };
/** Short, so that the work of a worker that was killed is not waited for. */
const LOCK_MS = 1000;
const PREFIX = 'webinars-faults';

let stores: BedStores;
let queue: Queue;
let relay: Relay;
let webinars: ReturnType<typeof createWebinarWork>;
beforeAll(async () => {
  stores = await createBedStores();
  const { redisUrl, logger, connection, redis, unitOfWork, storage } = stores;
  const deadLetters = createDeadLetters();
  queue = createQueue({ redisUrl, logger, prefix: PREFIX, deadLetters, backoffMs: 5, lockMs: LOCK_MS });
  webinars = createWebinarWork({ storage, unitOfWork, queue });
  relay = createRelay({ connection, queue, redis, logger, subscribers: [...webinars.subscribers!], pollMs: 20 });
  await relay.start();
  afterFile(async () => {
    await relay.close();
    await queue.close();
  });
});
let working: Promise<void> | undefined;
const work = () => (working ??= queue.start(webinars.jobs ?? []));

async function newWebinar(rows: number) {
  const tenantId = newId('tnt');
  const inside = <T>(fn: () => Promise<T>) => runInTenant(tenantId, fn);
  const details = {
    title: 'Large',
    topic: '',
    heldAt: null,
    durationMinutes: 60,
    timeZone: 'UTC',
    language: 'en',
    offer: null,
    replayUrl: null,
  } as const;
  const { id } = await inside(() => webinars.service.create(BY as never, details));
  const lines = Array.from(
    { length: rows },
    (_, at) => `Person ${at},p${at}@faults.example,Yes,${at % 101}%,${60 * (at % 2)}`,
  );
  const content = (async function* () {
    yield Buffer.from(['Name,Email,Attended,Attendance %,Attendance Minutes', ...lines].join('\n'));
  })();
  const file = await inside(() => webinars.uploads.upload(BY, id, { filename: 'large.csv', content }));
  const view = () => inside(() => webinars.service.get(id, ALL));
  return {
    id,
    inside,
    view,
    file,
    read: () => inside(() => webinars.uploads.read(id, file.id, file.inspection.plan)),
    reach: (state: string) =>
      eventually(
        async () => {
          const seen = await view();
          return seen.state === state && seen.files[0]!.state !== 'reading' && seen;
        },
        { timeoutMs: 30_000 },
      ),
    lose: (webinarId: WebinarId, fileId: WebinarFileId) =>
      inside(async () => stores.storage.delete(tenantPath(tenantId, 'webinars', webinarId, fileId, 'original'))),
    async people() {
      const ids: string[] = [];
      for (let cursor: string | undefined; ;) {
        const page = await inside(() =>
          webinars.service.attendees(id, { limit: 100, ...(cursor !== undefined && { cursor }) }, ALL),
        );
        ids.push(...page.items.map((each) => each.id));
        if (page.nextCursor === null) return ids;
        cursor = page.nextCursor;
      }
    },
  };
}

describe('a worker that is killed in the middle of a file', () => {
  it('K-06 leaves nothing half, and another one goes on by itself: everybody is there once', async () => {
    const webinar = await newWebinar(2100);
    await webinar.read();
    const { mongoUri, redisUrl, directory } = stores;
    const task = { mongoUri, redisUrl, directory, prefix: PREFIX, lockMs: LOCK_MS, chunks: 2 };
    const worker = await startPeer({
      command: process.execPath,
      args: [path.join(import.meta.dirname, '../../testing/webinar.child.ts'), JSON.stringify(task)],
      ready: { line: /did write/ },
    });
    worker.kill('SIGKILL');
    await worker.exited;
    expect((await webinar.view()).state).toBe('reading');
    const before = await webinar.people();
    expect(before.length).toBe(1000);
    await work();
    const view = await webinar.reach('ready');
    expect(view.counts).toMatchObject({ people: 2100, attended: 2100 });
    expect(view.files[0]!.report).toMatchObject({ rows: 2100, kept: 2100 });
    const after = await webinar.people();
    expect([after.length, new Set(after).size]).toEqual([2100, 2100]);
    // Whoever was there already is still who they were.
    expect(before.filter((each) => !after.includes(each))).toEqual([]);
  });

  it('K-06 a file that cannot be read ends as failed and has said nothing', async () => {
    await work();
    const webinar = await newWebinar(700);
    await webinar.lose(webinar.id, webinar.file.id);
    await webinar.read();
    const view = await webinar.reach('empty');
    expect(view.files[0]!.state).toBe('failed');
    expect(webinars.audited.map(({ action }) => action)).toContain('webinar.file-failed');
  });

  it('L-10 what lies in the store of a file goes with it, and the rest with its webinar', async () => {
    const { id, file, inside } = await newWebinar(1);
    const content = (async function* () {
      yield Buffer.from('Name,Message\nAna,Hello\n');
    })();
    const { id: chatId } = await inside(() => webinars.uploads.upload(BY, id, { filename: 'chat.csv', content }));
    const stored = async () => {
      const all = await readdir(stores.directory, { recursive: true });
      return all.filter((each) => each.includes(id) && each.endsWith('original'));
    };
    expect(await stored()).toHaveLength(2);
    await inside(() => webinars.uploads.remove(id, file.id));
    const left = await eventually(async () => ((await stored()).length === 1 ? stored() : undefined));
    expect(left).toEqual([expect.stringContaining(chatId)]);
    await inside(() => webinars.service.remove(id));
    await eventually(async () => (await stored()).length === 0);
  });

  it('L-10 a webinar that is removed while its people are written leaves none of them behind', async () => {
    await work();
    const { id, file, inside, read } = await newWebinar(5000);
    const people = () => inside(() => WebinarAttendeeModel.countDocuments({ webinarId: id }));
    await read();
    const reading = inside(() => webinars.worker.read(id, file.id));
    await eventually(async () => (await people()) > 0);
    await inside(() => webinars.service.remove(id));
    await reading;
    await eventually(async () => (await people()) === 0);
  });
});

describe('a chat that has times of day alone', () => {
  it.each(['a file', 'somebody'])(
    'K-03 K-06 is read again by itself once %s says which day it was, and repeats nothing',
    async (whoSays) => {
      await work();
      const { id, inside, file } = await newWebinar(1);
      async function read(text: string) {
        const content = (async function* () {
          yield Buffer.from(text);
        })();
        const { id: fileId, inspection } = await inside(() =>
          webinars.uploads.upload(BY, id, { filename: 'x.csv', content }),
        );
        await inside(() => webinars.uploads.read(id, fileId, inspection.plan));
        return fileId;
      }
      const settled = (fileId: string, counts: object) =>
        eventually(async () => {
          const { state, files } = await inside(() => webinars.service.get(id, ALL));
          const { report } = files.find((each) => each.id === fileId)!;
          return state === 'ready' && report !== null && isDeepStrictEqual(report.counts, counts);
        });
      const messages = () =>
        inside(async () =>
          mongoose.models['WebinarMessage']!.find({ webinarId: id }, { at: 1, text: 1, _id: 0 }).lean(),
        );
      await inside(() => webinars.uploads.read(id, file.id, file.inspection.plan));
      const chat = await read('Time,Name,Message\n18:12:00,Person 0,Hello\n18:13:00,Person 0,Again\n');
      await settled(chat, { 'date-missing': 2 });
      expect((await messages()).map((row) => (row as unknown as { at: Date | null }).at)).toEqual([null, null]);

      if (whoSays === 'a file')
        await read('Name,Email,Join Time,Leave Time\nPerson 0,p0@faults.example,2026-10-01 18:00,2026-10-01 18:30\n');
      else await inside(() => webinars.service.change(id, { heldAt: '2026-10-01T18:00:00.000Z' }));
      await settled(chat, {});
      const dated = [
        { at: new Date('2026-10-01T18:12:00Z'), text: 'Hello' },
        { at: new Date('2026-10-01T18:13:00Z'), text: 'Again' },
      ];
      expect(await messages()).toEqual(dated);
      // Whatever asks for it once more finds nothing to do.
      const { reading } = (await inside(async () => mongoose.models['WebinarFile']!.findById(chat).lean())) as any;
      await inside(() => webinars.worker.readAgain(id));
      expect(await inside(async () => mongoose.models['WebinarFile']!.findById(chat).lean())).toMatchObject({
        ...{ reading, state: 'read' },
      });
      expect(await messages()).toEqual(dated);
    },
  );
});
