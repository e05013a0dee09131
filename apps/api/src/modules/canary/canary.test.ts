import { beforeAll, describe, expect, it } from '@jest/globals';
import { namespaces, operations, ProblemError, type TenantId } from '@stageline/contracts';
import { createLogger, systemClock } from '@stageline/platform';
import { freePort } from '@stageline/platform/embedded';
import { runInTenant } from '@stageline/tenancy';
import { startSmtpSink, type SmtpSink } from '@stageline/testing';
import { createApiBed, type ApiBed } from '../../testing/api-bed.ts';
import { visitor } from '../../testing/site-bed.ts';
import { createCanaryService } from './canary.service.ts';
import { createCanaryTransport } from './canary.transport.ts';
import type { CanaryFindings, CanaryRequest, CanaryTransport } from './canary.types.ts';

const ADMIN = { email: 'root@stage.test', password: 'a root password' };

let bed: ApiBed;
let mails: SmtpSink;
const told: CanaryFindings['leaks'][] = [];
beforeAll(async () => {
  // The canary of the server itself has to know where it is.
  mails = await startSmtpSink();
  bed = await createApiBed({ PORT: String(await freePort()), EMAIL: 'smtp', SMTP_URL: mails.url });
  // Runs come minutes apart, and here one after the other.
  Object.assign(bed.container.rateLimiter, { general: () => null, operation: async () => undefined });
});

function canary(
  change: (transport: CanaryTransport) => CanaryTransport = (same) => same,
  alert: (leaks: CanaryFindings['leaks']) => Promise<void> = async (leaks) => void told.push(leaks),
) {
  const { modules, redis } = bed.container;
  return createCanaryService({
    tenants: modules.tenants.service,
    signups: modules.signups.service,
    provisioning: modules.signups.provisioning,
    site: modules.site.service,
    auth: modules.auth.service,
    transport: change(createCanaryTransport(bed.url)),
    redis,
    clock: systemClock,
    logger: createLogger({ service: 'test', level: 'silent' }),
    everyMinutes: 5,
    alert,
  });
}
const status = async () => (await visitor(bed, bed.platformHost).get('/status')).body.isolation;

/** A server whose guard is gone for some requests: it takes the session's site for the host's. */
const brokenFor =
  (isBroken: (request: CanaryRequest) => boolean) =>
  (transport: CanaryTransport): CanaryTransport => {
    const hostOf = new Map<string, { host: string; origin: string }>();
    return {
      ...transport,
      async send(request) {
        const { host, origin, cookie = '' } = request;
        if (!hostOf.has(cookie)) hostOf.set(cookie, { host, origin });
        return transport.send(isBroken(request) ? { ...request, ...hostOf.get(cookie)! } : request);
      },
    };
  };

describe('the isolation canary', () => {
  it('A-05 attacks every operation and socket of the contracts, and everything is refused', async () => {
    expect(await status()).toMatchObject({ state: 'unknown', checkedAt: null });
    const result = await canary().run();
    expect(result).toMatchObject({ leaks: [], failures: [] });
    const members = operations.filter(({ host, access }) => host === 'tenant' && access.kind === 'member');
    const sockets = namespaces.filter(({ host, access }) => host === 'tenant' && access.kind === 'member');
    expect(result.attacks).toBeGreaterThan(2 * (members.length + sockets.length));
    expect(result.refused).toBe(result.attacks);
    expect(await status()).toMatchObject({ state: 'refused', attacks: result.attacks });
    expect(told).toEqual([]);
  });

  it('A-05 its two sites stand in no list, mail nobody, and are made once', async () => {
    await canary().run();
    const listed = await bed.modules.tenants.service.list({ limit: 100, search: 'canary' });
    expect(listed.items).toEqual([]);
    const sites = await bed.modules.tenants.service.synthetic();
    expect(sites).toHaveLength(2);
    const page = { limit: 100 } as const;
    expect((await bed.modules.audit.reader.listPlatform({ ...page, chain: sites[0]! })).items).not.toEqual([]);
    const everywhere = await bed.modules.audit.reader.listPlatform(page);
    expect(everywhere.items.filter(({ tenant }) => tenant !== null && sites.includes(tenant.id))).toEqual([]);
    await bed.settle();
    expect(mails.messages.map(({ to }) => to)).toEqual([]);
  });

  it('A-05 sees a guard that is gone, says which, and tells once', async () => {
    const isBroken = brokenFor(({ path }) => path === '/api/v1/leads');
    // The mail server is away: the run is kept, and whoever could not be told is told by the next one.
    await canary(isBroken, () => Promise.reject(new Error('unavailable'))).run();
    expect(await status()).toMatchObject({ state: 'leak' });
    const broken = canary(isBroken);
    const { leaks } = await broken.run();
    expect(leaks.map((leak) => leak.attack)).toEqual(
      Array.from({ length: 2 }, () => 'leads.list, session of another site'),
    );
    await broken.run();
    expect(told).toHaveLength(1);
    expect(await status()).toMatchObject({ state: 'leak' });
  });

  it('A-05 a run that cannot see proves nothing', async () => {
    const blind = canary((transport) => ({
      ...transport,
      send: (request) =>
        request.method === 'GET' ? Promise.resolve({ status: 404, body: '', cookies: '' }) : transport.send(request),
    }));
    await blind.run();
    expect(await status()).toMatchObject({ state: 'unknown' });
  });
});

describe('the isolation canary of a server that leaks', () => {
  let sites: readonly TenantId[];
  beforeAll(async () => {
    await bed.modules.accounts.service.ensureAdmin({ ...ADMIN, name: 'Root' });
    await canary().run();
    sites = await bed.modules.tenants.service.synthetic();
  });
  /** Which attacks come through while a part of the server is another. */
  async function leaksWith<T extends object>(part: T, leaky: Partial<T>, run = bed.modules.canary.service.run) {
    const sound = { ...part };
    Object.assign(part, leaky);
    try {
      return (await run()).leaks.map((leak) => leak.attack);
    } finally {
      Object.assign(part, sound);
    }
  }

  it('A-05 finds a list that reads the rows of every site; the page says so, administrators see it and get a mail', async () => {
    const { service } = bed.modules.leads;
    const { list } = service;
    const leaks = await leaksWith(service, {
      async list(...asked) {
        const pages = await Promise.all(sites.map((site) => runInTenant(site, () => list(...asked))));
        return { items: pages.flatMap(({ items }) => items), nextCursor: null };
      },
    });
    expect(leaks.filter((name) => name === "leads.list, a list of the attacker's")).toHaveLength(2);
    expect(await status()).toMatchObject({ state: 'leak' });
    const admin = visitor(bed, bed.adminHost);
    await admin.post('/auth/log-in', ADMIN);
    expect((await admin.get('/canary')).body.items[0]).toMatchObject({
      state: 'leak',
      leaks: expect.arrayContaining([expect.objectContaining({ attack: "leads.list, a list of the attacker's" })]),
    });
    expect(mails.messages.map(({ to, raw }) => [to, /^Subject: (.*)\r$/m.exec(raw)?.[1]])).toEqual([
      [[ADMIN.email], 'Isolation leak on the platform'],
    ]);
  });

  it('A-05 finds a row that is read by its id whoever’s it is', async () => {
    const { service } = bed.modules.leads;
    const { get } = service;
    const getAnywhere: typeof get = async (...asked) => {
      const reads = await Promise.allSettled(sites.map((site) => runInTenant(site, () => get(...asked))));
      const found = reads.find((read) => read.status === 'fulfilled');
      if (found === undefined) throw new ProblemError('not-found');
      return found.value;
    };
    const leaks = await leaksWith(service, { get: getAnywhere, follow: getAnywhere });
    // Of both sites, and also where the lead is read for the reasons of its assignment, or for its notes.
    const ofOne = ['assignment.explain', 'leads.get', 'notes.list'].map((id) => `${id}, ids of another site`);
    expect(leaks).toEqual([...ofOne, ...ofOne]);
  });

  it('A-05 finds a host that is taken for another site’s', async () => {
    const [wrong, right] = await Promise.all(
      sites.map(async (id) => `${(await bed.modules.tenants.service.find(id))!.slug}.${bed.platformHost}`),
    );
    let isMixedUp = false;
    const hostOf = (host: string) => (isMixedUp && host === wrong ? right! : host);
    const { resolver } = bed.modules.tenants;
    const { peek, resolve } = resolver;
    const { run } = canary((transport) => ({
      ...transport,
      send(request) {
        // Both have logged in by then.
        isMixedUp ||= request.method === 'GET';
        return transport.send(request);
      },
    }));
    const leaks = await leaksWith(
      resolver,
      { peek: (host) => peek(hostOf(host)), resolve: (host) => resolve(hostOf(host)) },
      run,
    );
    expect(leaks).toEqual(
      expect.arrayContaining(['leads.list, session of another site', 'leads.get, session of another site']),
    );
    isMixedUp = false;
    expect((await canary().run()).leaks).toEqual([]);
    expect(await status()).toMatchObject({ state: 'refused' });
  });
});
