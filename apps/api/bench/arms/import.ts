import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { defineJob, WriteImportChunk, type ImportId, type JobDefinition } from '@stageline/contracts';
import { createCsvReader } from '@stageline/domain';
import { newId } from '@stageline/platform';
import { createQueue, jobBinding, type BulkItem } from '@stageline/platform/queue';
import { runInTenant } from '@stageline/tenancy';
import { serveArm } from '@stageline/testing/bench';
import { parse } from 'csv-parse';
import mongoose from 'mongoose';
import { z } from 'zod';
import { createRowReader } from '../../src/modules/imports/import-rows.ts';
import { createImportsRepository } from '../../src/modules/imports/imports.repository.ts';
import { fromBench } from './from-bench.ts';
import { benchConfig, benchLogger, openProduct, openSite } from './stores.ts';

export type ReaderArm = 'product' | 'validated' | 'floor' | 'csvParse';
export type WriterArm = 'product' | 'native' | 'mongoose';

const PIECE = 64 * 1024;
const ROWS = 5000;
const CHUNK = 500;
const JOBS = 3000;
const dialect = { encoding: 'utf-8', delimiter: ',' } as const;
const plan = { mapping: ['firstName', 'lastName', 'email', 'company'], key: 'email' } as const;

const file = Buffer.from(
  Array.from({ length: 86_000 }, (_, at) =>
    [
      `Ana Maria ${at}`,
      'Fernández',
      `ana.${at}@example.com`,
      '"Norte, Sur & Co."',
      'A note of some words about what was said',
      `${at}`,
    ].join(','),
  ).join('\n'),
);
function* pieces() {
  for (let at = 0; at < file.length; at += PIECE) yield file.subarray(at, at + PIECE);
}

/** What a scanner over bytes costs that does no more than to find cells and make strings of them. */
function scanBytes(): number {
  let cells: string[] = [];
  let rows = 0;
  let start = 0;
  let quoted = false;
  for (let at = 0; at < file.length; at += 1) {
    const byte = file[at];
    if (byte === 34) quoted = !quoted;
    else if (!quoted && (byte === 44 || byte === 10)) {
      cells.push(file[start] === 34 ? file.toString('utf8', start + 1, at - 1) : file.toString('utf8', start, at));
      start = at + 1;
      if (byte === 10) {
        rows += 1;
        cells = [];
      }
    }
  }
  return rows;
}

const readers: Record<ReaderArm, () => Promise<number>> = {
  async product() {
    const reader = createCsvReader(dialect);
    let rows = 0;
    for (const piece of pieces()) rows += reader.push(piece).length;
    return rows + reader.end().length;
  },
  async validated() {
    const reader = createCsvReader(dialect);
    const toRow = createRowReader({ ...plan, mapping: [...plan.mapping] });
    let rows = 0;
    for (const piece of pieces()) for (const row of reader.push(piece)) if ('values' in toRow(row)) rows += 1;
    return rows;
  },
  floor: async () => scanBytes(),
  async csvParse() {
    let rows = 0;
    for await (const _row of Readable.from(pieces()).pipe(parse())) rows += 1;
    return rows;
  },
};

async function cpuMillisOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The longest that one piece keeps the loop busy, its rows validated, in milliseconds. */
async function longestPiece(): Promise<number> {
  const reader = createCsvReader(dialect);
  const toRow = createRowReader({ ...plan, mapping: [...plan.mapping] });
  const times: number[] = [];
  for (const piece of pieces()) {
    const start = performance.now();
    for (const row of reader.push(piece)) toRow(row);
    times.push(performance.now() - start);
    await nextTurn();
  }
  // One in a hundred is a garbage collection or another process.
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)]!;
}

async function memoryOfReading(): Promise<number> {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  const reader = createCsvReader(dialect);
  const toRow = createRowReader({ ...plan, mapping: [...plan.mapping] });
  for (const piece of pieces()) {
    for (const row of reader.push(piece)) toRow(row);
    most = Math.max(most, process.memoryUsage().rss);
    await nextTurn();
  }
  return (most - before) / 1_048_576;
}

const config = benchConfig();
const container = await openProduct(config, benchLogger(createWriteStream('/dev/null')));
const site = await openSite(container, 'imports');
const { imports } = container.modules;
const inSite = <T>(work: () => Promise<T>) => runInTenant(site.tenantId, work);
const actor = { membershipId: newId('mem') };
let round = 0;

/** A checked file of new people, ready to be written. */
async function prepared(): Promise<ImportId> {
  round += 1;
  const text = [
    'First,Last,Email,Company',
    ...Array.from({ length: ROWS }, (_, at) => `Ana ${at},Ruiz,r${round}.${at}@bench.example,Norte`),
  ].join('\n');
  return inSite(async () => {
    const content = Readable.from([Buffer.from(text)]);
    const { id } = await imports.service.upload(actor, {
      filename: 'bench.csv',
      content: content as AsyncIterable<Buffer>,
    });
    const where = { pipelineId: 'default', stage: 'new', assignee: null } as const;
    await imports.service.check(id, { ...plan, mapping: [...plan.mapping], ...where });
    await imports.check(id);
    await createImportsRepository().change(id, ['checked'], { state: 'running' });
    return id;
  });
}

/** The documents that the product has written for such a file, under new ids and addresses. */
async function documentsLikeOurs() {
  round += 1;
  const [person, lead] = await inSite(async () => [
    await mongoose.models['Person']!.findOne({ 'emails.address': /bench/ }).lean<Record<string, unknown>>(),
    await mongoose.models['Lead']!.findOne({ 'person.email': /bench/ }).lean<Record<string, unknown>>(),
  ]);
  const people: Record<string, unknown>[] = [];
  const leads: Record<string, unknown>[] = [];
  for (let at = 0; at < ROWS; at += 1) {
    const [personId, email] = [newId('per'), `n${round}.${at}@bench.example`];
    people.push({ ...person, _id: personId, emails: [{ ...emailLikeOurs(person), address: email }] });
    leads.push({ ...lead, _id: newId('led'), personId, person: { ...(lead!['person'] as object), email } });
  }
  return { people, leads };
}
const emailLikeOurs = (person: Record<string, unknown> | null) => (person!['emails'] as object[])[0]!;
const chunksOf = <T>(rows: readonly T[]) =>
  Array.from({ length: rows.length / CHUNK }, (_, at) => rows.slice(at * CHUNK, (at + 1) * CHUNK));

async function writerOf(name: WriterArm): Promise<() => Promise<void>> {
  if (name === 'product') {
    const importId = await prepared();
    const chunks = Array.from({ length: ROWS / CHUNK }, (_, chunk) => ({
      tenantId: site.tenantId,
      payload: { importId, chunk },
    }));
    return () => runJobs(WriteImportChunk, chunks);
  }
  const { people, leads } = await documentsLikeOurs();
  const pairs = chunksOf(people).map(
    (rows, at) =>
      [
        ['Person', rows],
        ['Lead', chunksOf(leads)[at]!],
      ] as const,
  );
  return async () => {
    for (const pair of pairs)
      for (const [model, rows] of pair) {
        if (name === 'mongoose') await inSite(() => mongoose.models[model]!.insertMany(rows));
        else
          await inSite(() =>
            mongoose.models[model]!.collection.bulkWrite(
              rows.map((document) => ({ insertOne: { document } })) as never[],
              { ordered: false },
            ),
          );
      }
  };
}

const Nothing = defineJob('bench.nothing', z.strictObject({}));
/** As the worker has it, with as many jobs at once. */
const queue = createQueue({
  redisUrl: fromBench('REDIS_URL'),
  logger: benchLogger(createWriteStream('/dev/null')),
  prefix: 'bench',
});
let done = 0;
await queue.start(
  [...imports.jobs!, jobBinding(Nothing, async () => undefined)].map((binding) => ({
    ...binding,
    async handle(...job) {
      await binding.handle(...job);
      done += 1;
    },
  })),
);
async function runJobs<D extends JobDefinition>(definition: D, items: readonly BulkItem<D>[]): Promise<void> {
  done = 0;
  await queue.enqueueBulk(definition, items);
  while (done < items.length) await delay(2);
}

serveArm(0, {
  read: (name) => cpuMillisOf(readers[name as ReaderArm]),
  'longest-piece': longestPiece,
  'memory-of-reading': memoryOfReading,
  async write(name) {
    const work = await writerOf(name as WriterArm);
    globalThis.gc?.();
    const start = performance.now();
    const cpuMillis = await cpuMillisOf(work);
    return { cpuMillis, wallMillis: performance.now() - start };
  },
  /** CPU microseconds of one job, added and done. */
  async jobs() {
    const items = Array.from({ length: JOBS }, () => ({ tenantId: site.tenantId, payload: {} }));
    const millis = await cpuMillisOf(() => runJobs(Nothing, items));
    return (millis * 1000) / JOBS;
  },
});
