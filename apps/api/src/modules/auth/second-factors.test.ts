import { beforeAll, describe, expect, it } from '@jest/globals';
import type { RoleId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import { createAuthenticator } from '../../testing/authenticator.ts';
import { APEX } from '../../testing/site-bed.ts';
import { createWaysInBed, tokenIn, type Site, type WaysInBed } from '../../testing/ways-in-bed.ts';

let bed: WaysInBed;
let jane: Site;

beforeAll(async () => {
  bed = await createWaysInBed();
  jane = await bed.activeTenant('jane-ways');
});

describe('the second step', () => {
  it('L-02 a mailed link and a new password do not replace the second factor', async () => {
    const site = await bed.activeTenant('both-site');
    await bed.enrol(site);
    await bed.browserAt(site.host).post('/auth/links', { email: site.email });
    const link = tokenIn((await bed.mailsTo(site.email)).at(-1));
    expect((await bed.browserAt(site.host).post('/auth/links/spend', { token: link })).body.next).toBe('second-factor');
    await bed.browserAt(site.host).post('/auth/password-resets', { email: site.email });
    const token = tokenIn((await bed.mailsTo(site.email)).at(-1));
    const reset = await bed.browserAt(site.host).post('/auth/password-resets/spend', {
      token,
      password: 'another long one',
    });
    expect(reset.body.next).toBe('second-factor');
  });

  it('L-02 the platform asks for it once, and the hand-over carries the proof', async () => {
    const site = await bed.activeTenant('carried-site');
    const { secret } = await bed.enrol(site);
    const platform = bed.browserAt(APEX);
    const { body } = await platform.post('/log-in', { email: site.email, password: site.password });
    expect(body).toMatchObject({ next: 'second-factor' });
    const proof = { method: 'totp', code: bed.codeOf(secret) };
    const elsewhere = await bed.browserAt(site.host).post('/auth/second-factor', { pending: body.pending, proof });
    expect(elsewhere.body.code).toBe('log-in-expired');
    const { sites } = (await platform.post('/auth/second-factor', { pending: body.pending, proof })).body;
    const handed = await bed.browserAt(site.host).post('/auth/handover', { token: sites[0].handoverToken });
    expect(handed).toMatchObject({ status: 200, body: { email: site.email } });
    const { id } = (await bed.accounts.findByEmail(site.email))!;
    const weak = await bed.browserAt(site.host).post('/auth/handover', {
      token: bed.auth.issueHandover(site.tenantId, id),
    });
    expect(weak.body.next).toBe('second-factor');
  });

  it('L-02 a site may demand it of a role: who has none can do nothing but enrol', async () => {
    const site = await bed.activeTenant('demanding-site');
    const rep = { email: 'rep@demanding.example', password: 'a long password' };
    await runInTenant(site.tenantId, () => bed.members.add({ name: 'Rep', roles: ['rep'], ...rep }));
    const { browser: owner } = await bed.signIn(site);
    expect((await owner.put('/security/policy', { roles: ['rep', 'rep'] })).body).toEqual({ roles: ['rep'] });
    const browser = bed.browserAt(site.host);
    const { body } = await browser.post('/auth/log-in', rep);
    expect(body).toMatchObject({ next: 'enrolment', methods: ['totp'] });
    expect((await browser.get('/me')).status).toBe(401);
    const { pending } = body;
    const proof = { method: 'totp', code: '123456' };
    expect((await browser.post('/auth/second-factor', { pending, proof })).body.code).toBe('log-in-expired');
    expect((await bed.browserAt(jane.host).post('/auth/enrolment', { pending })).body.code).toBe('log-in-expired');
    const { secret } = (await browser.post('/auth/enrolment', { pending })).body as { secret: string };
    const confirm = (code: string) => browser.post('/auth/enrolment/confirm', { pending, code });
    expect((await confirm(bed.codeOf(secret, 5))).body.code).toBe('invalid-code');
    const done = await confirm(bed.codeOf(secret));
    expect(done).toMatchObject({ status: 200, body: { me: { email: rep.email } } });
    expect(done.body.recoveryCodes).toHaveLength(10);
    expect((await browser.get('/me')).status).toBe(200);
    expect((await browser.delete('/security/totp')).body.code).toBe('factor-required');
    expect((await bed.signIn(site)).answer.body.email).toBe(site.email);

    // Removed at once, one stays: each removal sees what the others left.
    const urls = ['/security/totp'];
    for (const name of ['Phone', 'Key']) {
      const response = createAuthenticator(`http://${site.host}`).create(
        (await browser.post('/security/passkeys/options')).body,
      );
      const { passkey } = (await browser.post('/security/passkeys', { name, response })).body;
      urls.push(`/security/passkeys/${passkey.id}`);
    }
    const removals = await Promise.all(urls.map((url) => browser.delete(url)));
    expect(removals.map((removal) => removal.body?.code ?? 'removed').sort()).toEqual([
      'factor-required',
      'removed',
      'removed',
    ]);
    const { totpSince, passkeys, recoveryCodesLeft } = (await browser.get('/security')).body;
    expect([(totpSince === null ? 0 : 1) + passkeys.length, recoveryCodesLeft]).toEqual([1, 10]);
  });
});

describe('the demand of a second factor', () => {
  const rep = { email: 'rep@demand.example', password: 'a long password' };

  it('L-02 names roles of the site’s own, and no others; a role that is gone is in no rule', async () => {
    const site = await bed.activeTenant('own-role-demand');
    const { browser: owner } = await bed.signIn(site);
    const role = (await owner.post('/roles', { name: 'Closers', permissions: ['leads.read'] })).body as { id: RoleId };
    expect((await owner.put('/security/policy', { roles: [newId('rol')] })).body.issues).toMatchObject([
      { pointer: '/roles' },
    ]);
    expect((await owner.put('/security/policy', { roles: [role.id] })).body).toEqual({ roles: [role.id] });
    const closer = { email: 'closer@demand.example', password: 'a long password' };
    await runInTenant(site.tenantId, () => bed.members.add({ name: 'Closer', roles: [role.id], ...closer }));
    expect((await bed.browserAt(site.host).post('/auth/log-in', closer)).body.next).toBe('enrolment');
    const { id } = (await owner.post('/roles', { name: 'Unused', permissions: [] })).body as { id: RoleId };
    await owner.put('/security/policy', { roles: [role.id, id] });
    expect((await owner.delete(`/roles/${id}`)).status).toBe(204);
    expect((await owner.get('/security/policy')).body).toEqual({ roles: [role.id] });
  });

  it('L-02 ends at once the sessions in which none was proved, and no others; its end ends none', async () => {
    const site = await bed.activeTenant('running-demand');
    await runInTenant(site.tenantId, () => bed.members.add({ name: 'Rep', roles: ['rep'], ...rep }));
    const { browser: owner } = await bed.signIn(site);
    const signedIn = async () => {
      const browser = bed.browserAt(site.host);
      await browser.post('/auth/log-in', rep);
      return browser;
    };
    const [enrolling, other] = [await signedIn(), await signedIn()];
    const { secret } = (await enrolling.post('/security/totp')).body as { secret: string };
    await enrolling.post('/security/totp/confirm', { code: bed.codeOf(secret) });
    expect([(await enrolling.get('/me')).status, (await other.get('/me')).status]).toEqual([200, 200]);
    expect((await owner.put('/security/policy', { roles: ['rep'] })).status).toBe(200);
    const after = [enrolling, other, owner].map(async (browser) => (await browser.get('/me')).status);
    expect(await Promise.all(after)).toEqual([200, 401, 200]);
    bed.clock.advance(30_000);
    const { pending } = (await bed.browserAt(site.host).post('/auth/log-in', rep)).body;
    const proof = { method: 'totp', code: bed.codeOf(secret) };
    const late = bed.browserAt(site.host);
    expect((await late.post('/auth/second-factor', { pending, proof })).status).toBe(200);
    expect((await owner.put('/security/policy', { roles: [] })).status).toBe(200);
    expect([(await enrolling.get('/me')).status, (await late.get('/me')).status]).toEqual([200, 200]);
  });

  it('L-02 nobody demands of their own role what they have not', async () => {
    const site = await bed.activeTenant('own-demand');
    const { browser: owner } = await bed.signIn(site);
    const demand = () => owner.put('/security/policy', { roles: ['owner'] });
    expect((await demand()).body.code).toBe('own-factor-first');
    const { browser: elsewhere } = await bed.signIn(site);
    const { secret } = (await elsewhere.post('/security/totp')).body as { secret: string };
    await elsewhere.post('/security/totp/confirm', { code: bed.codeOf(secret) });
    expect((await demand()).body.code).toBe('step-up-required');
    bed.clock.advance(30_000);
    expect((await owner.post('/auth/step-up', { method: 'totp', code: bed.codeOf(secret) })).status).toBe(204);
    expect((await demand()).status).toBe(200);
    expect((await owner.get('/me')).status).toBe(200);
  });
});

type Someone = Awaited<ReturnType<WaysInBed['somebody']>>;

/** One table for members and administrators: what protects an account does not ask whose it is. */
describe.each(['member', 'administrator'] as const)('second factor, %s', (kind) => {
  const someone = (name: string): Promise<Someone> => bed.somebody(kind, name);
  /** A host where their log-in is nothing. */
  const elsewhere = () => (kind === 'member' ? jane.host : APEX);

  it('L-02 a password alone is no session once an app is enrolled; each code opens once, half a minute off at most', async () => {
    const site = await someone('totp-site');
    const { secret } = await bed.enrol(site);
    const { browser, answer } = await bed.signIn(site);
    expect(answer).toMatchObject({ status: 200, body: { next: 'second-factor', methods: ['totp', 'recovery-code'] } });
    expect((await browser.get('/me')).status).toBe(401);
    const { pending } = answer.body;
    const spend = (code: string, at = browser) =>
      at.post('/auth/second-factor', { pending, proof: { method: 'totp', code } });
    const refused = { status: 401, body: { code: 'invalid-code' } };
    expect(await spend(bed.codeOf(secret, -2))).toMatchObject(refused);
    expect(await spend(bed.codeOf(secret, 2))).toMatchObject(refused);
    expect((await spend(bed.codeOf(secret), bed.browserAt(elsewhere()))).body.code).toBe('log-in-expired');
    const early = bed.codeOf(secret, 1);
    expect(await spend(early)).toMatchObject({ status: 200, body: { email: site.email } });
    expect((await browser.get('/me')).status).toBe(200);
    expect((await spend(bed.codeOf(secret))).body.code).toBe('log-in-expired');
    const next = (await bed.signIn(site)).answer.body.pending as string;
    for (const code of [early, bed.codeOf(secret)])
      expect(
        await bed.browserAt(site.host).post('/auth/second-factor', { pending: next, proof: { method: 'totp', code } }),
      ).toMatchObject(refused);
    bed.clock.advance(60_000);
    const late = bed.codeOf(secret, -1) === early ? bed.codeOf(secret) : bed.codeOf(secret, 1);
    expect(
      (
        await bed
          .browserAt(site.host)
          .post('/auth/second-factor', { pending: next, proof: { method: 'totp', code: late } })
      ).status,
    ).toBe(200);
  });

  it('L-02 one code for two at the same moment opens for one', async () => {
    const site = await someone('race-site');
    const { secret } = await bed.enrol(site);
    const pendings = await Promise.all(
      [1, 2, 3].map(async () => (await bed.signIn(site)).answer.body.pending as string),
    );
    const proof = { method: 'totp', code: bed.codeOf(secret) };
    const answers = await Promise.all(
      pendings.map((pending) => bed.browserAt(site.host).post('/auth/second-factor', { pending, proof })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
  });

  it('L-02 a recovery code opens once; new ones end the old', async () => {
    const site = await someone('recovery-site');
    const { browser: owner, recoveryCodes } = await bed.enrol(site);
    expect(recoveryCodes).toHaveLength(10);
    const spend = async (code: string) => {
      const { pending } = (await bed.signIn(site)).answer.body;
      return bed
        .browserAt(site.host)
        .post('/auth/second-factor', { pending, proof: { method: 'recovery-code', code } });
    };
    const [first = '', second = ''] = recoveryCodes;
    expect((await spend(first.toUpperCase().replace('-', ' '))).status).toBe(200);
    expect((await spend(first)).body.code).toBe('invalid-code');
    expect((await owner.get('/security')).body.recoveryCodesLeft).toBe(9);
    const { body } = await owner.post('/security/recovery-codes');
    expect((await spend(second)).body.code).toBe('invalid-code');
    expect((await spend(body.recoveryCodes[0])).status).toBe(200);
  });

  it('L-02 codes cannot be tried out, from however many addresses; a right one is let in again later', async () => {
    const site = await someone('tried-site');
    const { secret } = await bed.enrol(site);
    const { pending } = (await bed.signIn(site)).answer.body;
    const attempt = (code: string) => bed.credentials.factors.verifyTotp(owner, code);
    const owner = await site.ownerId();
    const wrong = bed.codeOf(secret, 50);
    const outcomes = await Promise.allSettled(Array.from({ length: 30 }, () => attempt(wrong)));
    const codes = outcomes.map((outcome) => (outcome as PromiseRejectedResult).reason.code as string);
    expect(codes.filter((code) => code === 'invalid-code')).toHaveLength(10);
    await expect(attempt(bed.codeOf(secret))).rejects.toMatchObject({
      code: 'too-many-requests',
      retryAfterSeconds: 30,
    });
    bed.clock.advance(31_000);
    const proof = { method: 'totp', code: bed.codeOf(secret) };
    expect((await bed.browserAt(site.host).post('/auth/second-factor', { pending, proof })).status).toBe(200);
  });

  const make = async (site: Someone, name = 'My phone') => {
    const { browser } = await bed.signIn(site);
    const device = createAuthenticator(`http://${site.host}`);
    const options = (await browser.post('/security/passkeys/options')).body;
    const response = device.create(options);
    return { browser, device, options, response, added: await browser.post('/security/passkeys', { name, response }) };
  };
  const logIn = async (site: Someone, device: ReturnType<typeof createAuthenticator>, more: object = {}) => {
    const browser = bed.browserAt(site.host);
    const options = (await browser.post('/auth/passkey/options', more)).body;
    const response = device.get(options);
    return { browser, response, answer: await browser.post('/auth/passkey', { ...more, response }) };
  };

  it('L-02 one is made, named, logs in by itself, and is removed', async () => {
    const site = await someone('passkey-site');
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
    const site = await someone('second-passkey');
    const { device } = await make(site);
    const { body } = (await bed.signIn(site)).answer;
    expect(body).toMatchObject({ next: 'second-factor', methods: ['passkey', 'recovery-code'] });
    const { pending } = body;
    const { answer } = await logIn(site, device, { pending });
    expect(answer).toMatchObject({ status: 200, body: { email: site.email } });
    const again = await bed.browserAt(site.host).post('/auth/passkey/options', { pending });
    expect(again.body.code).toBe('log-in-expired');
  });

  it("L-02 refuses another account's, another origin's, an unverified user's and a copy", async () => {
    const [ann, bob] = [await someone('ann-passkey'), await someone('bob-passkey')];
    const { device: annsDevice } = await make(ann);
    const { device: bobsDevice } = await make(bob);
    // Bob's password is known; his second factor is not to be had from Ann's passkey.
    const { pending } = (await bed.signIn(bob)).answer.body;
    annsDevice.origin = `http://${bob.host}`;
    expect((await logIn(bob, annsDevice, { pending })).answer.body.code).toBe('invalid-passkey');
    // On a site Ann is no member of Bob's; administrators have one host, where each may log in as themselves.
    if (kind === 'member') expect((await logIn(bob, annsDevice)).answer.body.code).toBe('invalid-passkey');
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

  it('L-02 a new password needs the old one, ends the other sessions and keeps this one', async () => {
    const site = await someone('change-site');
    const [{ browser }, { browser: other }] = [await bed.signIn(site), await bed.signIn(site)];
    const change = (current: string) => browser.post('/security/password', { current, password: 'my next password' });
    expect((await change('wrong')).body.code).toBe('invalid-credentials');
    expect((await change(site.password)).status).toBe(204);
    expect((await other.get('/me')).status).toBe(401);
    expect((await browser.get('/me')).status).toBe(200);
  });

  it('L-02 asks who is there before it adds or takes away a factor in an old session', async () => {
    const site = await someone('old-session');
    const { browser, secret } = await bed.enrol(site);
    bed.clock.advance(11 * 60_000);
    for (const attempt of [browser.delete('/security/totp'), browser.post('/security/passkeys/options')])
      expect((await attempt).body.code).toBe('step-up-required');
    const ways = (await browser.post('/auth/step-up/options')).body.methods;
    expect(ways).toEqual(['totp', 'recovery-code', 'password']);
    expect((await browser.post('/auth/step-up', { method: 'totp', code: bed.codeOf(secret) })).status).toBe(204);
    expect((await browser.delete('/security/totp')).status).toBe(204);
    expect((await bed.signIn(site)).answer.body.email).toBe(site.email);
  });

  it('L-06 every change is in the audit log, without its secrets, and mailed to the owner', async () => {
    const site = await someone('noted-site');
    const { browser, secret, recoveryCodes } = await bed.enrol(site);
    await browser.post('/security/recovery-codes');
    await browser.delete('/security/totp');
    const { body } = await browser.get(kind === 'member' ? '/audit' : '/audit?chain=platform&limit=20');
    const actions = body.items.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(
      expect.arrayContaining([
        kind === 'member' ? 'auth.logged-in' : 'admin.logged-in',
        'account.totp-added',
        'account.recovery-codes-renewed',
        'account.totp-removed',
      ]),
    );
    for (const hidden of [secret, ...recoveryCodes]) expect(JSON.stringify(body)).not.toContain(hidden);
    const mails = await bed.mailsTo(site.email);
    expect(mails.filter((text) => text.includes('authenticator app was'))).toHaveLength(2);
  });
  it('L-02 five wrong proofs in a row end the session; a right one in between begins the count anew', async () => {
    const site = await someone('wrong-proofs');
    const { browser } = await bed.signIn(site);
    const prove = async (password: string) =>
      (await browser.post('/auth/step-up', { method: 'password', password })).body?.code;
    for (let count = 0; count < 4; count += 1) expect(await prove('not the password')).toBe('invalid-credentials');
    expect(await prove(site.password)).toBeUndefined();
    for (let count = 0; count < 4; count += 1) expect(await prove('not the password')).toBe('invalid-credentials');
    expect(await prove('not the password')).toBe('step-up-failed');
    expect((await browser.get('/me')).status).toBe(401);
    expect((await bed.signIn(site)).answer.body.email).toBe(site.email);
  });

  it('L-02 a member’s passkey, code or pending log-in is nothing for the other kind', async () => {
    const [here, there] = [
      await someone('own-kind'),
      await bed.somebody(kind === 'member' ? 'administrator' : 'member', 'other-kind'),
    ];
    const { browser, secret } = await bed.enrol(here);
    await bed.enrol(there);
    const { pending } = (await bed.signIn(there)).answer.body;
    const proof = { method: 'totp', code: bed.codeOf(secret) };
    expect((await bed.browserAt(here.host).post('/auth/second-factor', { pending, proof })).body.code).toBe(
      'log-in-expired',
    );
    expect((await bed.browserAt(there.host).post('/auth/second-factor', { pending, proof })).body.code).toBe(
      'invalid-code',
    );
    const device = createAuthenticator(`http://${here.host}`);
    const response = device.create((await browser.post('/security/passkeys/options')).body);
    expect((await browser.post('/security/passkeys', { name: 'Phone', response })).status).toBe(201);
    device.origin = `http://${there.host}`;
    expect((await logIn(there, device)).answer.body.code).toBe('invalid-passkey');
  });
});

describe('passkeys', () => {
  it('L-02 one of a site logs in on every host of the platform', async () => {
    const site = await bed.activeTenant('platform-passkey');
    const { browser } = await bed.signIn(site);
    const device = createAuthenticator(`http://${site.host}`);
    const response = device.create((await browser.post('/security/passkeys/options')).body);
    expect((await browser.post('/security/passkeys', { name: 'Phone', response })).status).toBe(201);
    device.origin = `http://${APEX}`;
    const platform = bed.browserAt(APEX);
    const answer = await platform.post('/auth/passkey', {
      response: device.get((await platform.post('/auth/passkey/options', {})).body),
    });
    expect(answer.body.sites).toEqual([expect.objectContaining({ slug: 'platform-passkey' })]);
  });
});
