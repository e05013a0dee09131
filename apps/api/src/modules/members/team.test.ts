import { beforeAll, describe, expect, it } from '@jest/globals';
import type { MemberView, RoleRef } from '@stageline/contracts';
import { runInTenant } from '@stageline/tenancy';
import { createSiteBed, visitor, type SiteBed } from '../../testing/site-bed.ts';
import { membersRepository } from './members.repository.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const PASSWORD = 'a long password';

let bed: SiteBed;
beforeAll(async () => {
  bed = await createSiteBed();
  await bed.relay.start();
});

let sites = 0;
/** A site of its own with its owner signed in. */
async function openSite() {
  sites += 1;
  const site = await bed.activeTenant(`team-${sites}`);
  const owner = await logIn(site.host, site.email, site.password);
  const add = (name: string, roles: readonly RoleRef[]): Promise<MemberView> =>
    runInTenant(site.tenantId, () =>
      bed.members.add({ name, email: `${name}@${site.host.split('.')[0]}.example`, password: PASSWORD, roles }),
    );
  const join = async (name: string, roles: readonly RoleRef[]) => {
    const member = await add(name, roles);
    return { member, browser: await logIn(site.host, member.email, PASSWORD) };
  };
  return { ...site, owner, join };
}
async function logIn(host: string, email: string, password: string) {
  const browser = visitor(bed, host);
  expect((await browser.post('/auth/log-in', { email, password })).status).toBe(200);
  return browser;
}
type Browser = ReturnType<typeof visitor>;
const actionsOf = async (browser: Browser) =>
  ((await browser.get('/audit')).body.items as { action: string }[]).map(({ action }) => action);

/** The token of the newest invitation to an address. */
async function tokenFor(email: string): Promise<string> {
  await bed.relay.drain();
  const { items } = await bed.mail.listKept({ limit: 10, search: email });
  const texts = await Promise.all(items.map(async ({ id }) => (await bed.mail.findKept(id))?.text ?? ''));
  return texts.map((text) => /\/invitation#(\S+)/.exec(text)?.[1]).find((token) => token !== undefined) ?? '';
}

describe('roles of a member', () => {
  it('L-04 hold at once, wherever the member is signed in, without a new log-in', async () => {
    const { owner, join } = await openSite();
    const { member, browser } = await join('ada', ['rep']);
    expect((await browser.get('/members')).status).toBe(403);
    const changed = await owner.put(`/members/${member.id}/roles`, { roles: ['rep', 'admin'], rank: 4 });
    expect(changed).toMatchObject({ status: 200, body: { roles: ['rep', 'admin'], rank: 4 } });
    expect((await browser.get('/members')).status).toBe(200);
    expect((await browser.get('/me')).body.permissions).toContain('team.manage');
    await owner.put(`/members/${member.id}/roles`, { roles: ['learner'], rank: 4 });
    expect((await browser.get('/members')).status).toBe(403);
    expect(await actionsOf(owner)).toContain('member.changed');
  });

  it('L-04 a site always has an owner, also when two owners demote each other at once', async () => {
    const { owner, join } = await openSite();
    const me = (await owner.get('/me')).body.membershipId;
    const alone = await owner.put(`/members/${me}/roles`, { roles: ['admin'], rank: 1 });
    expect(alone).toMatchObject({ status: 409, body: { code: 'last-owner' } });
    expect((await owner.delete(`/members/${me}`)).body).toMatchObject({ code: 'last-owner' });

    const second = await join('bea', ['owner']);
    const demote = (browser: Browser, id: string) => browser.put(`/members/${id}/roles`, { roles: ['rep'], rank: 1 });
    const answers = await Promise.all([demote(owner, second.member.id), demote(second.browser, me)]);
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    const members = (await owner.get('/members')).body ?? {};
    const fromOther = (await second.browser.get('/members')).body ?? {};
    const items = (members.items ?? fromOther.items) as MemberView[];
    expect(items.filter(({ roles }) => roles.includes('owner'))).toHaveLength(1);
  });

  it('L-04 an admin gives nothing away that they do not have, and touches no owner', async () => {
    const { owner, join } = await openSite();
    const { browser: admin } = await join('cleo', ['admin']);
    const { member: rep } = await join('dan', ['rep']);
    const ownerId = (await owner.get('/me')).body.membershipId;
    expect((await admin.put(`/members/${rep.id}/roles`, { roles: ['host'], rank: 2 })).status).toBe(200);
    expect((await admin.put(`/members/${rep.id}/roles`, { roles: ['owner'], rank: 2 })).status).toBe(403);
    expect((await admin.put(`/members/${ownerId}/roles`, { roles: ['rep'], rank: 1 })).status).toBe(403);
    expect((await admin.delete(`/members/${ownerId}`)).status).toBe(403);
    expect((await admin.post('/invitations', { email: 'new@owner.example', roles: ['owner'] })).status).toBe(403);
    expect((await admin.post('/roles', { name: 'Mine', permissions: ['leads.read'] })).status).toBe(403);
    // Nor by a mail that the owner has sent: the link that is out stays the only one.
    const sent = await owner.post('/invitations', { email: 'next@owner.example', roles: ['owner'] });
    const token = await tokenFor('next@owner.example');
    expect((await admin.post(`/invitations/${sent.body.id}/resend`)).status).toBe(403);
    expect((await owner.post('/invitations/read', { token })).status).toBe(200);
  });

  it('L-02 changing roles asks for a fresh proof', async () => {
    const { owner, join } = await openSite();
    const { member } = await join('eve', ['rep']);
    bed.clock.advance(11 * MINUTE_MS);
    const late = await owner.put(`/members/${member.id}/roles`, { roles: ['admin'], rank: 1 });
    expect(late).toMatchObject({ status: 403, body: { code: 'step-up-required' } });
  });
});

describe('removing a member', () => {
  it('L-03 signs them out of this site at once, and of no other', async () => {
    const [here, there] = [await openSite(), await openSite()];
    const { member, browser } = await here.join('fay', ['rep']);
    await runInTenant(there.tenantId, () =>
      bed.members.add({ name: 'fay', email: member.email, password: 'ignored', roles: ['rep'] }),
    );
    const elsewhere = await logIn(there.host, member.email, PASSWORD);
    expect((await here.owner.delete(`/members/${member.id}`)).status).toBe(204);
    expect((await browser.get('/me')).status).toBe(401);
    expect((await elsewhere.get('/me')).status).toBe(200);
    expect((await here.owner.delete(`/members/${member.id}`)).status).toBe(404);
    const again = await visitor(bed, here.host).post('/auth/log-in', { email: member.email, password: PASSWORD });
    expect(again.status).toBe(401);
    expect(await actionsOf(here.owner)).toContain('member.removed');
    expect((await bed.accounts.findByEmail(member.email))?.tenantIds).toEqual([there.tenantId]);
  });
});

describe('roles of a site', () => {
  it('L-04 allow what they say, and a change holds at once for everybody who has one', async () => {
    const { owner, join } = await openSite();
    const made = await owner.post('/roles', { name: 'Scout', permissions: ['leads.read', 'leads.read-all'] });
    expect(made).toMatchObject({ status: 201, body: { name: 'Scout', members: 0, version: 1 } });
    const { browser } = await join('gus', [made.body.id]);
    expect((await browser.get('/me')).body.permissions).toEqual(['leads.read', 'leads.read-all']);
    const change = { name: 'Scout', permissions: ['sessions.read'], version: 1 };
    expect((await owner.put(`/roles/${made.body.id}`, change)).body).toMatchObject({ version: 2, members: 1 });
    expect((await browser.get('/me')).body.permissions).toEqual(['sessions.read']);
    expect((await owner.put(`/roles/${made.body.id}`, change)).body).toMatchObject({ code: 'conflict' });
    expect((await owner.delete(`/roles/${made.body.id}`)).body).toMatchObject({ code: 'role-in-use' });
    expect(await actionsOf(owner)).toEqual(expect.arrayContaining(['role.defined', 'role.changed']));
  });

  it('L-04 one that is given away while it is removed stays', async () => {
    const { owner, join } = await openSite();
    const { member } = await join('lou', ['rep']);
    const { body: role } = await owner.post('/roles', { name: 'Scout', permissions: ['leads.read'] });
    const { countWithRole } = membersRepository;
    const [counted, given] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    membersRepository.countWithRole = async (ref) => {
      membersRepository.countWithRole = countWithRole;
      const count = await countWithRole(ref);
      counted.resolve();
      await given.promise;
      return count;
    };
    const removing = owner.delete(`/roles/${role.id}`);
    await counted.promise;
    expect((await owner.put(`/members/${member.id}/roles`, { roles: [role.id], rank: 1 })).status).toBe(200);
    given.resolve();
    expect((await removing).body).toMatchObject({ code: 'role-in-use' });
    expect((await owner.get('/roles')).body.items).toMatchObject([{ id: role.id, members: 1 }]);
  });

  it('L-04 never hold what is the owner’s alone, have a name of their own, and are bounded in number', async () => {
    const { owner } = await openSite();
    const escalating = await owner.post('/roles', { name: 'Boss', permissions: ['roles.manage'] });
    expect(escalating).toMatchObject({ status: 400, body: { issues: [{ pointer: '/permissions' }] } });
    expect((await owner.post('/roles', { name: 'admin', permissions: [] })).body).toMatchObject({ code: 'name-taken' });
    for (let n = 0; n < 20; n += 1)
      expect((await owner.post('/roles', { name: `Role ${n}`, permissions: [] })).status).toBe(201);
    expect((await owner.post('/roles', { name: 'ROLE 3', permissions: [] })).status).toBe(409);
    expect((await owner.post('/roles', { name: 'One more', permissions: [] })).body).toMatchObject({
      code: 'limit-reached',
    });
    const [first] = (await owner.get('/roles')).body.items;
    const sent = await owner.post('/invitations', { email: 'kim@waiting.example', roles: [first.id] });
    // Who waits with a role keeps it from being removed, as a member does.
    expect((await owner.delete(`/roles/${first.id}`)).body).toMatchObject({ code: 'role-in-use' });
    expect((await owner.post(`/invitations/${sent.body.id}/resend`)).status).toBe(200);
    expect((await owner.delete(`/invitations/${sent.body.id}`)).status).toBe(204);
    expect((await owner.delete(`/roles/${first.id}`)).status).toBe(204);
    const left = (await owner.get('/roles')).body.items as { id: string }[];
    expect([left.length, left.some(({ id }) => id === first.id)]).toEqual([19, false]);
    const written = ['invitation.resent', 'invitation.revoked', 'role.removed'];
    expect(await actionsOf(owner)).toEqual(expect.arrayContaining(written));
  });

  it("A-05 another site's role can be neither changed nor given", async () => {
    const [mine, theirs] = [await openSite(), await openSite()];
    const { body } = await theirs.owner.post('/roles', { name: 'Theirs', permissions: ['leads.read'] });
    const change = { name: 'Mine', permissions: [], version: 1 };
    expect((await mine.owner.put(`/roles/${body.id}`, change)).status).toBe(404);
    expect((await mine.owner.post('/invitations', { email: 'x@y.example', roles: [body.id] })).status).toBe(400);
  });
});

describe('invitations', () => {
  it('a new person joins with a password of their own, once, and their address counts as confirmed', async () => {
    const { owner, host } = await openSite();
    const email = 'hal@new.example';
    const sent = await owner.post('/invitations', { email, roles: ['host'], rank: 3 });
    expect(sent).toMatchObject({ status: 201, body: { email, roles: ['host'], rank: 3, expired: false } });
    expect(JSON.stringify(sent.body)).not.toContain('ecret');
    const token = await tokenFor(email);
    const guest = visitor(bed, host);
    const read = await guest.post('/invitations/read', { token });
    expect(read.body).toMatchObject({ email, roles: [{ ref: 'host', name: 'Host' }], hasAccount: false });
    const accept = (password: string) => guest.post('/invitations/accept', { token, name: 'Hal', password });
    const nameless = await guest.post('/invitations/accept', { token, password: PASSWORD });
    expect([nameless.status, nameless.body.issues[0].pointer]).toEqual([400, '/name']);
    expect((await accept('short')).body).toMatchObject({
      code: 'validation-failed',
      issues: [{ pointer: '/password' }],
    });
    const answers = await Promise.all([accept(PASSWORD), accept(PASSWORD)]);
    expect(answers.map(({ status }) => status).sort()).not.toEqual([200, 200]);
    const browser = await logIn(host, email, PASSWORD);
    expect((await browser.get('/me')).body).toMatchObject({ name: 'Hal', roles: ['host'], emailVerified: true });
    expect((await accept(PASSWORD)).body).toMatchObject({ code: 'invalid-link' });
    expect((await owner.get('/invitations')).body.items).toEqual([]);
    expect(await actionsOf(owner)).toEqual(expect.arrayContaining(['invitation.sent', 'invitation.accepted']));
  });

  it('L-04 an acceptance that dies on the way leaves the invitation as it was, and no member', async () => {
    const { owner, host } = await openSite();
    const email = 'mo@half.example';
    await owner.post('/invitations', { email, roles: ['host'] });
    const token = await tokenFor(email);
    const accept = () => visitor(bed, host).post('/invitations/accept', { token, name: 'Mo', password: PASSWORD });
    const { verifyEmail } = bed.accounts;
    bed.accounts.verifyEmail = () => Promise.reject(new Error('killed'));
    try {
      expect((await accept()).status).toBe(500);
    } finally {
      bed.accounts.verifyEmail = verifyEmail;
    }
    expect(await bed.accounts.findByEmail(email)).toBeNull();
    expect((await accept()).status).toBe(200);
    expect((await bed.accounts.findByEmail(email))?.emailVerifiedAt).not.toBeNull();
  });

  it('L-04 whoever has an account joins with its password, and no other, under the name that it has', async () => {
    const [here, there] = [await openSite(), await openSite()];
    await here.owner.post('/invitations', { email: there.email, roles: ['rep'] });
    const token = await tokenFor(there.email);
    const guest = visitor(bed, here.host);
    expect((await guest.post('/invitations/read', { token })).body).toMatchObject({ hasAccount: true });
    const wrong = await guest.post('/invitations/accept', { token, password: 'something else' });
    expect(wrong.body).toMatchObject({ code: 'invalid-credentials' });
    const right = await guest.post('/invitations/accept', { token, password: there.password });
    expect(right).toMatchObject({ status: 200, body: { email: there.email } });
    const { name } = (await bed.accounts.findByEmail(there.email))!;
    const { items } = (await here.owner.get('/members')).body;
    expect(items).toContainEqual(expect.objectContaining({ email: there.email, name }));
    await logIn(here.host, there.email, there.password);
  });

  it('a link ends after seven days, when a new one is sent, and when it is taken back', async () => {
    const { owner, host } = await openSite();
    const email = 'ida@late.example';
    const read = (token: string) => visitor(bed, host).post('/invitations/read', { token });
    const { body } = await owner.post('/invitations', { email, roles: ['rep'] });
    const first = await tokenFor(email);
    bed.clock.advance(7 * DAY_MS);
    expect((await read(first)).body).toMatchObject({ code: 'invalid-link' });
    expect((await owner.get('/invitations')).body.items).toMatchObject([{ expired: true }]);
    expect((await owner.post(`/invitations/${body.id}/resend`)).body).toMatchObject({ expired: false });
    const second = await tokenFor(email);
    expect((await read(first)).status).toBe(401);
    expect((await read(second)).status).toBe(200);
    expect((await owner.delete(`/invitations/${body.id}`)).status).toBe(204);
    expect((await read(second)).status).toBe(401);
    expect((await owner.delete(`/invitations/${body.id}`)).status).toBe(404);
  });

  it('D-10 a team grows as far as the plan allows, open invitations included; whoever is there stays', async () => {
    const { owner } = await openSite();
    const invite = (name: string) => owner.post('/invitations', { email: `${name}@full.example`, roles: ['rep'] });
    bed.notes.mostMembers = 2;
    expect((await invite('one')).status).toBe(201);
    expect(await invite('two')).toMatchObject({ status: 402, body: { code: 'team-full' } });
    // Sent again to the same address it takes no further place.
    expect((await invite('one')).status).toBe(201);
    bed.notes.mostMembers = Infinity;
    expect((await invite('two')).status).toBe(201);
  });

  it('inviting again replaces the first; inviting a member is refused; another site’s link is nothing here', async () => {
    const [here, there] = [await openSite(), await openSite()];
    const email = 'jo@twice.example';
    await here.owner.post('/invitations', { email, roles: ['rep'] });
    const first = await tokenFor(email);
    await here.owner.post('/invitations', { email, roles: ['host'] });
    expect((await here.owner.get('/invitations')).body.items).toHaveLength(1);
    expect((await visitor(bed, here.host).post('/invitations/read', { token: first })).status).toBe(401);
    const token = await tokenFor(email);
    expect((await visitor(bed, there.host).post('/invitations/read', { token })).status).toBe(401);
    const foreign = { token, name: 'J', password: PASSWORD };
    expect((await visitor(bed, there.host).post('/invitations/accept', foreign)).status).toBe(401);
    const again = await here.owner.post('/invitations', { email: here.email, roles: ['rep'] });
    expect(again).toMatchObject({ status: 409, body: { code: 'already-member' } });
  });
});
