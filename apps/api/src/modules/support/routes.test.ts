import { beforeAll, describe, expect, it } from '@jest/globals';
import { auth, operations, sessions, support } from '@stageline/contracts';
import { APEX, createSiteBed, visitor, type SiteBed } from '../../testing/site-bed.ts';

const HOST = `admin.${APEX}`;
const credentials = { email: 'root@stage.test', password: 'a root password' };
const reason = 'Their logo does not show';
type Site = Awaited<ReturnType<SiteBed['activeTenant']>>;
type Browser = ReturnType<typeof visitor>;

let bed: SiteBed;
let admin: Browser;
beforeAll(async () => {
  bed = await createSiteBed();
  await bed.accounts.ensureAdmin({ ...credentials, name: 'Root' });
  admin = await logIn(HOST, credentials);
});

async function logIn(host: string, { email, password }: { email: string; password: string }): Promise<Browser> {
  const browser = visitor(bed, host);
  expect((await browser.post('/auth/log-in', { email, password })).status).toBe(200);
  return browser;
}
const start = (site: Site, more: object = {}, by = admin) =>
  by.post(`/tenants/${site.tenantId}/support`, { reason, ...more });
/** A visit that has begun, in a browser of its own. */
async function visit(site: Site, more: object = {}, by = admin): Promise<Browser> {
  const { body } = await start(site, more, by);
  const browser = visitor(bed, site.host);
  expect((await browser.post('/support/enter', { token: body.token })).status).toBe(204);
  return browser;
}
/** All that a visit may do besides looking. */
/** What concerns the visit itself, and the way into a room that it only observes. */
const ofAVisit: readonly string[] = [
  support.enterSupport.id,
  support.endSupport.id,
  auth.logOut.id,
  sessions.openRoom.id,
];
const actionsOf = async (chain: string): Promise<string[]> =>
  (await admin.get(`/audit?chain=${chain}&limit=20`)).body.items.map(({ action }: { action: string }) => action);

describe('a visit', () => {
  it('L-05 shows what the owner sees, says that it is one, and is written down in both logs', async () => {
    const site = await bed.activeTenant('visited-site');
    const browser = await visit(site, { minutes: 10 });
    expect((await browser.get('/members')).body.items).toMatchObject([{ email: site.email }]);
    expect((await browser.get('/support/visit')).body.visit).toMatchObject({ adminName: 'Root', reason });
    const owner = await logIn(site.host, site);
    expect((await owner.get('/support/visit')).body.visit).toBeNull();
    await browser.get('/members');
    expect((await browser.post('/support/end')).status).toBe(204);
    expect((await browser.get('/members')).status).toBe(401);

    const { items } = (await owner.get('/audit?limit=20')).body;
    const ofVisit = items.filter(({ action }: { action: string }) => action.startsWith('support.')).reverse();
    expect(ofVisit.map(({ action, actor, target }: any) => [action, actor.kind, actor.name, target?.id])).toEqual([
      ['support.started', 'admin', 'Root', site.tenantId],
      ['support.entered', 'support', 'Root', undefined],
      ['support.viewed', 'support', 'Root', 'members.list'],
      ['support.viewed', 'support', 'Root', 'support.visit'],
      ['support.ended', 'support', 'Root', expect.stringMatching(/^imp_/)],
    ]);
    expect(ofVisit[0]).toMatchObject({ reason, after: '{"minutes":10}' });
    expect(await actionsOf('platform')).toEqual(expect.arrayContaining(['support.started', 'support.ended']));
  });

  it('L-05 changes nothing: every operation of the site that is not a GET refuses', async () => {
    const site = await bed.activeTenant('untouched-site');
    const browser = await visit(site);
    const changing = operations.filter(
      ({ host, method, id }) => host === 'tenant' && method !== 'GET' && !ofAVisit.includes(id),
    );
    expect(changing.length).toBeGreaterThan(25);
    for (const { id, method, path } of changing) {
      const url = path.replaceAll(/:\w+/g, 'x');
      const headers = { host: site.host, origin: `http://${site.host}`, cookie: browser.cookie()! };
      const { statusCode, body } = await bed.http.inject({ method, url, headers });
      // An operation whose module this bed leaves out is not there for anybody.
      if (statusCode === 404) continue;
      expect([id, statusCode, JSON.parse(body).code]).toEqual([id, 403, 'support-read-only']);
    }
  });

  it('L-05 carries a token that is no member’s and is worth nothing elsewhere', async () => {
    const [site, other] = [await bed.activeTenant('token-site'), await bed.activeTenant('foreign-site')];
    const browser = await visit(site);
    const [name, token] = browser.cookie()!.split('=') as [string, string];
    const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
    expect(claims).toMatchObject({ imp: expect.stringMatching(/^adm_/), sid: expect.stringMatching(/^imp_/) });
    for (const host of [other.host, HOST]) {
      const { statusCode } = await bed.http.inject({
        url: '/api/v1/me',
        headers: { host, cookie: `${name}=${token}` },
      });
      expect(statusCode).toBe(401);
    }
  });

  it('L-05 asks for a proof of identity that it cannot give, so nothing is exported', async () => {
    const browser = await visit(await bed.activeTenant('kept-in-site'));
    for (const { id, path } of operations.filter(
      (each) => each.host === 'tenant' && each.method === 'GET' && 'stepUp' in each,
    )) {
      const { status } = await browser.get(path.replace('/api/v1', '').replaceAll(/:\w+/g, 'x'));
      expect([id, [403, 404].includes(status)]).toEqual([id, true]);
    }
  });
});

describe('the end of a visit', () => {
  it('L-05 comes with its time', async () => {
    const site = await bed.activeTenant('timed-site');
    const browser = await visit(site, { minutes: 5 });
    bed.clock.advance(4 * 60_000);
    expect((await browser.get('/me')).status).toBe(200);
    bed.clock.advance(60_001);
    expect((await browser.get('/me')).status).toBe(401);
    await bed.support.closeOverdue();
    await bed.support.closeOverdue();
    expect((await actionsOf(site.tenantId)).filter((action) => action === 'support.ended')).toHaveLength(1);
  });

  it('L-05 is the end of that visit only, and its cookie lives no longer than it', async () => {
    const site = await bed.activeTenant('two-visits-site');
    // An administrator of its own: how many visits one may begin is limited.
    const other = { email: 'third@stage.test', password: 'a third password', name: 'Third' };
    await bed.accounts.ensureAdmin(other);
    const by = await logIn(HOST, other);
    const { body } = await start(site, { minutes: 2 }, by);
    const short = visitor(bed, site.host);
    const { headers } = await short.post('/support/enter', { token: body.token });
    const [access, refresh] = headers['set-cookie'] as string[];
    expect(Number(/Max-Age=(\d+)/.exec(access!)?.[1])).toBeLessThanOrEqual(120);
    expect(refresh).toMatch(/^stageline_refresh=; Max-Age=0/);
    const [long, ended] = [await visit(site, { minutes: 60 }, by), await visit(site, { minutes: 60 }, by)];
    expect((await ended.post('/support/end')).status).toBe(204);
    expect(ended.cookie()).toBeUndefined();
    for (const [browser, status] of [
      [short, 200],
      [long, 200],
      [ended, 401],
    ] as const)
      expect((await browser.get('/me')).status).toBe(status);
    bed.clock.advance(2 * 60_000 + 1);
    await bed.support.closeOverdue();
    expect([(await short.get('/me')).status, (await long.get('/me')).status]).toEqual([401, 200]);
    expect((await actionsOf(site.tenantId)).filter((action) => action === 'support.ended')).toHaveLength(2);
  });

  it('L-05 comes at once when the owner closes the site to support, and nobody comes in again', async () => {
    const site = await bed.activeTenant('private-site');
    const [browser, waiting] = [await visit(site), (await start(site)).body];
    const owner = await logIn(site.host, site);
    expect((await browser.get('/me')).status).toBe(200);
    expect((await owner.put('/support/policy', { allowed: false })).body).toEqual({ allowed: false });
    expect((await browser.get('/me')).status).toBe(401);
    expect((await visitor(bed, site.host).post('/support/enter', { token: waiting.token })).body).toMatchObject({
      code: 'support-refused',
    });
    expect((await start(site)).body).toMatchObject({ status: 403, code: 'support-refused' });
    expect((await actionsOf(site.tenantId)).slice(0, 3)).toEqual([
      'support.ended',
      'support.ended',
      'support.forbidden',
    ]);
    await owner.put('/support/policy', { allowed: true });
    expect((await start(site)).status).toBe(201);
  });

  it('L-05 comes when the administrator’s sessions end', async () => {
    const other = { email: 'second@stage.test', password: 'a second password', name: 'Second' };
    await bed.accounts.ensureAdmin(other);
    const site = await bed.activeTenant('revoked-site');
    const { body } = await start(site, {}, await logIn(HOST, other));
    const browser = visitor(bed, site.host);
    await browser.post('/support/enter', { token: body.token });
    expect((await browser.get('/me')).status).toBe(200);
    await bed.accounts.ensureAdmin({ ...other, password: 'another password' });
    expect((await browser.get('/me')).status).toBe(401);
  });

  it('L-05 comes with the suspension of the site', async () => {
    const site = await bed.activeTenant('paused-site');
    const browser = await visit(site);
    await admin.post(`/tenants/${site.tenantId}/suspend`, { slug: site.slug, reason: 'A complaint' });
    expect((await browser.get('/me')).status).toBe(404);
    expect((await start(site)).body).toMatchObject({ status: 409, code: 'illegal-transition' });
  });
});

describe('bad input', () => {
  it('L-05 a token enters once, within a minute, on its own site, and a forged one never', async () => {
    const [site, other] = [await bed.activeTenant('once-site'), await bed.activeTenant('wrong-site')];
    const enter = (at: Site, token: string) => visitor(bed, at.host).post('/support/enter', { token });
    const { body } = await start(site);
    expect((await enter(other, body.token)).status).toBe(401);
    expect((await enter(site, body.token)).status).toBe(204);
    expect((await enter(site, body.token)).body).toMatchObject({ code: 'invalid-ticket' });
    const late = (await start(site)).body;
    bed.clock.advance(61_000);
    expect((await enter(site, late.token)).status).toBe(401);
    expect((await enter(site, 'x'.repeat(40))).status).toBe(401);
    const account = (await bed.accounts.findByEmail(site.email))!;
    expect((await enter(site, bed.auth.issueHandover(site.tenantId, account.id))).status).toBe(401);
  });

  it('L-05 asks for a reason and for no more than an hour, and knows the site', async () => {
    const site = await bed.activeTenant('asked-site');
    expect((await start(site, { reason: 'why' })).body.issues).toMatchObject([{ pointer: '/reason' }]);
    for (const minutes of [0, 61, 1.5]) expect((await start(site, { minutes })).status).toBe(400);
    const absent = { ...site, tenantId: 'tnt_01jxxxxxxxxxxxxxxxxxxxxxxx' } as Site;
    expect((await start(absent)).status).toBe(404);
    const owner = await logIn(site.host, site);
    expect((await owner.post('/support/end')).status).toBe(204);
    expect((await owner.get('/me')).status).toBe(200);
  });

  it('L-05 only the owner decides about it', async () => {
    const site = await bed.activeTenant('decided-site');
    const browser = await visit(site);
    expect((await browser.put('/support/policy', { allowed: true })).body).toMatchObject({ code: 'support-read-only' });
    expect((await visitor(bed, site.host).get('/support/policy')).status).toBe(401);
  });
});
