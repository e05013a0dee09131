import { beforeAll, describe, expect, it } from '@jest/globals';
import type { TenantId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { createInvalidationBus } from '@stageline/platform/invalidation';
import { globalKey } from '@stageline/tenancy';
import { eventually } from '@stageline/testing';
import { createSiteBed, type SiteBed } from '../../testing/site-bed.ts';
import { createTenantResolver, type TenantResolver } from './tenant-resolver.ts';
import { TenantDomainModel } from './tenant-domain.model.ts';

let bed: SiteBed;
const adminId = newId('adm');
beforeAll(async () => {
  bed = await createSiteBed();
});

const statusAt = async (resolver: TenantResolver, host: string): Promise<string> => {
  const facts = resolver.peek(host) ?? (await resolver.resolve(host));
  return facts.kind === 'tenant' ? facts.tenant.status : facts.kind;
};

/** The resolver of another process: caches and subscription of its own. */
async function otherProcess() {
  const bus = await createInvalidationBus({ redis: bed.redis, channel: `${globalKey('invalidate')}:tenants-test` });
  return { resolver: createTenantResolver({ ...bed.tenantOptions, bus }), close: () => bus.close() };
}

describe('the resolver', () => {
  it('A-03 knows platform, admin, sites and nobody else', async () => {
    await bed.activeTenant('known-site');
    expect(await statusAt(bed.resolver, 'stage.test:3000')).toBe('platform');
    expect(await statusAt(bed.resolver, 'ADMIN.stage.test')).toBe('admin');
    for (const host of ['known-site.stage.test:3000', 'Known-Site.STAGE.test.', 'known-site.stage.test']) {
      expect(await statusAt(bed.resolver, host)).toBe('active');
    }
    for (const host of [
      'unknown-site.stage.test',
      'a.known-site.stage.test',
      '[::1]:3000',
      'known-sitestage.test',
      '',
    ]) {
      expect(await bed.resolver.resolve(host)).toEqual({ kind: 'unknown' });
    }
  });

  it("answers the second time from memory, with the tenant's address", async () => {
    const { host, tenantId } = await bed.activeTenant('memory-site');
    expect(bed.resolver.peek(host)).toBeUndefined();
    await bed.resolver.resolve(host);
    const url = 'http://memory-site.stage.test:3000';
    expect(bed.resolver.peek(host)).toEqual({
      kind: 'tenant',
      tenant: { id: tenantId, slug: 'memory-site', url, status: 'active' },
    });
  });

  it('A-08 finds a tenant by its own domain', async () => {
    const { tenantId } = await bed.activeTenant('domain-site');
    await TenantDomainModel.create({ _id: 'learn.domain-site.example', tenantId, createdAt: bed.clock.now() });
    expect(await bed.resolver.resolve('Learn.Domain-Site.example:443')).toMatchObject({ tenant: { id: tenantId } });
    await bed.tenants.suspend(tenantId, 'a test', adminId);
    expect(await statusAt(bed.resolver, 'learn.domain-site.example')).toBe('suspended');
    expect(await statusAt(bed.resolver, 'Learn.Domain-Site.example:443')).toBe('suspended');
  });

  it('A-03 forgets that a host is unknown as soon as it is taken', async () => {
    expect(await statusAt(bed.resolver, 'later-site.stage.test')).toBe('unknown');
    await bed.activeTenant('later-site');
    expect(await statusAt(bed.resolver, 'later-site.stage.test')).toBe('active');
  });

  it('keeps unknown hosts out of Redis and bounded in memory', async () => {
    const small = createTenantResolver({ ...bed.tenantOptions, bus: bed.bus, maxHosts: 10 });
    const before = await bed.redis.dbsize();
    for (let index = 0; index < 50; index += 1) await small.resolve(`nobody-${index}.stage.test`);
    expect(await bed.redis.dbsize()).toBe(before);
    const remembered = Array.from({ length: 50 }, (_, index) => small.peek(`nobody-${index}.stage.test`)).filter(
      Boolean,
    );
    expect(remembered).toHaveLength(10);
  });

  it('looks again when an answer has grown old', async () => {
    const { host } = await bed.activeTenant('old-site');
    await bed.resolver.resolve(host);
    bed.clock.advance(31_000);
    expect(bed.resolver.peek(host)).toBeUndefined();
    expect(await statusAt(bed.resolver, host)).toBe('active');
  });

  it('finds sites without Redis', async () => {
    const { host } = await bed.activeTenant('lonely-site');
    const redis = bed.redis.duplicate();
    redis.disconnect();
    const lonely = createTenantResolver({ ...bed.tenantOptions, redis, bus: bed.bus });
    expect(await statusAt(lonely, host)).toBe('active');
    expect(await statusAt(lonely, 'unknown-site.stage.test')).toBe('unknown');
  });

  it('an older answer never replaces a newer one in Redis', async () => {
    const { host, tenantId } = await bed.activeTenant('race-site');
    const old = await bed.tenants.find(tenantId);
    await bed.tenants.suspend(tenantId, 'a test', adminId);
    await bed.resolver.announce(old!);
    expect(await statusAt(bed.resolver, host)).toBe('suspended');
  });

  it('P3 costs at most 2 µs for each of 10,000 hosts', async () => {
    const slugs = Array.from({ length: 10_000 }, (_, index) => `speed-${index}`);
    const cached = slugs.flatMap((slug) => [
      globalKey('tenant-by-host', `slug/${slug}`),
      JSON.stringify({ id: newId('tnt'), slug, status: 'active', version: 1 }),
    ]);
    await bed.redis.mset(...cached);
    const hosts = slugs.map((slug) => `${slug}.stage.test`);
    await Promise.all(hosts.map((host) => bed.resolver.resolve(host)));
    const round = () => {
      const start = process.cpuUsage();
      for (let times = 0; times < 20; times += 1) for (const host of hosts) bed.resolver.peek(host);
      const { user, system } = process.cpuUsage(start);
      return (user + system) / (20 * hosts.length);
    };
    round();
    expect(Math.min(round(), round(), round())).toBeLessThan(2);
    expect(await statusAt(bed.resolver, hosts[5000]!)).toBe('active');
  }, 20_000);
});

describe('suspension', () => {
  it('A-14 is seen by every process at once, and reactivation restores', async () => {
    const { host, tenantId } = await bed.activeTenant('neutral-site');
    const other = await otherProcess();
    const mine = createTenantResolver({ ...bed.tenantOptions, bus: bed.bus });
    const channelMate = await createInvalidationBus({
      redis: bed.redis,
      channel: `${globalKey('invalidate')}:tenants-test`,
    });
    const announcer = createTenantResolver({ ...bed.tenantOptions, bus: channelMate });
    expect([await statusAt(other.resolver, host), await statusAt(mine, host)]).toEqual(['active', 'active']);

    const before = await bed.tenants.find(tenantId);
    const suspended = await bed.tenants.suspend(tenantId, 'a test', adminId);
    await announcer.announce(suspended);
    expect(await statusAt(mine, host)).toBe('suspended');
    await eventually(async () => ((await statusAt(other.resolver, host)) === 'suspended' ? true : undefined), {
      what: 'the suspension',
    });
    expect(bed.notes.suspended).toContain(tenantId);

    const after = await bed.tenants.reactivate(tenantId);
    expect({ ...after, version: 0 }).toEqual({ ...before, version: 0 });
    expect(await statusAt(mine, host)).toBe('active');
    await other.close();
    await channelMate.close();
  });

  it('A-14 allows each step once', async () => {
    const { tenantId } = await bed.activeTenant('once-site');
    await expect(bed.tenants.reactivate(tenantId)).rejects.toMatchObject({ code: 'illegal-transition' });
    const attempts = await Promise.allSettled([1, 2, 3].map(() => bed.tenants.suspend(tenantId, 'a test', adminId)));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(bed.tenants.suspend(newId('tnt') as TenantId, 'a test', adminId)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('A-01 an unfinished site cannot be suspended', async () => {
    const request = {
      name: 'Pat',
      email: 'pat@unfinished.example',
      password: 'correct horse battery',
      siteName: 'Unfinished',
    };
    const { tenantId } = await bed.signups.service.request(request);
    await expect(bed.tenants.suspend(tenantId, 'a test', adminId)).rejects.toMatchObject({
      code: 'illegal-transition',
    });
  });
});
