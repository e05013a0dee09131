import { beforeAll, describe, expect, it } from '@jest/globals';
import { runInTenant } from '@stageline/tenancy';
import { Secret, TOTP } from 'otpauth';
import { createAuthenticator } from '../../testing/authenticator.ts';
import { APEX, createSiteBed, visitor, type SiteBed } from '../../testing/site-bed.ts';

let bed: SiteBed;
type Site = Awaited<ReturnType<SiteBed['activeTenant']>>;
let kevin: Site;
let jane: Site;

beforeAll(async () => {
  bed = await createSiteBed();
  [kevin, jane] = [await bed.activeTenant('kevin-ways'), await bed.activeTenant('jane-ways')];
  await bed.relay.start();
}, 30_000);

let addresses = 0;
/** A browser at an address of its own, so that the limits of one test are not the next one's. */
const browserAt = (host: string) => {
  addresses += 1;
  return visitor(bed, host);
};

/** The texts of what was mailed to somebody, oldest first. */
async function mailsTo(email: string): Promise<string[]> {
  await bed.credentials.settled();
  await bed.relay.drain();
  const { items } = await bed.mail.listKept({ limit: 50, search: email });
  const mails = await Promise.all(items.map(({ id }) => bed.mail.findKept(id)));
  return mails.map((mail) => mail?.text ?? '').reverse();
}
const linkIn = (text: string | undefined) => new URL(/http:\S+#\S+/.exec(text ?? '')?.[0] ?? 'about:blank');
const tokenIn = (text: string | undefined) => linkIn(text).hash.slice(1);

async function signIn(site: Site) {
  const browser = browserAt(site.host);
  const answer = await browser.post('/auth/log-in', { email: site.email, password: site.password });
  return { browser, answer };
}
const codeOf = (secret: string, steps = 0) =>
  TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: bed.clock.now().getTime() + steps * 30_000 });

/** Enrols an authenticator app; afterwards its first code is spent, so the clock moves on a step. */
async function enrol(site: Site) {
  const { browser } = await signIn(site);
  const { secret } = (await browser.post('/security/totp')).body as { secret: string };
  const { body } = await browser.post('/security/totp/confirm', { code: codeOf(secret) });
  bed.clock.advance(30_000);
  return { browser, secret, recoveryCodes: body.recoveryCodes as string[] };
}

describe('mailed links', () => {
  it('L-01 a link logs in once, on its own host only', async () => {
    const site = await bed.activeTenant('link-site');
    const asked = await browserAt(site.host).post('/auth/links', { email: site.email });
    expect(asked).toMatchObject({ status: 202, body: { email: site.email } });
    const link = linkIn((await mailsTo(site.email)).at(-1));
    expect(`${link.origin}${link.pathname}`).toBe(`http://${site.host}/log-in/link`);
    const token = link.hash.slice(1);
    const refused = { status: 401, body: { code: 'invalid-link' } };
    expect(await browserAt(jane.host).post('/auth/links/spend', { token })).toMatchObject(refused);
    expect(await browserAt(APEX).post('/auth/links/spend', { token })).toMatchObject(refused);
    expect(
      await browserAt(site.host).post('/auth/password-resets/spend', { token, password: 'a new password' }),
    ).toMatchObject(refused);
    const browser = browserAt(site.host);
    expect(await browser.post('/auth/links/spend', { token })).toMatchObject({
      status: 200,
      body: { email: site.email, emailVerified: true },
    });
    expect((await browser.get('/me')).status).toBe(200);
    expect(await browserAt(site.host).post('/auth/links/spend', { token })).toMatchObject(refused);
  });

  it('L-01 what scans mail cannot spend a link: GET and HEAD, however often, reach no server with its secret', async () => {
    const site = await bed.activeTenant('scanned-site');
    await browserAt(site.host).post('/auth/links', { email: site.email });
    const link = linkIn((await mailsTo(site.email)).at(-1));
    // What a scanner sends: the secret is in the fragment, which is no part of a request. One that puts it there anyway …
    const token = link.hash.slice(1);
    for (const url of [link.pathname, `${link.pathname}?token=${token}`, `/api/v1/auth/links/spend?token=${token}`])
      for (const method of ['GET', 'HEAD', 'GET'] as const)
        await bed.http.inject({ method, url, headers: { host: site.host } });
    // … spends nothing: only the POST of the page's button does.
    expect((await browserAt(site.host).post('/auth/links/spend', { token })).status).toBe(200);
  });

  it('L-01 a link is over after 15 minutes, and with a new password', async () => {
    const site = await bed.activeTenant('late-site');
    await browserAt(site.host).post('/auth/links', { email: site.email });
    const late = tokenIn((await mailsTo(site.email)).at(-1));
    bed.clock.advance(15 * 60_000);
    expect((await browserAt(site.host).post('/auth/links/spend', { token: late })).status).toBe(401);
    await browserAt(site.host).post('/auth/links', { email: site.email });
    const old = tokenIn((await mailsTo(site.email)).at(-1));
    await bed.accounts.setPassword(site.email, 'another password');
    expect((await browserAt(site.host).post('/auth/links/spend', { token: old })).status).toBe(401);
  });

  it("L-01 an unknown address and another site's get the same answer and no mail, and nobody gets more than three", async () => {
    const ask = async (email: string) => {
      const { status, body } = await browserAt(kevin.host).post('/auth/links', { email });
      return { status, keys: Object.keys(body) };
    };
    const known = await ask(kevin.email);
    expect(await ask('nobody@nowhere.example')).toEqual(known);
    expect(await ask(jane.email)).toEqual(known);
    const before = (await mailsTo(jane.email)).length;
    await Promise.all([ask(kevin.email), ask(kevin.email), ask(kevin.email)]);
    expect((await mailsTo(jane.email)).length).toBe(before);
    expect((await mailsTo(kevin.email)).filter((text) => text.includes('/log-in/link#'))).toHaveLength(3);
    expect(await mailsTo('nobody@nowhere.example')).toEqual([]);
  });

  it('L-01 a new password by mail ends every session and link, and logs in', async () => {
    const site = await bed.activeTenant('reset-site');
    const { browser: old } = await signIn(site);
    await browserAt(site.host).post('/auth/password-resets', { email: site.email });
    await browserAt(site.host).post('/auth/password-resets', { email: site.email });
    const [first, second] = (await mailsTo(site.email)).slice(-2).map(tokenIn);
    const browser = browserAt(site.host);
    const short = await browser.post('/auth/password-resets/spend', { token: first, password: 'short' });
    expect(short).toMatchObject({ status: 400, body: { issues: [{ pointer: '/password' }] } });
    const password = 'a password of my own';
    expect((await browser.post('/auth/password-resets/spend', { token: first, password })).status).toBe(200);
    expect((await browser.get('/me')).status).toBe(200);
    expect((await old.get('/me')).status).toBe(401);
    expect((await browserAt(site.host).post('/auth/password-resets/spend', { token: second, password })).status).toBe(
      401,
    );
    expect((await signIn({ ...site, password })).answer.status).toBe(200);
  });

  it('L-01 on the platform a link leads to the sites of the account', async () => {
    const site = await bed.activeTenant('platform-link');
    await browserAt(APEX).post('/auth/links', { email: site.email });
    const link = linkIn((await mailsTo(site.email)).at(-1));
    expect(link.host).toBe(APEX);
    const { body } = await browserAt(APEX).post('/auth/links/spend', { token: link.hash.slice(1) });
    expect(body.sites).toEqual([expect.objectContaining({ slug: 'platform-link' })]);
    const browser = browserAt(site.host);
    expect((await browser.post('/auth/handover', { token: body.sites[0].handoverToken })).status).toBe(200);
  });

  it('L-01 sign-up mails a link that confirms the address, and it can be had again', async () => {
    const site = await bed.activeTenant('confirm-site');
    const { browser, answer } = await signIn(site);
    expect(answer.body.emailVerified).toBe(false);
    const [first] = await mailsTo(site.email);
    expect(linkIn(first).pathname).toBe('/log-in/confirm-email');
    expect((await browser.post('/security/email/verification')).status).toBe(202);
    const again = (await mailsTo(site.email)).at(-1);
    expect((await browserAt(jane.host).post('/auth/email/confirm', { token: tokenIn(again) })).status).toBe(401);
    expect(await browserAt(site.host).post('/auth/email/confirm', { token: tokenIn(again) })).toMatchObject({
      status: 200,
      body: { email: site.email },
    });
    expect((await browser.get('/me')).body.emailVerified).toBe(true);
  });
});

describe('the second step', () => {
  it('L-02 a password alone is no session once an app is enrolled; each code opens once, half a minute off at most', async () => {
    const site = await bed.activeTenant('totp-site');
    const { secret } = await enrol(site);
    const { browser, answer } = await signIn(site);
    expect(answer).toMatchObject({ status: 200, body: { next: 'second-factor', methods: ['totp', 'recovery-code'] } });
    expect((await browser.get('/me')).status).toBe(401);
    const { pending } = answer.body;
    const spend = (code: string, at = browser) =>
      at.post('/auth/second-factor', { pending, proof: { method: 'totp', code } });
    const refused = { status: 401, body: { code: 'invalid-code' } };
    expect(await spend(codeOf(secret, -2))).toMatchObject(refused);
    expect(await spend(codeOf(secret, 2))).toMatchObject(refused);
    expect((await spend(codeOf(secret), browserAt(jane.host))).body.code).toBe('log-in-expired');
    const early = codeOf(secret, 1);
    expect(await spend(early)).toMatchObject({ status: 200, body: { email: site.email } });
    expect((await browser.get('/me')).status).toBe(200);
    expect((await spend(codeOf(secret))).body.code).toBe('log-in-expired');
    const next = (await signIn(site)).answer.body.pending as string;
    for (const code of [early, codeOf(secret)])
      expect(
        await browserAt(site.host).post('/auth/second-factor', { pending: next, proof: { method: 'totp', code } }),
      ).toMatchObject(refused);
    bed.clock.advance(60_000);
    const late = codeOf(secret, -1) === early ? codeOf(secret) : codeOf(secret, 1);
    expect(
      (await browserAt(site.host).post('/auth/second-factor', { pending: next, proof: { method: 'totp', code: late } }))
        .status,
    ).toBe(200);
  });

  it('L-02 one code for two at the same moment opens for one', async () => {
    const site = await bed.activeTenant('race-site');
    const { secret } = await enrol(site);
    const pendings = await Promise.all([1, 2, 3].map(async () => (await signIn(site)).answer.body.pending as string));
    const proof = { method: 'totp', code: codeOf(secret) };
    const answers = await Promise.all(
      pendings.map((pending) => browserAt(site.host).post('/auth/second-factor', { pending, proof })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
  });

  it('L-02 a recovery code opens once; new ones end the old', async () => {
    const site = await bed.activeTenant('recovery-site');
    const { browser: owner, recoveryCodes } = await enrol(site);
    expect(recoveryCodes).toHaveLength(10);
    const spend = async (code: string) => {
      const { pending } = (await signIn(site)).answer.body;
      return browserAt(site.host).post('/auth/second-factor', { pending, proof: { method: 'recovery-code', code } });
    };
    const [first = '', second = ''] = recoveryCodes;
    expect((await spend(first.toUpperCase().replace('-', ' '))).status).toBe(200);
    expect((await spend(first)).body.code).toBe('invalid-code');
    expect((await owner.get('/security')).body.recoveryCodesLeft).toBe(9);
    const { body } = await owner.post('/security/recovery-codes');
    expect((await spend(second)).body.code).toBe('invalid-code');
    expect((await spend(body.recoveryCodes[0])).status).toBe(200);
  });

  it('L-02 a mailed link and a new password do not replace the second factor', async () => {
    const site = await bed.activeTenant('both-site');
    await enrol(site);
    await browserAt(site.host).post('/auth/links', { email: site.email });
    const link = tokenIn((await mailsTo(site.email)).at(-1));
    expect((await browserAt(site.host).post('/auth/links/spend', { token: link })).body.next).toBe('second-factor');
    await browserAt(site.host).post('/auth/password-resets', { email: site.email });
    const token = tokenIn((await mailsTo(site.email)).at(-1));
    const reset = await browserAt(site.host).post('/auth/password-resets/spend', {
      token,
      password: 'another long one',
    });
    expect(reset.body.next).toBe('second-factor');
  });

  it('L-02 the platform asks for it once, and the hand-over carries the proof', async () => {
    const site = await bed.activeTenant('carried-site');
    const { secret } = await enrol(site);
    const platform = browserAt(APEX);
    const { body } = await platform.post('/log-in', { email: site.email, password: site.password });
    expect(body).toMatchObject({ next: 'second-factor' });
    const proof = { method: 'totp', code: codeOf(secret) };
    const elsewhere = await browserAt(site.host).post('/auth/second-factor', { pending: body.pending, proof });
    expect(elsewhere.body.code).toBe('log-in-expired');
    const { sites } = (await platform.post('/auth/second-factor', { pending: body.pending, proof })).body;
    const handed = await browserAt(site.host).post('/auth/handover', { token: sites[0].handoverToken });
    expect(handed).toMatchObject({ status: 200, body: { email: site.email } });
    const { id } = (await bed.accounts.findByEmail(site.email))!;
    const weak = await browserAt(site.host).post('/auth/handover', {
      token: bed.auth.issueHandover(site.tenantId, id),
    });
    expect(weak.body.next).toBe('second-factor');
  });

  it('L-02 a site may demand it of a role: who has none can do nothing but enrol', async () => {
    const site = await bed.activeTenant('demanding-site');
    const rep = { email: 'rep@demanding.example', password: 'a long password' };
    await runInTenant(site.tenantId, () => bed.members.add({ name: 'Rep', roles: ['rep'], ...rep }));
    const { browser: owner } = await signIn(site);
    expect((await owner.put('/security/policy', { roles: ['rep', 'rep'] })).body).toEqual({ roles: ['rep'] });
    const browser = browserAt(site.host);
    const { body } = await browser.post('/auth/log-in', rep);
    expect(body).toMatchObject({ next: 'enrolment', methods: ['totp'] });
    expect((await browser.get('/me')).status).toBe(401);
    const { pending } = body;
    const proof = { method: 'totp', code: '123456' };
    expect((await browser.post('/auth/second-factor', { pending, proof })).body.code).toBe('log-in-expired');
    expect((await browserAt(jane.host).post('/auth/enrolment', { pending })).body.code).toBe('log-in-expired');
    const { secret } = (await browser.post('/auth/enrolment', { pending })).body as { secret: string };
    const confirm = (code: string) => browser.post('/auth/enrolment/confirm', { pending, code });
    expect((await confirm(codeOf(secret, 5))).body.code).toBe('invalid-code');
    const done = await confirm(codeOf(secret));
    expect(done).toMatchObject({ status: 200, body: { me: { email: rep.email } } });
    expect(done.body.recoveryCodes).toHaveLength(10);
    expect((await browser.get('/me')).status).toBe(200);
    expect((await browser.delete('/security/totp')).body.code).toBe('factor-required');
    expect((await signIn(site)).answer.body.email).toBe(site.email);
  });

  it('L-02 codes cannot be tried out, from however many addresses; a right one is let in again later', async () => {
    const site = await bed.activeTenant('tried-site');
    const { secret } = await enrol(site);
    const { pending } = (await signIn(site)).answer.body;
    const attempt = (code: string) => bed.credentials.factors.verifyTotp(owner, code);
    const owner = (await bed.accounts.findByEmail(site.email))!.id;
    const wrong = codeOf(secret, 50);
    const outcomes = await Promise.allSettled(Array.from({ length: 30 }, () => attempt(wrong)));
    const codes = outcomes.map((outcome) => (outcome as PromiseRejectedResult).reason.code as string);
    expect(codes.filter((code) => code === 'invalid-code')).toHaveLength(10);
    await expect(attempt(codeOf(secret))).rejects.toMatchObject({ code: 'too-many-requests', retryAfterSeconds: 30 });
    bed.clock.advance(31_000);
    const proof = { method: 'totp', code: codeOf(secret) };
    expect((await browserAt(site.host).post('/auth/second-factor', { pending, proof })).status).toBe(200);
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
    await browserAt(site.host).post('/auth/links', { email: site.email });
    const token = tokenIn((await mailsTo(site.email)).at(-1));
    expect((await browserAt(site.host).post('/auth/links/spend', { token })).status).toBe(200);
    bed.clock.advance(15 * 60_000);
    expect(await bed.accounts.authenticate(site.email, site.password)).toMatchObject({ email: site.email });
  });
});

describe('passkeys', () => {
  const make = async (site: Site, name = 'My phone') => {
    const { browser } = await signIn(site);
    const device = createAuthenticator(`http://${site.host}`);
    const options = (await browser.post('/security/passkeys/options')).body;
    const response = device.create(options);
    return { browser, device, options, response, added: await browser.post('/security/passkeys', { name, response }) };
  };
  const logIn = async (site: Site, device: ReturnType<typeof createAuthenticator>, more: object = {}) => {
    const browser = browserAt(site.host);
    const options = (await browser.post('/auth/passkey/options', more)).body;
    const response = device.get(options);
    return { browser, response, answer: await browser.post('/auth/passkey', { ...more, response }) };
  };

  it('L-02 one is made, named, logs in by itself on every host of the platform, and is removed', async () => {
    const site = await bed.activeTenant('passkey-site');
    const { browser, device, options, response, added } = await make(site);
    expect(options).toMatchObject({
      rp: { id: 'stage.test' },
      authenticatorSelection: { userVerification: 'required' },
    });
    expect(added).toMatchObject({ status: 201, body: { passkey: { name: 'My phone', lastUsedAt: null } } });
    expect(added.body.recoveryCodes).toHaveLength(10);
    expect((await browser.post('/security/passkeys', { name: 'Again', response })).body.code).toBe('invalid-passkey');
    const first = await logIn(site, device);
    expect(first.answer).toMatchObject({ status: 200, body: { email: site.email } });
    expect((await first.browser.post('/auth/passkey', { response: first.response })).body.code).toBe('invalid-passkey');

    device.origin = `http://${APEX}`;
    const platform = browserAt(APEX);
    const answer = await platform.post('/auth/passkey', {
      response: device.get((await platform.post('/auth/passkey/options', {})).body),
    });
    expect(answer.body.sites).toEqual([expect.objectContaining({ slug: 'passkey-site' })]);

    const { id } = added.body.passkey;
    expect((await browser.patch(`/security/passkeys/${id}`, { name: 'Old phone' })).body.name).toBe('Old phone');
    expect((await browser.get('/security')).body).toMatchObject({
      passkeys: [{ id, name: 'Old phone' }],
      recoveryCodesLeft: 10,
    });
    expect((await browser.delete(`/security/passkeys/${id}`)).status).toBe(204);
    expect((await browser.get('/security')).body).toMatchObject({ passkeys: [], recoveryCodesLeft: 0 });
    device.origin = `http://${site.host}`;
    expect((await logIn(site, device)).answer.body.code).toBe('invalid-passkey');
  });

  it('L-02 is a second factor after the password', async () => {
    const site = await bed.activeTenant('second-passkey');
    const { device } = await make(site);
    const { body } = (await signIn(site)).answer;
    expect(body).toMatchObject({ next: 'second-factor', methods: ['passkey', 'recovery-code'] });
    const { pending } = body;
    const { answer } = await logIn(site, device, { pending });
    expect(answer).toMatchObject({ status: 200, body: { email: site.email } });
    const again = await browserAt(site.host).post('/auth/passkey/options', { pending });
    expect(again.body.code).toBe('log-in-expired');
  });

  it("L-02 refuses another account's, another origin's, an unverified user's and a copy", async () => {
    const [ann, bob] = [await bed.activeTenant('ann-passkey'), await bed.activeTenant('bob-passkey')];
    const { device: annsDevice } = await make(ann);
    const { device: bobsDevice } = await make(bob);
    // Bob's password is known; his second factor is not to be had from Ann's passkey.
    const { pending } = (await signIn(bob)).answer.body;
    annsDevice.origin = `http://${bob.host}`;
    expect((await logIn(bob, annsDevice, { pending })).answer.body.code).toBe('invalid-passkey');
    // Ann is no member of Bob's site.
    expect((await logIn(bob, annsDevice)).answer.body.code).toBe('invalid-passkey');
    bobsDevice.origin = 'https://evil.example';
    expect((await logIn(bob, bobsDevice)).answer.body.code).toBe('invalid-passkey');
    bobsDevice.origin = `http://${bob.host}`;
    bobsDevice.flags = 0x01;
    expect((await logIn(bob, bobsDevice)).answer.body.code).toBe('invalid-passkey');
    bobsDevice.flags = 0x05;
    bobsDevice.counter = 7;
    expect((await logIn(bob, bobsDevice)).answer.status).toBe(200);
    bobsDevice.counter = 3;
    expect((await logIn(bob, bobsDevice)).answer.body.code).toBe('invalid-passkey');
    bobsDevice.counter = 8;
    expect((await logIn(bob, bobsDevice)).answer.status).toBe(200);
  });
});

describe('the page of a member', () => {
  it('L-02 a new password needs the old one, ends the other sessions and keeps this one', async () => {
    const site = await bed.activeTenant('change-site');
    const [{ browser }, { browser: other }] = [await signIn(site), await signIn(site)];
    const change = (current: string) => browser.post('/security/password', { current, password: 'my next password' });
    expect((await change('wrong')).body.code).toBe('invalid-credentials');
    expect((await change(site.password)).status).toBe(204);
    expect((await other.get('/me')).status).toBe(401);
    expect((await browser.get('/me')).status).toBe(200);
  });

  it('L-02 asks who is there before it adds or takes away a factor in an old session', async () => {
    const site = await bed.activeTenant('old-session');
    const { browser, secret } = await enrol(site);
    bed.clock.advance(11 * 60_000);
    for (const attempt of [browser.delete('/security/totp'), browser.post('/security/passkeys/options')])
      expect((await attempt).body.code).toBe('step-up-required');
    const ways = (await browser.post('/auth/step-up/options')).body.methods;
    expect(ways).toEqual(['totp', 'recovery-code', 'password']);
    expect((await browser.post('/auth/step-up', { method: 'totp', code: codeOf(secret) })).status).toBe(204);
    expect((await browser.delete('/security/totp')).status).toBe(204);
    expect((await signIn(site)).answer.body.email).toBe(site.email);
  });

  it('L-06 every change is in the audit log, without its secrets, and mailed to the owner', async () => {
    const site = await bed.activeTenant('noted-site');
    const { browser, secret, recoveryCodes } = await enrol(site);
    await browser.post('/security/recovery-codes');
    await browser.delete('/security/totp');
    const { body } = await browser.get('/audit');
    const actions = body.items.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(
      expect.arrayContaining([
        'auth.logged-in',
        'account.totp-added',
        'account.recovery-codes-renewed',
        'account.totp-removed',
      ]),
    );
    for (const hidden of [secret, ...recoveryCodes]) expect(JSON.stringify(body)).not.toContain(hidden);
    const mails = await mailsTo(site.email);
    expect(mails.filter((text) => text.includes('authenticator app was'))).toHaveLength(2);
  });
});
