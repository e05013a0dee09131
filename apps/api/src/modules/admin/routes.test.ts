import { beforeAll, describe, expect, it } from '@jest/globals';
import { createDeadLetters } from '@stageline/platform/outbox';
import { runInTenant } from '@stageline/tenancy';
import { APEX, createSiteBed, visitor, type SiteBed } from '../../testing/site-bed.ts';

const HOST = `admin.${APEX}`;
const credentials = { email: 'root@stage.test', password: 'a root password' };

let bed: SiteBed;
let admin: ReturnType<typeof visitor>;
beforeAll(async () => {
  bed = await createSiteBed();
  await bed.accounts.ensureAdmin({ ...credentials, name: 'Root' });
  admin = visitor(bed, HOST);
  await admin.post('/auth/log-in', credentials);
  await bed.relay.start();
});

const suspend = (site: { tenantId: string; slug: string }, body: object = {}) =>
  admin.post(`/tenants/${site.tenantId}/suspend`, { slug: site.slug, reason: 'A complaint', ...body });

const signupOf = (slug: string) => ({
  name: 'Somebody',
  email: `owner@${slug}.example`,
  password: 'a long password',
  siteName: slug,
  slug,
});

/** What ends a site asks who is there. */
const prove = () => admin.post('/auth/step-up', { method: 'password', password: credentials.password });

describe('200', () => {
  it('logs in on the admin host, and its cookie is nothing on a site', async () => {
    expect((await admin.get('/me')).body).toMatchObject({ name: 'Root', email: credentials.email });
    const site = await bed.activeTenant('not-for-admins');
    const carried = await bed.http.inject({
      url: '/api/v1/me',
      headers: { host: site.host, cookie: admin.cookie() ?? '' },
    });
    expect(carried.statusCode).toBe(401);
  });

  it('lists sites with status, leads and viewers, page by page, newest first', async () => {
    const sites = [];
    for (const slug of ['list-one', 'list-two', 'list-three']) sites.push(await bed.activeTenant(slug));
    bed.notes.leads.set(sites[1]!.tenantId, 7);
    bed.notes.viewers.set(sites[1]!.tenantId, 2);
    const first = (await admin.get('/tenants?search=LIST-&limit=2')).body;
    expect(first.items.map(({ slug }: { slug: string }) => slug)).toEqual(['list-three', 'list-two']);
    expect(first.items[1]).toMatchObject({
      status: 'active',
      plan: 'free',
      usage: { leads: 7, members: 1, sessions: 0 },
      viewers: 2,
      issues: [],
      url: `http://list-two.${APEX}`,
    });
    const second = (await admin.get(`/tenants?search=LIST-&limit=2&cursor=${first.nextCursor}`)).body;
    expect(second).toMatchObject({ items: [{ slug: 'list-one', usage: { leads: 0 }, viewers: 0 }], nextCursor: null });
    expect((await admin.get('/tenants?status=suspended&search=list-')).body.items).toEqual([]);
    expect((await admin.get('/tenants?search=%5B.*')).body.items).toEqual([]);
  });

  it('A-14 suspends a site, which turns neutral at once, and reactivates it as it was', async () => {
    const site = await bed.activeTenant('loud-site');
    const browser = visitor(bed, site.host);
    const before = await browser.get('/site');
    expect((await suspend(site)).body).toMatchObject({ id: site.tenantId, status: 'suspended' });
    const neutral = await browser.get('/site');
    const unknown = await visitor(bed, `nobody-here.${APEX}`).get('/site');
    expect({ ...neutral.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
    expect(neutral.status).toBe(404);
    expect((await admin.post(`/tenants/${site.tenantId}/reactivate`)).body).toMatchObject({ status: 'active' });
    expect((await browser.get('/site')).body).toEqual(before.body);
  });

  it('L-14 says what is wrong with a site: provisioning, dead letters, rejected mail, domains', async () => {
    const site = await bed.activeTenant('troubled-site');
    const letters = createDeadLetters();
    const envelope = { v: 1, tenantId: site.tenantId, actor: null, traceId: 't', payload: {} } as const;
    const failure = { error: { message: 'boom', stack: '' }, attempts: 1, maxAttempts: 1, failedAt: new Date() };
    await letters.record({ id: 'job-of-troubled-site', lane: 'events', name: 'x', envelope, ...failure });
    bed.notes.failingDomains.set(site.tenantId, ['www.example.com']);
    const { items } = (await admin.get('/tenants?search=troubled-site')).body;
    expect(items[0].issues).toEqual([
      { kind: 'dead-letters', count: 1, detail: null },
      { kind: 'domain-failing', count: 1, detail: 'www.example.com' },
    ]);
    const taken = await bed.signups.service.request({ ...signupOf('stuck-site') });
    bed.clock.advance(11 * 60_000);
    const stuck = (await admin.get(`/tenants/${taken.tenantId}`)).body;
    expect(stuck).toMatchObject({ status: 'requested', issues: [{ kind: 'provisioning-stuck' }], owner: null });
  });

  it('L-14 shows one site with its owner, and puts it on another plan', async () => {
    const site = await bed.activeTenant('planned-site');
    const plan = await admin.put(`/tenants/${site.tenantId}/plan`, { plan: 'pro' });
    expect(plan.body).toMatchObject({ id: site.tenantId, plan: 'pro' });
    expect((await admin.get(`/tenants/${site.tenantId}`)).body).toMatchObject({
      plan: 'pro',
      owner: { email: site.email },
      suspension: null,
      closing: null,
      allowsSupport: true,
      storageBytes: expect.any(Number),
    });
    const { items } = (await admin.get(`/audit?chain=${site.tenantId}&action=tenant.plan-changed`)).body;
    expect(items).toMatchObject([{ before: '{"plan":"free"}', after: '{"plan":"pro"}', actor: { name: 'Root' } }]);
  });

  it('A-01 closes a site, which turns neutral and keeps its data, and takes that back', async () => {
    const site = await bed.activeTenant('ending-site');
    const browser = visitor(bed, site.host);
    const close = () => admin.post(`/tenants/${site.tenantId}/close`, { slug: site.slug, reason: 'They asked' });
    // The log-in is more than ten minutes old.
    expect((await close()).body).toMatchObject({ code: 'step-up-required' });
    await prove();
    expect((await close()).body).toMatchObject({ status: 'closing' });
    expect((await browser.get('/site')).status).toBe(404);
    expect((await admin.get(`/tenants/${site.tenantId}`)).body.closing).toMatchObject({
      reason: 'They asked',
      by: 'Root',
    });
    expect(await close()).toMatchObject({ status: 409, body: { code: 'illegal-transition' } });
    expect((await admin.post(`/tenants/${site.tenantId}/reopen`)).body).toMatchObject({ status: 'active' });
    expect((await browser.get('/site')).status).toBe(200);
  });

  it('L-06 whatever administrators do is in the platform’s log, and what they do to a site in the site’s', async () => {
    const site = await bed.activeTenant('watched-site');
    await suspend(site, { reason: 'A complaint about it' });
    const inBoth = [
      await admin.get('/audit?chain=platform&limit=1'),
      await admin.get(`/audit?chain=${site.tenantId}&limit=1`),
    ];
    for (const { body } of inBoth) {
      expect(body.items[0]).toMatchObject({
        action: 'tenant.suspended',
        actor: { kind: 'admin', name: 'Root' },
        target: { type: 'tenant', id: site.tenantId },
        reason: 'A complaint about it',
        ip: '127.0.0.1',
        requestId: expect.any(String),
      });
    }
    const intruder = visitor(bed, HOST);
    await intruder.post('/auth/log-in', { ...credentials, password: 'a wrong password' });
    expect((await admin.get('/audit?chain=platform&limit=1')).body.items[0]).toMatchObject({
      action: 'admin.log-in-failed',
      actor: { kind: 'visitor' },
      target: { id: credentials.email },
    });
  });

  it('shows the mailbox with the names of the sites, and one mail whole', async () => {
    const site = await bed.activeTenant('mailing-site');
    const mail = { to: 'ana@example.com', subject: 'Your place', html: '<p>Hi</p>', text: 'Hi' };
    const id = await runInTenant(site.tenantId, () => bed.mail.send(mail));
    await bed.relay.drain();
    const { items } = (await admin.get('/mail?search=ana@example')).body;
    expect(items).toEqual([
      expect.objectContaining({ id, tenantName: 'mailing-site', from: 'Owner of mailing-site <no-reply@stage.test>' }),
    ]);
    expect((await admin.get(`/mail/${id}`)).body).toMatchObject({ id, html: '<p>Hi</p>', text: 'Hi' });
  });
});

describe('400', () => {
  it('L-14 asks for the address before it closes a site', async () => {
    const site = await bed.activeTenant('open-site');
    await prove();
    const answer = await admin.post(`/tenants/${site.tenantId}/close`, { slug: 'x', reason: 'They asked' });
    expect(answer).toMatchObject({ status: 400, body: { issues: [{ pointer: '/slug' }] } });
    expect((await admin.put(`/tenants/${site.tenantId}/plan`, { plan: 'gold' })).status).toBe(400);
  });

  it('asks for the address of the site as a confirmation', async () => {
    const site = await bed.activeTenant('kept-site');
    const { status, body } = await suspend(site, { slug: 'another-site' });
    expect({ status, issues: body.issues }).toMatchObject({ status: 400, issues: [{ in: 'body', pointer: '/slug' }] });
    expect((await bed.tenants.find(site.tenantId))?.status).toBe('active');
  });

  it('refuses a cursor that is not ours', async () => {
    expect((await admin.get('/tenants?cursor=%7B%22%24gt%22%3A%22%22%7D')).body.issues).toEqual([
      expect.objectContaining({ pointer: '/cursor' }),
    ]);
    expect((await admin.get('/mail?cursor=x')).status).toBe(400);
  });
});

describe('401', () => {
  it('a promoter is nobody here', async () => {
    const site = await bed.activeTenant('promoters-site');
    const promoter = visitor(bed, HOST);
    expect((await promoter.post('/auth/log-in', { email: site.email, password: site.password })).status).toBe(401);
    expect((await promoter.get('/tenants')).status).toBe(401);
    const browser = visitor(bed, site.host);
    await browser.post('/auth/log-in', { email: site.email, password: site.password });
    const carried = await bed.http.inject({
      url: '/api/v1/tenants',
      headers: { host: HOST, cookie: browser.cookie() ?? '' },
    });
    expect(carried.statusCode).toBe(401);
  });

  it('logs out', async () => {
    const browser = visitor(bed, HOST);
    await browser.post('/auth/log-in', credentials);
    expect((await browser.post('/auth/log-out')).status).toBe(204);
    expect((await browser.get('/me')).status).toBe(401);
  });
});

describe('404', () => {
  it('the routes of this host exist on no other', async () => {
    const site = await bed.activeTenant('plain-site');
    for (const host of [site.host, APEX]) expect((await visitor(bed, host).get('/tenants')).status).toBe(404);
  });

  it('answers for tenants and mail that are not there', async () => {
    const absent = { tenantId: 'tnt_01jxxxxxxxxxxxxxxxxxxxxxxx', slug: 'nobody' };
    expect((await suspend(absent)).status).toBe(404);
    expect((await admin.post(`/tenants/${absent.tenantId}/reactivate`)).status).toBe(404);
    expect((await admin.get('/mail/mai_01jxxxxxxxxxxxxxxxxxxxxxxx')).status).toBe(404);
  });
});

describe('409', () => {
  it('A-14 neither suspends nor reactivates twice', async () => {
    const site = await bed.activeTenant('twice-site');
    expect((await admin.post(`/tenants/${site.tenantId}/reactivate`)).body).toMatchObject({
      status: 409,
      code: 'illegal-transition',
    });
    await suspend(site);
    expect((await suspend(site)).body).toMatchObject({ status: 409, code: 'illegal-transition' });
  });
});
