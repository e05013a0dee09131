import { beforeAll, describe, expect, it } from '@jest/globals';
import { slugSkeleton, type TenantId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { createInvalidationBus } from '@stageline/platform/invalidation';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { globalKey, tenantPath } from '@stageline/tenancy';
import { eventually } from '@stageline/testing';
import { createSiteBed, type SiteBed } from '../../testing/site-bed.ts';
import { createTenantAddresses } from './tenant-addresses.ts';
import { createTenantResolver, type TenantResolver } from './tenant-resolver.ts';
import { SlugClaimModel } from './slug-claim.model.ts';
import { slugClaimsRepository } from './slug-claims.repository.ts';
import { TenantDomainModel } from './tenant-domain.model.ts';
import { tenantPurgeRepository } from './tenant-purge.repository.ts';
import { createTenantPurge, type TenantPurgeDeps } from './tenant-purge.ts';

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
  });
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

  it('A-14 what was lost on the way of a suspension is said again to whoever suspends again', async () => {
    const { tenantId } = await bed.activeTenant('said-again');
    await bed.tenants.suspend(tenantId, 'a test', adminId);
    await expect(bed.tenants.suspend(tenantId, 'a test', adminId)).rejects.toMatchObject({
      code: 'illegal-transition',
    });
    expect(bed.notes.suspended.filter((told) => told === tenantId)).toHaveLength(2);
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

describe('closing', () => {
  it('A-01 closes an active or a suspended site, and takes it back exactly as it was', async () => {
    const { tenantId, host } = await bed.activeTenant('closing-site');
    const before = await bed.tenants.find(tenantId);
    for (const prepare of [async () => undefined, () => bed.tenants.suspend(tenantId, 'a test', adminId)]) {
      await prepare();
      const open = await bed.tenants.find(tenantId);
      expect((await bed.tenants.close(tenantId, 'a test', adminId)).status).toBe('closing');
      expect(await statusAt(bed.resolver, host)).toBe('closing');
      const again = await bed.tenants.reopen(tenantId);
      expect({ ...again, version: 0 }).toEqual({ ...open, version: 0 });
    }
    await bed.tenants.reactivate(tenantId);
    expect({ ...(await bed.tenants.find(tenantId)), version: 0 }).toEqual({ ...before, version: 0 });
  });

  it('A-01 refuses every transition that the table does not name', async () => {
    const calls = {
      suspend: (id: TenantId) => bed.tenants.suspend(id, 'a test', adminId),
      reactivate: (id: TenantId) => bed.tenants.reactivate(id),
      close: (id: TenantId) => bed.tenants.close(id, 'a test', adminId),
      reopen: (id: TenantId) => bed.tenants.reopen(id),
    };
    const { tenantId } = await bed.activeTenant('table-site');
    const refused = async (...names: (keyof typeof calls)[]) => {
      for (const name of names)
        await expect(calls[name](tenantId)).rejects.toMatchObject({ code: 'illegal-transition' });
    };
    await refused('reactivate', 'reopen');
    await calls.suspend(tenantId);
    await refused('suspend', 'reopen');
    await calls.close(tenantId);
    await refused('suspend', 'reactivate', 'close');
  });
});

describe('addresses', () => {
  const DAY_MS = 86_400_000;
  const codeOf = (code: string) => ({ code });
  const follow = async (host: string, url: string, method: 'GET' | 'POST' = 'GET') => {
    const { statusCode, headers } = await bed.http.inject({ method, url, headers: { host } });
    return [statusCode, headers.location ?? null];
  };

  it('A-02 a renamed site answers at its new host, and the old one leads there with path and query', async () => {
    const { tenantId } = await bed.activeTenant('first-name');
    await bed.tenants.addresses.rename(tenantId, 'first-name', 'second-name');
    expect(await bed.resolver.resolve('second-name.stage.test')).toMatchObject({ tenant: { slug: 'second-name' } });
    expect(await follow('first-name.stage.test', '/join/abc?from=mail&x=%2F')).toEqual([
      301,
      'http://second-name.stage.test:3000/join/abc?from=mail&x=%2F',
    ]);
    // What an open page asks goes on: nobody is thrown out of a room by a rename.
    expect(await follow('first-name.stage.test', '/api/v1/site')).toEqual([200, null]);
    expect((await follow('first-name.stage.test', '//evil.example/'))[1]).toBeNull();
    expect(bed.notes.names).toContain('second-name');
  });

  it('A-02 nobody else gets the old address, or one that looks like it, for 90 days; then it is free', async () => {
    const { tenantId } = await bed.activeTenant('held-name');
    await bed.tenants.addresses.rename(tenantId, 'held-name', 'other-name');
    const wanted = ['held-name', 'he1d-narne', 'other-name'];
    expect(await bed.tenants.heldSlugs(wanted)).toEqual(new Set(wanted));
    await expect(bed.activeTenant('held-name')).rejects.toMatchObject(codeOf('slug-taken'));
    bed.clock.advance(89 * DAY_MS);
    expect((await follow('held-name.stage.test', '/'))[0]).toBe(301);
    bed.clock.advance(DAY_MS + 1);
    expect(await bed.tenants.addresses.freeEnded()).toBeGreaterThan(0);
    expect((await follow('held-name.stage.test', '/'))[0]).toBe(404);
    const next = await bed.activeTenant('held-name');
    expect(await bed.resolver.resolve('held-name.stage.test')).toMatchObject({ tenant: { id: next.tenantId } });
  });

  it('A-02 an ended address whose name could not be removed from the DNS is freed with the next turn', async () => {
    const { tenantId } = await bed.activeTenant('stuck-name');
    await bed.tenants.addresses.rename(tenantId, 'stuck-name', 'loose-name');
    bed.clock.advance(91 * DAY_MS);
    const unreachable = () => Promise.reject(new Error('the DNS does not answer'));
    const names = { ensureSite: unreachable, removeSite: unreachable };
    const { resolver, unitOfWork } = bed;
    const flaky = createTenantAddresses({ ...bed.tenantOptions, resolver, unitOfWork, names, onAddressChanged: [] });
    expect(await flaky.freeEnded()).toBe(0);
    expect(await bed.tenants.addresses.freeEnded()).toBeGreaterThan(0);
    expect(bed.notes.names).not.toContain('stuck-name');
    expect((await bed.tenants.heldSlugs(['stuck-name'])).size).toBe(0);
  });

  it('A-02 a claim that was made by an earlier reading of look-alikes is found by the present one', async () => {
    const { tenantId } = await bed.activeTenant('c1ever-name');
    const skeleton = slugSkeleton('c1ever-name');
    const { _id, ...claim } = (await SlugClaimModel.findById(skeleton).lean())!;
    await SlugClaimModel.deleteOne({ _id });
    await SlugClaimModel.create([{ ...claim, _id: 'clever-name' }]);
    for (const _run of ['once', 'and again']) {
      await slugClaimsRepository.rekey();
      expect(await slugClaimsRepository.ofTenant(tenantId)).toHaveLength(1);
      expect(await SlugClaimModel.findById(skeleton).lean()).toMatchObject({ slug: 'c1ever-name', until: null });
    }
    expect((await bed.tenants.heldSlugs(['clever-name'])).size).toBe(1);
  });

  it('A-02 moves back within the window', async () => {
    const { tenantId } = await bed.activeTenant('there-name');
    await bed.tenants.addresses.rename(tenantId, 'there-name', 'back-name');
    await bed.tenants.addresses.rename(tenantId, 'back-name', 'there-name');
    expect((await follow('back-name.stage.test', '/x'))[1]).toBe('http://there-name.stage.test:3000/x');
    expect((await bed.tenants.addresses.formerOf(tenantId)).map(({ slug }) => slug)).toEqual(['back-name']);
  });

  it('A-02 of two renames at once, one wins and the other is told to look again', async () => {
    const { tenantId } = await bed.activeTenant('twice-name');
    const outcomes = await Promise.allSettled(
      ['twice-one', 'twice-two'].map((to) => bed.tenants.addresses.rename(tenantId, 'twice-name', to)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: codeOf('conflict') });
    expect(await bed.tenants.addresses.formerOf(tenantId)).toHaveLength(1);
  });

  it('A-02 of two sites that want one address, one gets it', async () => {
    const sites = [await bed.activeTenant('wants-one'), await bed.activeTenant('wants-two')];
    const outcomes = await Promise.allSettled(
      sites.map(({ tenantId, slug }) => bed.tenants.addresses.rename(tenantId, slug, 'wanted-name')),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: codeOf('slug-taken') });
  });

  it('A-02 a site holds five old addresses at most', async () => {
    const { tenantId } = await bed.activeTenant('wander-0');
    for (const step of [0, 1, 2, 3, 4])
      await bed.tenants.addresses.rename(tenantId, `wander-${step}`, `wander-${step + 1}`);
    await expect(bed.tenants.addresses.rename(tenantId, 'wander-5', 'wander-6')).rejects.toMatchObject(
      codeOf('too-many-requests'),
    );
  });

  it('A-14 the old host of a suspended site is as neutral as the new one', async () => {
    const { tenantId } = await bed.activeTenant('quiet-name');
    await bed.tenants.addresses.rename(tenantId, 'quiet-name', 'silent-name');
    expect((await follow('quiet-name.stage.test', '/'))[0]).toBe(301);
    await bed.tenants.suspend(tenantId, 'a test', adminId);
    expect(await follow('quiet-name.stage.test', '/')).toEqual([404, null]);
    await expect(bed.tenants.addresses.rename(tenantId, 'silent-name', 'louder-name')).rejects.toMatchObject(
      codeOf('illegal-transition'),
    );
  });
});

describe('the purge', () => {
  const DAY_MS = 86_400_000;
  /** One that does nothing outside the database except what it is given. */
  const purgeWith = (outside: Partial<TenantPurgeDeps['outside']>, run = bed.unitOfWork.run) =>
    createTenantPurge({
      ...bed.tenantOptions,
      resolver: bed.resolver,
      unitOfWork: { ...bed.unitOfWork, run },
      names: { ensureSite: async () => undefined, removeSite: async () => undefined },
      outside: {
        endPlan: async () => undefined,
        leaveAccounts: async () => undefined,
        removeFiles: async () => undefined,
        fileBytes: async () => 0,
        ...outside,
      },
    });

  it('A-01 A-15 leaves nothing 30 days after the closing, with the counts as proof, and others untouched', async () => {
    const [gone, stays] = [await bed.activeTenant('purged-site'), await bed.activeTenant('kept-site')];
    const folder = tenantPath(gone.tenantId, 'media', 'a.txt');
    await bed.storage.put(folder, Buffer.from('a file'));
    await TenantDomainModel.create({ _id: 'purged.example', tenantId: gone.tenantId, createdAt: bed.clock.now() });
    await bed.accounts.ensure({
      id: newId('acc'),
      email: 'both@purge.example',
      name: 'Both',
      passwordHash: 'x',
      tenantIds: [gone.tenantId, stays.tenantId],
    });
    const before = await tenantPurgeRepository.count(stays.tenantId);

    await bed.tenants.close(gone.tenantId, 'a test', adminId);
    bed.clock.advance(29 * DAY_MS);
    await expect(bed.purge.run(gone.tenantId)).rejects.toMatchObject({ code: 'illegal-transition' });
    bed.clock.advance(DAY_MS);
    expect(await bed.purge.runDue()).toBeGreaterThan(0);

    const proof = await bed.purge.proofOf(gone.tenantId);
    expect(proof).toMatchObject({ removed: { sites: 1, memberships: 1 }, left: {} });
    expect(await tenantPurgeRepository.count(gone.tenantId)).toEqual({});
    expect(await bed.storage.get(folder)).toBeNull();
    expect((await bed.tenants.find(gone.tenantId))?.status).toBe('purged');
    expect(await bed.accounts.findByEmail(gone.email)).toBeNull();
    expect((await bed.accounts.findByEmail('both@purge.example'))?.tenantIds).toEqual([stays.tenantId]);
    expect((await bed.tenants.heldSlugs(['purged-site'])).size).toBe(0);
    expect(await statusAt(bed.resolver, 'purged-site.stage.test')).toBe('unknown');
    expect(await statusAt(bed.resolver, 'purged.example')).toBe('unknown');
    expect(await tenantPurgeRepository.count(stays.tenantId)).toEqual(before);
    await expect(bed.tenants.reopen(gone.tenantId)).rejects.toMatchObject({ code: 'illegal-transition' });
  });

  it('A-01 a purge that died goes on, and there is no way back once it has begun', async () => {
    const { tenantId } = await bed.activeTenant('half-purged');
    await bed.tenants.close(tenantId, 'a test', adminId);
    bed.clock.advance(31 * DAY_MS);
    const dying = purgeWith({ removeFiles: () => Promise.reject(new Error('killed')) });
    await expect(dying.run(tenantId)).rejects.toThrow('killed');
    await expect(bed.tenants.reopen(tenantId)).rejects.toMatchObject({ code: 'illegal-transition' });
    await bed.purge.run(tenantId);
    expect(await bed.purge.run(tenantId)).toMatchObject({ left: {} });
  });

  it('A-01 a purge that dies at its last step keeps the address until it is done', async () => {
    const { tenantId } = await bed.activeTenant('last-step');
    await bed.tenants.close(tenantId, 'a test', adminId);
    bed.clock.advance(31 * DAY_MS);
    const killed: UnitOfWork['run'] = (work) =>
      bed.unitOfWork.run(async (tx) => {
        await work(tx);
        throw new Error('killed');
      });
    const dying = purgeWith({}, killed);
    await expect(dying.run(tenantId)).rejects.toThrow('killed');
    expect((await bed.tenants.find(tenantId))?.status).toBe('closing');
    expect((await bed.tenants.heldSlugs(['last-step'])).size).toBe(1);
    // The proof names what was there before, not what the second run found.
    expect(await bed.purge.run(tenantId)).toMatchObject({ removed: { sites: 1, memberships: 1 }, left: {} });
    expect((await bed.tenants.heldSlugs(['last-step'])).size).toBe(0);
  });
});
