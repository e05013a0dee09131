import { createWriteStream } from 'node:fs';
import type { AccountId, AdminId, MembershipId, TenantId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import { serveArm } from '@stageline/testing/bench';
import { buildApp } from '../../src/app.ts';
import { createChatRepository } from '../../src/modules/chat/chat.repository.ts';
import { APEX, lifetime } from './payload.ts';
import { rowsOf, store } from './read-data.ts';
import { benchConfig, benchLogger, openProduct, openSite } from './stores.ts';

/** One read that a route sent, as the server explains it. */
export interface ExplainedRead {
  readonly collection: string;
  /** Answers numbers, whatever the route answers. */
  readonly isCount: boolean;
  readonly examined: number;
  readonly returned: number;
}
export interface RouteReads {
  readonly name: string;
  /** `list`: answers rows, so it may look at no more than those; `board`: the same, after it has counted them. */
  readonly kind: 'list' | 'board' | 'one' | 'numbers';
  /** Asked for again and again by everybody. */
  readonly hot: boolean;
  readonly queries: readonly ExplainedRead[];
}

/** The product's routes over 500 tenants, one of them busy and one quiet; every command to the database is watched. */
const withMonitor = new URL(benchConfig().MONGODB_URI);
withMonitor.searchParams.set('monitorCommands', 'true');
const config = { ...benchConfig(), MONGODB_URI: withMonitor.href };
const logger = benchLogger(createWriteStream('/dev/null'));
const container = await openProduct(config, logger);
const { modules, connection } = container;
const db = connection.db!;

async function openWithTeam(slug: string) {
  const site = await openSite(container, slug);
  return runInTenant(site.tenantId, async () => {
    await modules.members.service.add({
      name: 'Rep',
      email: `rep-${slug}@bench.example`,
      password: 'correct horse battery',
      roles: ['rep'],
    } as never);
    const session = (await modules.sessions.service.list()).items[0]!;
    const member = async (role: string) =>
      (await db.collection('memberships').findOne({ tenantId: site.tenantId, roles: role }))!;
    return { ...site, owner: await member('owner'), rep: await member('rep'), sessionId: session.id };
  });
}
const busy = await openWithTeam('busy');
const quiet = await openWithTeam('quiet');
const data = ({ tenantId, rep, sessionId }: typeof busy) => ({ tenantId, repId: String(rep._id), sessionId });
const few = { leads: 20, members: 3, sessions: 3, attendance: 10, messages: 10, mails: 10 };
await store(db, [
  rowsOf(data(busy), { leads: 10_000, members: 20, sessions: 60, attendance: 1500, messages: 3000, mails: 3000 }),
  rowsOf(data(quiet), few),
  ...Array.from({ length: 498 }, () =>
    rowsOf({ tenantId: newId('tnt'), repId: newId('mem'), sessionId: newId('ses') }, few),
  ),
]);

const { http } = await buildApp({
  config,
  logger,
  clock: container.clock,
  hosts: modules.tenants.resolver,
  rateLimiter: container.rateLimiter,
  sessions: modules.signIns.store,
  uploadCheck: null,
  modules: container.list,
  ready: async () => ({ ok: true, checks: {} }),
});
await http.ready();

let commands: Record<string, unknown>[] = [];
connection.getClient().on('commandStarted', ({ commandName, command }) => {
  if (commandName === 'find' || commandName === 'aggregate') commands.push(command);
});

interface Stats {
  readonly totalDocsExamined: number;
  readonly nReturned: number;
}
async function explain(command: Record<string, unknown>): Promise<ExplainedRead> {
  const collection = String(command['find'] ?? command['aggregate']);
  const wanted = ['find', 'filter', 'sort', 'projection', 'limit', 'hint', 'aggregate', 'pipeline', 'cursor'];
  const plain = Object.fromEntries(wanted.filter((key) => key in command).map((key) => [key, command[key]]));
  const answer = await db.command({ explain: plain, verbosity: 'executionStats' });
  const stats = (answer['executionStats'] ?? answer['stages']?.[0]?.$cursor?.executionStats ?? {}) as Partial<Stats>;
  return {
    collection,
    isCount: 'aggregate' in command,
    examined: stats.totalDocsExamined ?? 0,
    returned: stats.nReturned ?? 0,
  };
}

const device = { ip: '127.0.0.1', userAgent: 'bench' };
async function tokenOf({ tenantId }: { tenantId: TenantId }, row: Record<string, unknown>): Promise<string> {
  const { _id: membershipId, accountId } = row as { _id: MembershipId; accountId: AccountId };
  const session = { tenantId, accountId, membershipId, sessionVersion: 1, strong: false };
  const { signInId: sid, subject: sub } = await modules.signIns.store.startMember(session, device);
  return http.jwt.sign({ aud: 'tenant', tid: tenantId, sid, sub, ...lifetime() });
}

/** Asks twice: the first fills the caches, the second is what a warm process does. */
async function readsOf(
  name: string,
  kind: RouteReads['kind'],
  hot: boolean,
  ask: () => Promise<unknown>,
): Promise<RouteReads> {
  await ask();
  commands = [];
  await ask();
  const sent = commands;
  return { name, kind, hot, queries: await Promise.all(sent.map(explain)) };
}

async function get(host: string, url: string, token?: string): Promise<any> {
  const headers = { host, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
  const answer = await http.inject({ method: 'GET', url: `/api/v1${url}`, headers });
  if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}: ${answer.body}`);
  return answer.json();
}

async function tenantRoutes(label: string, site: typeof busy): Promise<RouteReads[]> {
  const owner = await tokenOf(site, site.owner);
  const rep = await tokenOf(site, site.rep);
  const page = await get(site.host, '/leads?limit=20', owner);
  const { total } = await get(site.host, '/line');
  const ask = (name: string, kind: RouteReads['kind'], hot: boolean, url: string, token?: string) =>
    readsOf(`${label}: ${name}`, kind, hot, () => get(site.host, url, token));
  const results = [
    await ask('leads', 'list', true, '/leads', owner),
    await ask('leads of a stage', 'list', true, '/leads?stage=new&limit=20', owner),
    ...(page.nextCursor === null
      ? []
      : [await ask('leads, next page', 'list', true, `/leads?limit=20&cursor=${page.nextCursor}`, owner)]),
    await ask('leads that are searched for', 'list', false, '/leads?q=maria1234', owner),
    await ask('leads, narrowed', 'list', false, `/leads?phone=yes&owner=${site.rep._id}`, owner),
    await ask('the board', 'board', false, '/pipelines/default/board', owner),
    await ask("a rep's board", 'board', false, '/pipelines/default/board', rep),
    await ask("a rep's leads", 'list', true, '/leads?limit=20', rep),
    await ask("a rep's leads of a stage", 'list', true, '/leads?limit=20&stage=new', rep),
    await ask('a lead', 'one', true, `/leads/${page.items[0].id}`, owner),
    await ask('members', 'list', false, '/members', owner),
    await ask('sessions', 'list', true, '/sessions', owner),
    await ask('a session', 'one', true, `/sessions/${site.sessionId}`, owner),
    await ask('attendance', 'list', false, `/sessions/${site.sessionId}/attendance`, owner),
    await ask('overview', 'numbers', false, '/overview', owner),
    await ask('me', 'one', true, '/me', owner),
    await ask('site', 'one', true, '/site'),
    await ask('site draft', 'one', false, '/site/draft', owner),
    await ask('line', 'list', true, '/line'),
    await ask('line after a cursor', 'list', true, `/line?after=${total - 10}`),
  ];
  const chat = createChatRepository();
  const history = () => runInTenant(site.tenantId, () => chat.after(site.sessionId as never, 0, 200));
  return [...results, await readsOf(`${label}: chat history`, 'list', true, history)];
}

async function adminRoutes(): Promise<RouteReads[]> {
  const admin = await modules.accounts.service.ensureAdmin({
    email: 'admin@bench.example',
    name: 'Admin',
    password: 'correct horse battery',
  });
  const id = (admin as { id?: string } | undefined)?.id ?? (await db.collection('platformadmins').findOne())!['_id'];
  const { signInId: sid, subject: sub } = await modules.signIns.store.startAdmin(
    { adminId: id as AdminId, sessionVersion: 1, strong: false },
    device,
  );
  const token = http.jwt.sign({ aud: 'admin', sid, sub, ...lifetime() });
  const ask = (name: string, kind: RouteReads['kind'], url: string) =>
    readsOf(`admin: ${name}`, kind, false, () => get(`admin.${APEX}`, url, token));
  return [await ask('tenants', 'list', '/tenants'), await ask('mail', 'list', '/mail'), await ask('me', 'one', '/me')];
}

/** Milliseconds of a board page, one after the other, as the owner and as a rep ask for it. */
async function boardTimes(): Promise<number[]> {
  const tokens = [await tokenOf(busy, busy.owner), await tokenOf(busy, busy.rep)];
  const times: number[] = [];
  for (let round = 0; round < 20; round += 1)
    for (const token of tokens) {
      const start = performance.now();
      await get(busy.host, '/pipelines/default/board', token);
      times.push(performance.now() - start);
    }
  return times;
}

serveArm(0, {
  'board-times': boardTimes,
  reads: async () => [
    ...(await tenantRoutes('busy', busy)),
    ...(await tenantRoutes('quiet', quiet)),
    ...(await adminRoutes()),
  ],
});
