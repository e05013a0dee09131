import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RoleRef } from '@stageline/contracts';
import { createLogger } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import { afterFile, eventually, productMongo, testRedis } from '@stageline/testing';
import { loadConfig } from '../config.ts';
import { startApi, type RunningApi } from '../start.ts';
import { visitor } from './site-bed.ts';

const APEX = 'stage.test';
const SECRET = 'a secret of the tests that is long enough';
const PASSWORD = 'correct horse battery';

/** A client build as small as possible: pages are JSON of what the server handed to the renderer, a landing page with its address. */
async function writeClientBuild(directory: string): Promise<void> {
  await mkdir(path.join(directory, 'client/.vite'), { recursive: true });
  await mkdir(path.join(directory, 'client/assets'), { recursive: true });
  await mkdir(path.join(directory, 'server'), { recursive: true });
  await writeFile(path.join(directory, 'client/.vite/manifest.json'), '{}');
  await writeFile(path.join(directory, 'server/package.json'), '{"type":"module"}');
  await writeFile(
    path.join(directory, 'server/entry-server.js'),
    `export const createRenderer = () => ({
      renderPage: (page, { origin }) => JSON.stringify(page.kind === 'landing' ? { ...page, origin } : page),
      renderShell: (page) => JSON.stringify(page),
    });`,
  );
}

/** The whole api, every role, on a real MongoDB and Redis, listening on loopback; stopped after the file. */
export async function createApiBed(env: Readonly<Record<string, string>> = {}) {
  const directory = await mkdtemp(path.join(tmpdir(), 'stageline-api-'));
  await writeClientBuild(directory);
  const config = loadConfig({
    NODE_ENV: 'test',
    PORT: '0',
    APEX,
    MONGODB_URI: (await productMongo('whole')).uri,
    REDIS_URL: (await testRedis()).url,
    JWT_SECRET: SECRET,
    TICKET_SECRET: SECRET,
    LINK_SECRET: SECRET,
    SEAL_SECRET: SECRET,
    STATE_DIR: directory,
    WEB_DIST: directory,
    // Nobody is asked outside: this one refuses at once.
    DNS_RESOLVERS: '127.0.0.1:1',
    LOG_LEVEL: 'silent',
    // It attacks the whole server and is tested by itself.
    CANARY_MINUTES: '0',
    ...env,
  });
  const api = await startApi(config, createLogger({ service: 'test', level: 'silent' }));
  afterFile(async () => {
    await api.close();
    await rm(directory, { recursive: true, force: true });
  });
  const { modules, relay } = api.container;

  return {
    api,
    config,
    modules,
    container: api.container,
    http: api.app.http,
    url: `http://127.0.0.1:${api.port}`,
    adminHost: `admin.${APEX}`,
    platformHost: APEX,
    /** Until every event has been handled. */
    settle: async () => {
      await relay.drain();
      await modules.mail.sending.drain();
    },
    /** A provisioned site with an owner, a rep, one registered person and the ids of all that belongs to it. */
    site: (slug: string, template?: string) => createSite(api, slug, template),
  };
}

async function createSite(api: RunningApi, slug: string, template?: string) {
  const { modules, relay } = api.container;
  const bed = { http: api.app.http };
  const host = `${slug}.${APEX}`;
  const email = `owner@${slug}.example`;
  const form = { name: `Owner ${slug}`, email, password: PASSWORD, siteName: slug, slug, template };
  const signup = await modules.signups.service.request(form);
  await modules.signups.provisioning.run(signup.signupId);
  let calls = 0;
  const owner = visitor(bed, host, undefined, () => `127.1.0.${(calls = (calls + 1) % 250)}`);
  await owner.post('/auth/log-in', { email, password: PASSWORD });
  const inSite = <T>(work: () => Promise<T>): Promise<T> => runInTenant(signup.tenantId, work);
  /** Named after the site, so that a name that shows up elsewhere is known. */
  const add = (title: string, roles: readonly RoleRef[]) => {
    const [name, address] = [`${title} ${slug}`, `${title.toLowerCase()}@${slug}.example`];
    return inSite(() => modules.members.service.add({ name, email: address, password: PASSWORD, roles }));
  };
  const rep = await add('Rep', ['rep']);
  const person = { firstName: `Person-${slug}`, lastName: 'Tester', email: `person@${slug}.example` };
  await visitor(bed, host).post('/registrations', person);
  await relay.drain();
  const lead = await eventually(
    async () => (await owner.get('/leads')).body.items[0] as { id: string; version: number } | undefined,
  );
  const session = (await owner.get('/sessions')).body.items[0] as { id: string };
  const joinToken = api.container.joinLinks.tokenFor(signup.tenantId, lead.id as never);
  await visitor(bed, host).post('/place/confirm', { token: joinToken });
  return {
    ...signup,
    slug,
    host,
    email,
    password: PASSWORD,
    owner,
    person,
    leadId: lead.id,
    sessionId: session.id,
    memberId: rep.id as string,
    joinToken,
    cookie: owner.cookie() ?? '',
    in: inSite,
    /** The browser of a new member with these roles, signed in. */
    async member(name: string, roles: readonly RoleRef[]) {
      const { email: address } = await add(name, roles);
      const browser = visitor(bed, host);
      await browser.post('/auth/log-in', { email: address, password: PASSWORD });
      return browser;
    },
  };
}

export type ApiBed = Awaited<ReturnType<typeof createApiBed>>;
export type Site = Awaited<ReturnType<ApiBed['site']>>;
