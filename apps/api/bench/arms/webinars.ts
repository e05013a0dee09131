import { createWriteStream } from 'node:fs';
import type { MembershipId, WebinarAttendeeId, WebinarId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import { serveArm } from '@stageline/testing/bench';
import mongoose from 'mongoose';
import { benchConfig, benchLogger, openProduct, openSite } from './stores.ts';

export type WriterArm = 'product' | 'native' | 'mongoose';

const ROWS = 5000;
const CHUNK = 500;
const MODEL = 'WebinarAttendee';

const container = await openProduct(benchConfig(), benchLogger(createWriteStream('/dev/null')));
const { webinars } = container.modules;
const site = await openSite(container, 'webinars');
const inSite = <T>(work: () => Promise<T>): Promise<T> => runInTenant(site.tenantId, work);
const actor = { membershipId: 'mem_bench' as MembershipId };
const two = (value: number) => String(value).padStart(2, '0');

async function newWebinar(): Promise<WebinarId> {
  const details = {
    ...{ title: 'Bench', topic: '', heldAt: null, durationMinutes: 90, timeZone: 'UTC', language: 'en' as const },
    ...{ offer: null, replayUrl: null },
  };
  return (await inSite(() => webinars.service.create(actor as never, details))).id;
}

/** A file that somebody has asked to be read. */
async function prepared(rows: number) {
  const webinarId = await newWebinar();
  const lines = Array.from(
    { length: rows },
    (_, at) =>
      `Ana Maria ${at},ana.${at}@bench.example,2026-03-05 18:${two(at % 20)}:00,2026-03-05 19:${two(at % 30)}:00,${60 + (at % 30) - (at % 20)}`,
  );
  const content = (async function* () {
    yield Buffer.from(['Name,Email,Join Time,Leave Time,Attendance Minutes', ...lines].join('\n'));
  })();
  const { id, inspection } = await inSite(() =>
    webinars.uploads.upload(actor, webinarId, { filename: 'bench.csv', content }),
  );
  await inSite(() => webinars.uploads.read(webinarId, id, inspection.plan));
  return { webinarId, fileId: id };
}
let last: WebinarId | null = null;

async function writerOf(name: WriterArm): Promise<() => Promise<unknown>> {
  if (name === 'product') {
    const { webinarId, fileId } = await prepared(ROWS);
    last = webinarId;
    return () => inSite(() => webinars.worker.read(webinarId, fileId));
  }
  const model = mongoose.models[MODEL]!;
  const webinarId = newId('wbn');
  const like = await inSite(() => model.collection.find({ tenantId: site.tenantId, webinarId: last! }).toArray());
  const rows = like.map((row) => ({ ...row, _id: newId('wat'), webinarId }));
  const chunks = Array.from({ length: rows.length / CHUNK }, (_, at) => rows.slice(at * CHUNK, (at + 1) * CHUNK));
  return async () => {
    for (const chunk of chunks) {
      if (name === 'mongoose') await inSite(() => model.insertMany(chunk));
      else
        await inSite(() =>
          model.collection.bulkWrite(chunk.map((document) => ({ insertOne: { document } })) as never[], {
            ordered: false,
          }),
        );
    }
  };
}

serveArm(0, {
  async write(name) {
    const work = await writerOf(name as WriterArm);
    globalThis.gc?.();
    const [start, before] = [performance.now(), process.cpuUsage()];
    await work();
    const { user, system } = process.cpuUsage(before);
    const written = { cpuMillis: (user + system) / 1000, wallMillis: performance.now() - start };
    const people = await inSite(() => webinars.service.get(last!, { cells: true }));
    if (people.counts.people !== ROWS) throw new Error(`${people.counts.people} people`);
    return written;
  },
  /** Seconds for the largest file that people bring. */
  async large(rows) {
    const { webinarId, fileId } = await prepared(rows as number);
    const start = performance.now();
    await inSite(() => webinars.worker.read(webinarId, fileId));
    const seconds = (performance.now() - start) / 1000;
    await inSite(() => webinars.service.remove(webinarId));
    return seconds;
  },
  /** Milliseconds of this process for all pages of a list of 5,000. */
  async list() {
    const before = process.cpuUsage();
    const start = performance.now();
    let seen: WebinarAttendeeId[] = [];
    let cursor: string | undefined;
    do {
      const page = await inSite(() =>
        webinars.service.attendees(last!, { limit: 100, cursor }, { contacts: true, cells: true }),
      );
      seen = [...seen, ...page.items.map(({ id }) => id)];
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    const { user, system } = process.cpuUsage(before);
    if (seen.length !== ROWS) throw new Error(`${seen.length} of ${ROWS}`);
    const pages = ROWS / 100;
    return { cpuMillis: (user + system) / 1000, wallMillis: performance.now() - start, pages };
  },
});
