import { beforeAll, describe, expect, it } from '@jest/globals';
import { APEX } from '../../testing/site-bed.ts';
import { createWaysInBed, linkIn, tokenIn, type Site, type WaysInBed } from '../../testing/ways-in-bed.ts';

let bed: WaysInBed;
let kevin: Site;
let jane: Site;

beforeAll(async () => {
  bed = await createWaysInBed();
  [kevin, jane] = [await bed.activeTenant('kevin-ways'), await bed.activeTenant('jane-ways')];
});

describe('mailed links', () => {
  it('L-01 a link logs in once, on its own host only', async () => {
    const site = await bed.activeTenant('link-site');
    const asked = await bed.browserAt(site.host).post('/auth/links', { email: site.email });
    expect(asked).toMatchObject({ status: 202, body: { email: site.email } });
    const link = linkIn((await bed.mailsTo(site.email)).at(-1));
    expect(`${link.origin}${link.pathname}`).toBe(`http://${site.host}/log-in/link`);
    const token = link.hash.slice(1);
    const refused = { status: 401, body: { code: 'invalid-link' } };
    expect(await bed.browserAt(jane.host).post('/auth/links/spend', { token })).toMatchObject(refused);
    expect(await bed.browserAt(APEX).post('/auth/links/spend', { token })).toMatchObject(refused);
    expect(
      await bed.browserAt(site.host).post('/auth/password-resets/spend', { token, password: 'a new password' }),
    ).toMatchObject(refused);
    const browser = bed.browserAt(site.host);
    expect(await browser.post('/auth/links/spend', { token })).toMatchObject({
      status: 200,
      body: { email: site.email, emailVerified: true },
    });
    expect((await browser.get('/me')).status).toBe(200);
    expect(await bed.browserAt(site.host).post('/auth/links/spend', { token })).toMatchObject(refused);
  });

  it('L-01 what scans mail cannot spend a link: GET and HEAD, however often, reach no server with its secret', async () => {
    const site = await bed.activeTenant('scanned-site');
    await bed.browserAt(site.host).post('/auth/links', { email: site.email });
    const link = linkIn((await bed.mailsTo(site.email)).at(-1));
    // What a scanner sends: the secret is in the fragment, which is no part of a request. One that puts it there anyway …
    const token = link.hash.slice(1);
    for (const url of [link.pathname, `${link.pathname}?token=${token}`, `/api/v1/auth/links/spend?token=${token}`])
      for (const method of ['GET', 'HEAD', 'GET'] as const)
        await bed.http.inject({ method, url, headers: { host: site.host } });
    // … spends nothing: only the POST of the page's button does.
    expect((await bed.browserAt(site.host).post('/auth/links/spend', { token })).status).toBe(200);
  });

  it('L-01 a link is over after 15 minutes, and with a new password', async () => {
    const site = await bed.activeTenant('late-site');
    await bed.browserAt(site.host).post('/auth/links', { email: site.email });
    const late = tokenIn((await bed.mailsTo(site.email)).at(-1));
    bed.clock.advance(15 * 60_000);
    expect((await bed.browserAt(site.host).post('/auth/links/spend', { token: late })).status).toBe(401);
    await bed.browserAt(site.host).post('/auth/links', { email: site.email });
    const old = tokenIn((await bed.mailsTo(site.email)).at(-1));
    await bed.accounts.setPassword(site.email, 'another password');
    expect((await bed.browserAt(site.host).post('/auth/links/spend', { token: old })).status).toBe(401);
  });

  it("L-01 an unknown address and another site's get the same answer and no mail, and nobody gets more than three", async () => {
    const ask = async (email: string) => {
      const { status, body } = await bed.browserAt(kevin.host).post('/auth/links', { email });
      return { status, keys: Object.keys(body) };
    };
    const known = await ask(kevin.email);
    expect(await ask('nobody@nowhere.example')).toEqual(known);
    expect(await ask(jane.email)).toEqual(known);
    const before = (await bed.mailsTo(jane.email)).length;
    await Promise.all([ask(kevin.email), ask(kevin.email), ask(kevin.email)]);
    expect((await bed.mailsTo(jane.email)).length).toBe(before);
    expect((await bed.mailsTo(kevin.email)).filter((text) => text.includes('/log-in/link#'))).toHaveLength(3);
    expect(await bed.mailsTo('nobody@nowhere.example')).toEqual([]);
  });

  it('L-01 a count of mails that was left without its end keeps nobody from a link for ever', async () => {
    const site = await bed.activeTenant('counted-site');
    await bed.browserAt(site.host).post('/auth/links', { email: site.email });
    await bed.credentials.settled();
    const [key] = await bed.redis.keys(`*${site.tenantId}*login*mails*`);
    await bed.redis.persist(key!);
    await bed.browserAt(site.host).post('/auth/links', { email: site.email });
    await bed.credentials.settled();
    const secondsLeft = await bed.redis.ttl(key!);
    expect(secondsLeft).toBeGreaterThan(0);
    expect(secondsLeft).toBeLessThanOrEqual(900);
  });

  it('L-01 a new password by mail ends every session and link, and logs in', async () => {
    const site = await bed.activeTenant('reset-site');
    const { browser: old } = await bed.signIn(site);
    await bed.browserAt(site.host).post('/auth/password-resets', { email: site.email });
    await bed.browserAt(site.host).post('/auth/password-resets', { email: site.email });
    const [first, second] = (await bed.mailsTo(site.email)).slice(-2).map(tokenIn);
    const browser = bed.browserAt(site.host);
    const short = await browser.post('/auth/password-resets/spend', { token: first, password: 'short' });
    expect(short).toMatchObject({ status: 400, body: { issues: [{ pointer: '/password' }] } });
    const password = 'a password of my own';
    expect((await browser.post('/auth/password-resets/spend', { token: first, password })).status).toBe(200);
    expect((await browser.get('/me')).status).toBe(200);
    expect((await old.get('/me')).status).toBe(401);
    expect(
      (await bed.browserAt(site.host).post('/auth/password-resets/spend', { token: second, password })).status,
    ).toBe(401);
    expect((await bed.signIn({ ...site, password })).answer.status).toBe(200);
  });

  it('L-01 on the platform a link leads to the sites of the account', async () => {
    const site = await bed.activeTenant('platform-link');
    await bed.browserAt(APEX).post('/auth/links', { email: site.email });
    const link = linkIn((await bed.mailsTo(site.email)).at(-1));
    expect(link.host).toBe(APEX);
    const { body } = await bed.browserAt(APEX).post('/auth/links/spend', { token: link.hash.slice(1) });
    expect(body.sites).toEqual([expect.objectContaining({ slug: 'platform-link' })]);
    const browser = bed.browserAt(site.host);
    expect((await browser.post('/auth/handover', { token: body.sites[0].handoverToken })).status).toBe(200);
  });

  it('L-01 sign-up mails a link that confirms the address, and it can be had again', async () => {
    const site = await bed.activeTenant('confirm-site');
    const { browser, answer } = await bed.signIn(site);
    expect(answer.body.emailVerified).toBe(false);
    const [first] = await bed.mailsTo(site.email);
    expect(linkIn(first).pathname).toBe('/log-in/confirm-email');
    expect((await browser.post('/security/email/verification')).status).toBe(202);
    const again = (await bed.mailsTo(site.email)).at(-1);
    expect((await bed.browserAt(jane.host).post('/auth/email/confirm', { token: tokenIn(again) })).status).toBe(401);
    expect(await bed.browserAt(site.host).post('/auth/email/confirm', { token: tokenIn(again) })).toMatchObject({
      status: 200,
      body: { email: site.email },
    });
    expect((await browser.get('/me')).body.emailVerified).toBe(true);
  });
});

describe('guessing passwords', () => {
  it('L-13 is slowed down per account over all addresses, known or not, at most a quarter of an hour', async () => {
    const site = await bed.activeTenant('guessing-site');
    for (const email of ['nobody@guessing.example', site.email]) {
      const guess = (password: string) => bed.accounts.authenticate(email, password);
      const outcomes = [];
      for (let count = 0; count < 12; count += 1)
        outcomes.push(await guess('wrong').catch((error) => error.code as string));
      expect(outcomes.slice(0, 10)).toEqual(Array(10).fill('invalid-credentials'));
      expect(outcomes.slice(10)).toEqual(['too-many-requests', 'too-many-requests']);
      for (let round = 0; round < 12; round += 1) {
        bed.clock.advance(15 * 60_000);
        await expect(guess('wrong')).rejects.toMatchObject({ code: 'invalid-credentials' });
      }
      await expect(guess('wrong')).rejects.toMatchObject({ code: 'too-many-requests', retryAfterSeconds: 900 });
    }
    await expect(bed.accounts.authenticate(site.email, site.password)).rejects.toMatchObject({
      code: 'too-many-requests',
    });
    // A mailed link is no guess: the owner is never locked out.
    await bed.browserAt(site.host).post('/auth/links', { email: site.email });
    const token = tokenIn((await bed.mailsTo(site.email)).at(-1));
    expect((await bed.browserAt(site.host).post('/auth/links/spend', { token })).status).toBe(200);
    bed.clock.advance(15 * 60_000);
    expect(await bed.accounts.authenticate(site.email, site.password)).toMatchObject({ email: site.email });
  });
});
