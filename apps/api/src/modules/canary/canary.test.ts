import { beforeAll, describe, expect, it } from '@jest/globals';
import { namespaces, operations } from '@stageline/contracts';
import { createLogger, systemClock } from '@stageline/platform';
import { createApiBed, type ApiBed } from '../../testing/api-bed.ts';
import { visitor } from '../../testing/site-bed.ts';
import { createCanaryService } from './canary.service.ts';
import { createCanaryTransport } from './canary.transport.ts';
import type { CanaryFindings, CanaryRequest, CanaryTransport } from './canary.types.ts';

let bed: ApiBed;
const told: CanaryFindings['leaks'][] = [];
beforeAll(async () => {
  bed = await createApiBed();
}, 60_000);

function canary(change: (transport: CanaryTransport) => CanaryTransport = (same) => same) {
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
    alert: async (leaks) => void told.push(leaks),
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
  }, 60_000);

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
    const mails = await bed.modules.mail.service.listKept({ limit: 100, search: 'owner@canary' });
    expect(mails.items).toEqual([]);
  }, 60_000);

  it('A-05 sees a guard that is gone, says which, and tells once', async () => {
    const broken = canary(brokenFor(({ path }) => path === '/api/v1/leads'));
    const { leaks } = await broken.run();
    expect(leaks.map((leak) => leak.attack)).toEqual(
      Array.from({ length: 2 }, () => 'leads.list, session of another site'),
    );
    await broken.run();
    expect(told).toHaveLength(1);
    expect(await status()).toMatchObject({ state: 'leak' });
  }, 60_000);

  it('A-05 a run that cannot see proves nothing', async () => {
    const blind = canary((transport) => ({
      ...transport,
      send: (request) =>
        request.method === 'GET' ? Promise.resolve({ status: 404, body: '', cookies: '' }) : transport.send(request),
    }));
    await blind.run();
    expect(await status()).toMatchObject({ state: 'unknown' });
  }, 60_000);
});
