import { beforeAll, describe, expect, it } from '@jest/globals';
import { operations, permissionsOfRoles, signups, type TenantRole } from '@stageline/contracts';
import { runInTenant } from '@stageline/tenancy';
import { APEX, createSiteBed, visitor, type SiteBed } from '../../testing/site-bed.ts';
import { operationsOf } from './permissions.policy.ts';

let bed: SiteBed;
let kevin: Awaited<ReturnType<SiteBed['activeTenant']>>;
let jane: Awaited<ReturnType<SiteBed['activeTenant']>>;

beforeAll(async () => {
  bed = await createSiteBed();
  kevin = await bed.activeTenant('kevin-site');
  jane = await bed.activeTenant('jane-site');
});

const logIn = async (site: typeof kevin) => {
  const browser = visitor(bed, site.host);
  await browser.post('/auth/log-in', { email: site.email, password: site.password });
  return browser;
};

describe('200', () => {
  it('logs in on a site, says who it is, and logs out', async () => {
    const browser = visitor(bed, kevin.host);
    const started = await browser.post('/auth/log-in', { email: kevin.email.toUpperCase(), password: kevin.password });
    expect(started).toMatchObject({ status: 200, body: { email: kevin.email, roles: ['owner', 'host'] } });
    for (const cookie of started.headers['set-cookie'] as string[]) {
      expect(cookie).toMatch(/HttpOnly.*SameSite=Lax/);
      expect(cookie).not.toMatch(/domain/i);
    }
    expect((await browser.get('/me')).body).toEqual(started.body);
    expect((await browser.post('/auth/log-out')).status).toBe(204);
    expect((await browser.get('/me')).status).toBe(401);
  });

  it('logs in on the platform and hands over to the site, once', async () => {
    const platform = visitor(bed, APEX);
    const { status, body } = await platform.post('/log-in', { email: jane.email, password: jane.password });
    expect(status).toBe(200);
    expect(body.sites).toEqual([
      { name: 'jane-site', slug: 'jane-site', url: `http://${jane.host}`, handoverToken: expect.any(String) },
    ]);
    const token = body.sites[0].handoverToken;
    const browser = visitor(bed, jane.host);
    expect(await browser.post('/auth/handover', { token })).toMatchObject({ status: 200, body: { email: jane.email } });
    expect((await browser.get('/me')).status).toBe(200);
    expect((await visitor(bed, jane.host).post('/auth/handover', { token })).body).toMatchObject({
      code: 'invalid-ticket',
    });
  });

  it('lists every site of an account, and none where it is no member', async () => {
    await runInTenant(kevin.tenantId, () =>
      bed.members.add({ name: 'Jane', email: jane.email, password: 'ignored here', roles: ['rep'] }),
    );
    const { body } = await visitor(bed, APEX).post('/log-in', { email: jane.email, password: jane.password });
    expect(body.sites.map(({ slug }: { slug: string }) => slug)).toEqual(['jane-site', 'kevin-site']);
  });
});

describe('400', () => {
  it('points at every field that is missing or unknown', async () => {
    const { status, body } = await visitor(bed, kevin.host).post('/auth/log-in', {
      email: 'x',
      tenantId: jane.tenantId,
    });
    expect(status).toBe(400);
    expect(body.issues.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/email',
      '/password',
      '/tenantId',
    ]);
  });
});

describe('401', () => {
  it("does not tell a wrong password, an unknown address and another site's member apart", async () => {
    const browser = visitor(bed, kevin.host);
    const answers = [
      await browser.post('/auth/log-in', { email: kevin.email, password: 'wrong' }),
      await browser.post('/auth/log-in', { email: 'nobody@example.com', password: 'wrong' }),
    ];
    const foreign = await visitor(bed, jane.host).post('/auth/log-in', {
      email: kevin.email,
      password: kevin.password,
    });
    for (const { status, body } of [...answers, foreign]) {
      expect({ status, ...body, requestId: '' }).toEqual({ ...answers[0]?.body, status: 401, requestId: '' });
    }
  });

  it('A-05 refuses the cookie and the hand-over token of another site', async () => {
    const browser = await logIn(kevin);
    const carried = await bed.http.inject({
      url: '/api/v1/me',
      headers: { host: jane.host, cookie: browser.cookie() ?? '' },
    });
    expect(carried.statusCode).toBe(401);
    const token = bed.auth.issueHandover(kevin.tenantId, (await bed.accounts.findByEmail(kevin.email))!.id);
    expect((await visitor(bed, jane.host).post('/auth/handover', { token })).status).toBe(401);
    expect((await visitor(bed, kevin.host).post('/auth/handover', { token })).status).toBe(200);
  });

  it('refuses a hand-over token that is forged or a minute old', async () => {
    const browser = visitor(bed, kevin.host);
    expect((await browser.post('/auth/handover', { token: 'x'.repeat(40) })).status).toBe(401);
    const token = bed.auth.issueHandover(kevin.tenantId, (await bed.accounts.findByEmail(kevin.email))!.id);
    bed.clock.advance(61_000);
    expect((await browser.post('/auth/handover', { token })).status).toBe(401);
  });

  it('a new password ends the sessions at once', async () => {
    const site = await bed.activeTenant('session-site');
    const browser = await logIn(site);
    expect((await browser.get('/me')).status).toBe(200);
    await bed.accounts.setPassword(site.email, 'another password');
    expect((await browser.get('/me')).status).toBe(401);
  });
});

describe('404', () => {
  it('A-14 a suspended site has no log-in, no session and no hand-over; afterwards all is as before', async () => {
    const site = await bed.activeTenant('pausing-site');
    const browser = await logIn(site);
    const rep = { name: 'Rep', email: 'rep@pausing-site.example', password: site.password };
    await runInTenant(site.tenantId, () => bed.members.add({ ...rep, roles: ['rep'] }));
    await bed.tenants.suspend(
      site.tenantId,
      'a test',
      await bed.accounts.ensureAdmin({ email: 'root@example.com', name: 'Root', password: 'root password' }),
    );
    expect((await browser.get('/me')).status).toBe(404);
    expect((await browser.post('/auth/log-in', { email: site.email, password: site.password })).status).toBe(404);
    const onPlatform = async (who: { email: string; password: string }) =>
      (await visitor(bed, APEX).post('/log-in', { email: who.email, password: who.password })).body;
    const { slug } = site;
    const known = { name: slug, slug, state: 'suspended', since: expect.any(String) };
    expect(await onPlatform(site)).toEqual({
      sites: [],
      paused: [{ ...known, reason: 'a test', ask: { name: null, email: 'help@stage.test' } }],
    });
    // The team learns that it is suspended and asks its owner; why is between the owner and the operator.
    expect(await onPlatform(rep)).toEqual({
      sites: [],
      paused: [{ ...known, reason: null, ask: { name: expect.any(String), email: site.email } }],
    });
    await bed.tenants.reactivate(site.tenantId);
    expect((await browser.get('/me')).status).toBe(200);
    expect(await onPlatform(site)).toMatchObject({ sites: [{ slug }], paused: [] });
  });
});

describe('429', () => {
  it('stops guessing, with Retry-After', async () => {
    const browser = visitor(bed, (await bed.activeTenant('guessed-site')).host);
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => browser.post('/auth/log-in', { email: 'a@example.com', password: 'x' })),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(2);
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
  });
});

describe('permissions', () => {
  const may = (...roles: TenantRole[]) => operationsOf(permissionsOfRoles(roles));

  it('L-04 grow with the role', () => {
    expect(may('rep')).toContain('leads.list');
    expect(may('rep')).not.toContain('sessions.list');
    expect(may('host')).toContain('sessions.go-live');
    expect(may('owner')).toEqual(expect.arrayContaining([...may('rep'), 'site.publish', 'invitations.create']));
    expect(may('owner')).not.toContain(signups.createSignup.id);
  });

  it('L-04 whoever has no role may do what concerns themselves only', () => {
    const own = operations.filter(({ access }) => access.kind === 'member' && access.permission === null);
    expect(may()).toEqual(own.map(({ id }) => id));
  });
});
