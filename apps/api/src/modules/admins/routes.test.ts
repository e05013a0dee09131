import { beforeAll, describe, expect, it } from '@jest/globals';
import type { AdminView } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { eventually } from '@stageline/testing';
import { createWaysInBed, type WaysInBed } from '../../testing/ways-in-bed.ts';

let bed: WaysInBed;
type Browser = ReturnType<WaysInBed['browserAt']>;
type Someone = Awaited<ReturnType<WaysInBed['somebody']>>;
let root: Someone;
let owner: Browser;

beforeAll(async () => {
  bed = await createWaysInBed();
  root = await bed.somebody('administrator', 'root');
  owner = (await bed.signIn(root)).browser;
});

const idOf = async (email: string): Promise<string> =>
  ((await owner.get('/admins')).body.items as AdminView[]).find((admin) => admin.email === email)!.id;
const invite = async (email: string, role = 'support') => {
  const { status, body } = await owner.post('/admins/invitations', { email, role });
  expect(status).toBe(201);
  return { ...body, token: new URL(body.url as string).hash.slice(1) } as { token: string; invitation: { id: string } };
};
const password = 'a password of my own';
/** An administrator who came by invitation, signed in. */
async function joined(name: string, role: 'owner' | 'support') {
  const email = `${name}@admins.example`;
  const { token } = await invite(email, role);
  const browser = bed.browserAt(root.host);
  expect((await browser.post('/admins/invitations/accept', { token, name, password })).body).toEqual({ email });
  expect((await browser.post('/auth/log-in', { email, password })).body).toMatchObject({ email, role });
  return { browser, email, id: await idOf(email) };
}

describe('inviting', () => {
  it('L-14 a link makes one administrator of the role that it names, once, and is mailed and shown once', async () => {
    const email = 'guest@admins.example';
    const { token } = await invite(email);
    expect((await bed.mailsTo(email)).at(-1)).toContain(`/invitation#${token}`);
    const guest = bed.browserAt(root.host);
    const guessed = { token: `${token.split('.')[0]}.${'A'.repeat(43)}` };
    expect((await guest.post('/admins/invitations/read', guessed)).body.code).toBe('invalid-link');
    const taking = await guest.post('/admins/invitations/accept', { ...guessed, name: 'Guess', password });
    expect(taking.body.code).toBe('invalid-link');
    expect((await guest.post('/admins/invitations/read', { token })).body).toMatchObject({ email, role: 'support' });
    const { body: list } = await owner.get('/admins');
    expect(list.invitations).toMatchObject([{ email, invitedBy: 'root', expired: false }]);
    expect(JSON.stringify(list)).not.toContain(token.split('.')[1]);
    const accept = () =>
      bed.browserAt(root.host).post('/admins/invitations/accept', { token, name: 'Guest', password });
    const answers = await Promise.all([accept(), accept()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect((await guest.post('/auth/log-in', { email, password })).body).toMatchObject({ role: 'support' });
    expect((await owner.get('/admins')).body.invitations).toEqual([]);
  });

  it('L-14 ends when it is taken back, replaced or three days old, and nobody is invited twice', async () => {
    const read = async (token: string) =>
      (await bed.browserAt(root.host).post('/admins/invitations/read', { token })).status;
    const first = await invite('late@admins.example');
    const second = await invite('late@admins.example');
    expect([await read(first.token), await read(second.token)]).toEqual([401, 200]);
    expect((await owner.delete(`/admins/invitations/${second.invitation.id}`)).status).toBe(204);
    expect((await owner.delete(`/admins/invitations/${second.invitation.id}`)).status).toBe(404);
    expect(await read(second.token)).toBe(401);
    const again = await owner.post('/admins/invitations', { email: root.email, role: 'owner' });
    expect(again.body.code).toBe('email-taken');
    const third = await invite('late@admins.example');
    bed.clock.advance(3 * 24 * 3_600_000);
    expect(await read(third.token)).toBe(401);
    owner = (await bed.signIn(root)).browser;
  });
});

describe('roles', () => {
  it('L-14 another role ends sessions and visits, and holds at the next log-in', async () => {
    const site = await bed.activeTenant('visited-by-changing');
    const { browser, email, id } = await joined('changing', 'owner');
    const reason = 'To see what is wrong';
    const { token } = (await browser.post(`/tenants/${site.tenantId}/support`, { reason })).body;
    const visit = bed.browserAt(site.host);
    await visit.post('/support/enter', { token });
    expect((await visit.get('/me')).status).toBe(200);
    expect((await owner.put(`/admins/${id}/role`, { role: 'support' })).body).toMatchObject({ role: 'support' });
    expect((await browser.get('/me')).status).toBe(401);
    expect((await visit.get('/me')).status).toBe(401);
    const { body } = await browser.post('/auth/log-in', { email, password });
    expect(body.operations).toContain('support.start');
    expect(body.operations).not.toContain('admin.close-tenant');
  });

  it('L-14 a removed administrator has nothing left: session, log-in, factors', async () => {
    const { browser, email, id } = await joined('leaving', 'support');
    const { secret } = (await browser.post('/security/totp')).body as { secret: string };
    await browser.post('/security/totp/confirm', { code: bed.codeOf(secret) });
    expect((await owner.delete(`/admins/${id}`)).status).toBe(204);
    expect((await browser.get('/me')).status).toBe(401);
    expect((await browser.post('/auth/log-in', { email, password })).body.code).toBe('invalid-credentials');
    expect(await bed.credentials.factors.methodsOf(id as never)).toEqual([]);
    expect((await owner.delete(`/admins/${id}`)).status).toBe(404);
  });

  it('L-14 there is always an owner, also when two take the place from each other at once', async () => {
    const others = ((await owner.get('/admins')).body.items as AdminView[]).filter(({ email }) => email !== root.email);
    for (const { id } of others) expect((await owner.delete(`/admins/${id}`)).status).toBe(204);
    const rootId = await idOf(root.email);
    expect((await owner.delete(`/admins/${rootId}`)).body.code).toBe('last-admin-owner');
    expect((await owner.put(`/admins/${rootId}/role`, { role: 'support' })).body.code).toBe('last-admin-owner');
    const second = await joined('second-owner', 'owner');
    const answers = await Promise.all([
      owner.put(`/admins/${second.id}/role`, { role: 'support' }),
      second.browser.put(`/admins/${rootId}/role`, { role: 'support' }),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const owners = (await bed.accounts.listAdmins()).filter(({ role }) => role === 'owner');
    expect(owners).toHaveLength(1);
  });

  it('L-14 support closes reports, but not by suspending the site', async () => {
    await bed.accounts.ensureAdmin({ email: 'keeper@admins.example', name: 'Keeper', password });
    owner = bed.browserAt(root.host);
    await owner.post('/auth/log-in', { email: 'keeper@admins.example', password });
    const site = await bed.activeTenant('reported-to-support');
    await bed.browserAt(site.host).post('/abuse-reports', { category: 'scam', text: 'They took my money.' });
    const { browser } = await joined('reader', 'support');
    const [report] = (await browser.get('/abuse-reports')).body.items as { id: string }[];
    const resolve = (outcome: string) =>
      browser.post(`/abuse-reports/${report!.id}/resolve`, { outcome, note: 'Looked into it' });
    expect((await resolve('suspended')).body.code).toBe('forbidden');
    expect((await bed.tenants.find(site.tenantId))?.status).toBe('active');
    expect((await resolve('warned')).body).toMatchObject({ outcome: 'warned' });
  });
});

describe('the first administrator', () => {
  it('L-14 comes from the configuration while there is none, and never again', async () => {
    const { makeFirst } = bed.admins;
    const before = (await bed.accounts.listAdmins()).length;
    await makeFirst({ email: 'first@admins.example', password });
    expect(await bed.accounts.listAdmins()).toHaveLength(before);
    for (const { id } of await bed.accounts.listAdmins())
      await bed.connection.collection('platformadmins').deleteOne({ _id: id as never });
    await Promise.all([1, 2].map(() => makeFirst({ email: 'first@admins.example', password })));
    await eventually(async () => (await bed.accounts.listAdmins()).length === 1);
    expect(await bed.accounts.listAdmins()).toMatchObject([{ email: 'first@admins.example', role: 'owner' }]);
    expect(await bed.accounts.findAdmin(newId('adm'))).toBeNull();
  });
});
