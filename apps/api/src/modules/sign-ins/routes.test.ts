import { beforeAll, describe, expect, it } from '@jest/globals';
import type { SignInView } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import { createSiteBed, visitor, type SiteBed } from '../../testing/site-bed.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const ACCESS = 'stageline_session';
const REFRESH = 'stageline_refresh';

let bed: SiteBed;
let kevin: Awaited<ReturnType<SiteBed['activeTenant']>>;
let jane: Awaited<ReturnType<SiteBed['activeTenant']>>;

beforeAll(async () => {
  bed = await createSiteBed();
  jane = await bed.activeTenant('jane-sign-ins');
});
let sites = 0;
/** A site for each group: log-ins from one address are limited per site. */
async function openSite() {
  sites += 1;
  kevin = await bed.activeTenant(`kevin-sign-ins-${sites}`);
}

async function logIn(site = kevin, headers = {}) {
  const browser = visitor(bed, site.host);
  const credentials = { email: site.email, password: site.password };
  expect((await browser.post('/auth/log-in', credentials, headers)).status).toBe(200);
  return browser;
}
type Browser = Awaited<ReturnType<typeof logIn>>;

const cookies = (browser: Browser) =>
  new Map((browser.cookie() ?? '').split('; ').map((pair) => pair.split(/=(.*)/s) as [string, string]));
/** What a thief has who copied the refresh token. */
const stolen = (browser: Browser, site = kevin) =>
  visitor(bed, site.host, `${REFRESH}=${cookies(browser).get(REFRESH) ?? ''}`);
const idOf = async (browser: Browser) =>
  ((await browser.get('/sign-ins')).body.items as SignInView[]).find(({ current }) => current)!.id;

describe('going on', () => {
  beforeAll(openSite);

  it('L-03 a session in use goes on by itself when its access token has run out, and its tokens are replaced', async () => {
    const browser = await logIn();
    const before = cookies(browser);
    bed.clock.advance(11 * MINUTE_MS);
    const { status, headers } = await browser.get('/me');
    expect(status).toBe(200);
    for (const cookie of headers['set-cookie'] as string[]) expect(cookie).toMatch(/Path=\/; HttpOnly; SameSite=Lax/);
    const after = cookies(browser);
    expect(after.get(ACCESS)).not.toBe(before.get(ACCESS));
    expect(after.get(REFRESH)).not.toBe(before.get(REFRESH));
    expect((await browser.get('/me')).headers['set-cookie']).toBeUndefined();
    browser.forget(ACCESS);
    expect((await browser.get('/me')).status).toBe(200);
  });

  it('L-03 twenty requests at once with one refresh token all go on, with one successor', async () => {
    const browser = await logIn();
    const refresh = cookies(browser).get(REFRESH);
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const tab = visitor(bed, kevin.host, `${REFRESH}=${refresh}`);
        const { status } = await tab.get('/me');
        return [status, cookies(tab).get(REFRESH)];
      }),
    );
    expect(new Set(answers.map(([status]) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(([, token]) => token)).size).toBe(1);
    expect(answers[0]![1]).not.toBe(refresh);
  });

  it('L-03 two processes that replace one token at once give the same successor', async () => {
    const browser = await logIn();
    const refresh = cookies(browser).get(REFRESH)!;
    const device = { ip: '127.0.0.1', userAgent: '' };
    const first = await bed.signIns.store.refresh(kevin.tenantId, refresh, device);
    const second = await bed.signIns.store.refresh(kevin.tenantId, refresh, device);
    expect(second.refreshToken).toBe(first.refreshToken);
  });

  it('L-03 a session ends when it was not used for 14 days, and after 90 days in any case', async () => {
    const idle = await logIn();
    bed.clock.advance(13 * DAY_MS);
    expect((await idle.get('/me')).status).toBe(200);
    bed.clock.advance(14 * DAY_MS);
    expect((await idle.get('/me')).status).toBe(401);

    const busy = await logIn();
    for (let day = 0; day < 84; day += 12) {
      bed.clock.advance(12 * DAY_MS);
      expect((await busy.get('/me')).status).toBe(200);
    }
    bed.clock.advance(7 * DAY_MS);
    expect((await busy.get('/me')).status).toBe(401);
  });

  it('A-05 a refresh token is nothing on the host of another site', async () => {
    const browser = await logIn();
    expect((await stolen(browser, jane).get('/me')).status).toBe(401);
    expect((await stolen(browser).get('/me')).status).toBe(200);
  });
});

describe('a stolen refresh token', () => {
  beforeAll(openSite);

  it('L-03 ends the whole family when it comes back after it was replaced, whoever replaced it', async () => {
    const owner = await logIn();
    const thief = stolen(owner);
    expect((await thief.get('/me')).status).toBe(200);
    bed.clock.advance(11 * MINUTE_MS);
    expect((await owner.get('/me')).status).toBe(401);
    expect((await thief.get('/me')).status).toBe(401);
    const { items } = (await (await logIn()).get('/audit')).body;
    expect(items.map(({ action }: { action: string }) => action)).toContain('sign-in.reuse-detected');
  });

  it('L-03 of two generations ago is stolen, however soon it comes', async () => {
    const owner = await logIn();
    const first = stolen(owner);
    for (const _generation of [2, 3]) {
      owner.forget(ACCESS);
      expect((await owner.get('/me')).status).toBe(200);
    }
    const address = { 'user-agent': 'a thief' };
    expect((await first.post('/auth/step-up/options', undefined, address)).status).toBe(401);
    expect((await owner.get('/me')).status).toBe(401);
    const { items } = (await (await logIn()).get('/audit')).body;
    expect(items.find(({ action }: { action: string }) => action === 'sign-in.reuse-detected')).toMatchObject({
      actor: { kind: 'visitor', name: null },
      target: { type: 'sign-in' },
      after: expect.stringContaining('a thief'),
    });
  });

  it('L-03 cannot be made up: a wrong secret or seal ends nothing', async () => {
    const browser = await logIn();
    const [id, secret, seal] = cookies(browser).get(REFRESH)!.split('.');
    for (const forged of [
      `${id}.${'x'.repeat(43)}.${seal}`,
      `${id}.${secret}.${'x'.repeat(43)}`,
      `${newId('sin')}.${secret}.${seal}`,
      `${id}.${secret}`,
      'nonsense',
    ]) {
      expect((await visitor(bed, kevin.host, `${REFRESH}=${forged}`).get('/me')).status).toBe(401);
    }
    expect((await browser.get('/me')).status).toBe(200);
    expect((await stolen(browser).get('/me')).status).toBe(200);
  });
});

describe('where you are signed in', () => {
  beforeAll(openSite);

  it('L-03 lists every browser in plain words, marks the one that asks, and ends one', async () => {
    const firefox = { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0' };
    const site = await bed.activeTenant('list-sign-ins');
    const [here, there] = [await logIn(site, firefox), await logIn(site)];
    const { items } = (await here.get('/sign-ins')).body as { items: SignInView[] };
    expect(items.map(({ current }) => current)).toEqual([true, false]);
    expect(items[0]).toMatchObject({ device: 'Firefox on Windows', kind: 'desktop', ip: '127.0.0.1' });
    expect(JSON.stringify(items)).not.toContain('Hash');
    // Known in memory when it ends: nothing of it may outlive that.
    expect((await there.get('/me')).status).toBe(200);
    expect((await here.delete(`/sign-ins/${items[1]!.id}`)).status).toBe(204);
    expect((await there.get('/me')).status).toBe(401);
    expect((await here.get('/me')).status).toBe(200);
    expect((await here.delete(`/sign-ins/${items[1]!.id}`)).status).toBe(404);
  });

  it('L-03 ends all others at once', async () => {
    const site = await bed.activeTenant('others-sign-ins');
    const browsers = [await logIn(site), await logIn(site), await logIn(site)] as const;
    for (const browser of browsers) expect((await browser.get('/me')).status).toBe(200);
    expect((await browsers[0].delete('/sign-ins')).body).toEqual({ ended: 2 });
    const after = await Promise.all(browsers.map((browser) => browser.get('/me')));
    expect(after.map(({ status }) => status)).toEqual([200, 401, 401]);
  });

  it("A-05 somebody else's sign-in is not found", async () => {
    const [mine, theirs] = [await logIn(kevin), await logIn(jane)];
    expect((await mine.delete(`/sign-ins/${await idOf(theirs)}`)).status).toBe(404);
    expect((await theirs.get('/me')).status).toBe(200);
  });

  it("L-03 a colleague's sign-ins on the same site are neither shown nor ended", async () => {
    const site = await bed.activeTenant('team-sign-ins');
    const rep = { email: 'rep@team-sign-ins.example', password: 'correct horse battery' };
    await runInTenant(site.tenantId, () => bed.members.add({ ...rep, name: 'Rep', roles: ['rep'] }));
    const [owner, colleague] = [await logIn(site), await logIn({ ...site, ...rep })];
    expect((await colleague.get('/sign-ins')).body.items).toHaveLength(1);
    expect((await colleague.delete(`/sign-ins/${await idOf(owner)}`)).status).toBe(404);
    expect((await colleague.delete('/sign-ins')).body).toEqual({ ended: 0 });
    expect((await owner.get('/me')).status).toBe(200);
  });

  it('L-03 one whose time is over is not listed', async () => {
    const site = await bed.activeTenant('over-sign-ins');
    await logIn(site);
    bed.clock.advance(14 * DAY_MS);
    expect((await (await logIn(site)).get('/sign-ins')).body.items).toHaveLength(1);
  });

  it('L-06 what ends a sign-in is in the audit log, with the sign-in that it ended', async () => {
    const site = await bed.activeTenant('audited-sign-ins');
    const [here, there] = [await logIn(site), await logIn(site)];
    const id = await idOf(there);
    await here.delete(`/sign-ins/${id}`);
    await logIn(site);
    await here.delete('/sign-ins');
    const { items } = (await here.get('/audit')).body as { items: { action: string; target: { id: string } | null }[] };
    expect(items.find(({ action }) => action === 'sign-in.ended')).toMatchObject({ target: { type: 'sign-in', id } });
    expect(items.filter(({ action }) => action === 'sign-in.others-ended')).toHaveLength(1);
  });

  it('L-03 logging out ends every token of the family, copies included', async () => {
    const browser = await logIn();
    const copy = visitor(bed, kevin.host, browser.cookie());
    expect((await copy.get('/me')).status).toBe(200);
    expect((await browser.post('/auth/log-out')).status).toBe(204);
    expect(browser.cookie()).toBeUndefined();
    expect((await copy.get('/me')).status).toBe(401);
  });

  it('L-03 logging in again on the same browser leaves no session behind', async () => {
    const site = await bed.activeTenant('again-sign-ins');
    const browser = await logIn(site);
    await browser.post('/auth/log-in', { email: site.email, password: site.password });
    expect((await browser.get('/sign-ins')).body.items).toHaveLength(1);
  });
});

describe('step-up', () => {
  beforeAll(openSite);

  it('L-02 what ends sessions asks for a proof that is at most ten minutes old', async () => {
    const browser = await logIn();
    bed.clock.advance(11 * MINUTE_MS);
    expect(await browser.delete('/sign-ins')).toMatchObject({ status: 403, body: { code: 'step-up-required' } });
    expect((await browser.post('/auth/step-up/options')).body).toMatchObject({
      fresh: false,
      methods: ['password'],
      passkey: null,
    });
    const wrong = await browser.post('/auth/step-up', { method: 'password', password: 'not the password' });
    expect(wrong).toMatchObject({ status: 401, body: { code: 'invalid-credentials' } });
    expect((await browser.delete('/sign-ins')).status).toBe(403);
    expect((await browser.post('/auth/step-up', { method: 'password', password: kevin.password })).status).toBe(204);
    expect((await browser.delete('/sign-ins')).status).toBe(200);
    bed.clock.advance(11 * MINUTE_MS);
    expect((await browser.delete('/sign-ins')).status).toBe(403);
  });

  it('L-02 a proof is good for its own sign-in only', async () => {
    const [proved, other] = [await logIn(), await logIn()];
    bed.clock.advance(11 * MINUTE_MS);
    expect((await proved.post('/auth/step-up', { method: 'password', password: kevin.password })).status).toBe(204);
    expect((await other.delete('/sign-ins')).status).toBe(403);
  });
});

describe.each(['member', 'administrator'] as const)('a session, %s', (kind) => {
  let browsers = 0;
  /** Signed in twice; what one address may send is limited. */
  async function twice(name: string) {
    const admin = { email: `${name}@sessions.example`, password: 'root root root' };
    if (kind === 'administrator') await bed.accounts.ensureAdmin({ ...admin, name });
    const { host, email, password } =
      kind === 'member' ? await bed.activeTenant(name) : { ...admin, host: 'admin.stage.test:3000' };
    const open = async () => {
      browsers += 1;
      const address = `127.8.0.${browsers}`;
      const browser = visitor(bed, host, undefined, () => address);
      expect((await browser.post('/auth/log-in', { email, password })).status).toBe(200);
      return browser;
    };
    return { host, password, browsers: [await open(), await open()] as const };
  }

  it('L-03 is listed and ended with a fresh proof, on its own host', async () => {
    const {
      password,
      browsers: [here, there],
    } = await twice('listed-both');
    bed.clock.advance(11 * MINUTE_MS);
    expect((await here.get('/me')).status).toBe(200);
    expect((await here.get('/sign-ins')).body.items).toHaveLength(2);
    expect((await here.delete('/sign-ins')).body).toMatchObject({ code: 'step-up-required' });
    expect((await here.post('/auth/step-up', { method: 'password', password })).status).toBe(204);
    expect((await here.delete('/sign-ins')).body).toEqual({ ended: 1 });
    expect([(await here.get('/me')).status, (await there.get('/me')).status]).toEqual([200, 401]);
  });

  it('L-03 are signed out by a new password, and when their time is over', async () => {
    const admin = { email: 'late-root@sessions.example', password: 'root root root' };
    const again = async (password: string) => {
      await bed.accounts.ensureAdmin({ ...admin, password, name: 'Root' });
      const browser = visitor(bed, 'admin.stage.test:3000');
      expect((await browser.post('/auth/log-in', { ...admin, password })).status).toBe(200);
      return browser;
    };
    const old = await again(admin.password);
    expect((await old.get('/me')).status).toBe(200);
    const browser = await again('another root password');
    expect((await old.get('/me')).status).toBe(401);
    bed.clock.advance(14 * DAY_MS);
    expect((await browser.get('/me')).status).toBe(401);
  });

  it('L-03 whose stolen refresh token comes back after it was replaced ends for both', async () => {
    const {
      host,
      browsers: [owner],
    } = await twice('stolen-both');
    const thief = visitor(bed, host, `${REFRESH}=${cookies(owner).get(REFRESH) ?? ''}`);
    expect((await thief.get('/me')).status).toBe(200);
    bed.clock.advance(11 * MINUTE_MS);
    expect((await owner.get('/me')).status).toBe(401);
    expect((await thief.get('/me')).status).toBe(401);
  });

  it('L-03 is good for five seconds more, and from five seconds before, as clocks differ', async () => {
    const {
      browsers: [browser],
    } = await twice('skewed-both');
    browser.forget(REFRESH);
    for (const [ms, status] of [
      [-4000, 200],
      [-3000, 401],
      [7000 + 604_000, 200],
      [2000, 401],
    ] as const) {
      bed.clock.advance(ms);
      expect([ms, (await browser.get('/me')).status]).toEqual([ms, status]);
    }
  });
});
