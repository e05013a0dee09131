import { createWriteStream } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { newId } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import { serveArm } from '@stageline/testing/bench';
import mongoose from 'mongoose';
import { buildApp } from '../../src/app.ts';
import type { HostFacts } from '../../src/http/hosts.ts';
import { createLeadsRepository } from '../../src/modules/leads/leads.repository.ts';
import { LeadModel } from '../../src/modules/leads/leads.model.ts';
import { createMemorySessions } from '../../src/testing/memory-sessions.ts';
import { lifetime } from './payload.ts';
import { rowsOf, store } from './read-data.ts';
import { benchConfig, benchLogger, openProduct } from './stores.ts';

export type ListArm = 'repository' | 'native' | 'hydrated';

/** A list of leads three ways: the product's repository, the same query by hand, and mongoose documents. */
const config = benchConfig();
const logger = benchLogger(createWriteStream('/dev/null'));
const container = await openProduct(config, logger);
const { connection, modules } = container;
const tenantId = newId('tnt');
const owner = { tenantId, repId: newId('mem'), sessionId: newId('ses') };
await store(connection.db!, [
  rowsOf(owner, { leads: 2000, members: 0, sessions: 0, attendance: 0, messages: 0, mails: 0 }),
]);

/** A client of its own: the product's connection refuses what names no tenant by its own means. */
const client = await new mongoose.mongo.MongoClient(benchConfig().MONGODB_URI, { maxPoolSize: 30 }).connect();
const native = client.db().collection('leads');
const repository = createLeadsRepository();
const FIELDS = {
  version: 1,
  stage: 1,
  person: 1,
  assignee: 1,
  attendance: 1,
  createdAt: 1,
  stageChangedAt: 1,
} as const;

const lists: Record<ListArm, (limit: number) => Promise<unknown>> = {
  repository: (limit) =>
    runInTenant(tenantId, () => repository.list({ kind: 'all' }, {}, { order: 'createdAt' }, limit)),
  native: (limit) =>
    native.find({ tenantId }, { projection: FIELDS }).sort({ createdAt: -1, _id: -1 }).limit(limit).toArray(),
  hydrated: (limit) =>
    runInTenant(tenantId, async () => LeadModel.find().sort({ createdAt: -1, _id: -1 }).limit(limit)),
};
/** What a controller would hand to JSON: documents have to be turned into objects first. */
const answers: Record<ListArm, (limit: number) => Promise<unknown>> = {
  ...lists,
  hydrated: async (limit) =>
    ((await lists.hydrated(limit)) as { toJSON(): unknown }[]).map((document) => document.toJSON()),
};
const collect = () => (globalThis as { gc?: () => void }).gc?.();

/** CPU microseconds of one list; a few at a time, as a server has them. */
async function cpuOf(name: ListArm, limit: number): Promise<number> {
  const count = limit > 50 ? 100 : 300;
  collect();
  const before = process.cpuUsage();
  const work = async () => {
    for (let index = 0; index < count / 4; index += 1) await answers[name](limit);
  };
  await Promise.all([work(), work(), work(), work()]);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

/** Heap bytes that one list holds while it is being answered. */
async function heapOf(name: ListArm, limit: number): Promise<number> {
  const held: unknown[] = [];
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let index = 0; index < 30; index += 1) held.push(await lists[name](limit));
  collect();
  const after = process.memoryUsage().heapUsed;
  return (after - before) / held.length;
}

const sessions = createMemorySessions(['owner']);
const facts: HostFacts = { kind: 'tenant', tenant: { id: tenantId, slug: 'busy', url: '', status: 'active' } };
const { http } = await buildApp({
  config,
  logger,
  clock: container.clock,
  hosts: { peek: () => facts, resolve: async () => facts },
  rateLimiter: container.rateLimiter,
  sessions: sessions.store,
  uploadCheck: null,
  modules: [modules.leads],
  ready: async () => ({ ok: true, checks: {} }),
});
await http.listen({ port: 0, host: '127.0.0.1' });

type Order = { readonly name: ListArm; readonly limit: number };
serveArm((http.server.address() as AddressInfo).port, {
  tenant: () => tenantId,
  token: () => http.jwt.sign({ aud: 'tenant', tid: tenantId, ...sessions.member(), ...lifetime() }),
  'cpu-of': (order) => cpuOf((order as Order).name, (order as Order).limit),
  'heap-of': (order) => heapOf((order as Order).name, (order as Order).limit),
});
