import { beforeAll, describe, expect, it } from '@jest/globals';
import { jobs, namespaces, operations, type Ack, type DomainId, type TenantId } from '@stageline/contracts';
import { connectSocket, eventually, nextEvent, startKnot, type Knot } from '@stageline/testing';
import type { Socket } from 'socket.io-client';
import { createApiBed, type ApiBed, type Site } from './testing/api-bed.ts';
import { credentialRows } from './testing/isolation-credentials.ts';
import { domainRows } from './testing/isolation-domains.ts';
import { visitor } from './testing/site-bed.ts';

/**
 * The isolation matrix (architecture, section 4, net d): every operation, socket message, job and subscriber is called
 * as tenant A with tenant B's ids and must answer as if they did not exist; each is paired with the same call as B. What
 * the contracts name and this file does not fails the suite.
 */
let bed: ApiBed;
/** Where the sites' own domains are. */
let knot: Knot;
let a: Site;
let b: Site;
/** A member of each site besides those that other rows need. */
const leaving = new Map<Site, string>();

beforeAll(async () => {
  knot = await startKnot({ zones: ['alpha.test', 'bravo.test'] });
  bed = await createApiBed({
    DNS_RESOLVERS: knot.address,
    EDGE_HOST: 'edge.alpha.test',
    EDGE_ADDRESSES: '203.0.113.7',
  });
  [a, b] = [await bed.site('alpha'), await bed.site('bravo')];
  for (const site of [a, b]) {
    const { slug, password } = site;
    const member = { name: 'Leaving', email: `leaving@${slug}.example`, password, roles: ['learner'] } as const;
    leaving.set(site, (await site.in(() => bed.modules.members.service.add(member))).id);
  }
}, 60_000);

type Browser = Site['owner'];
type Answer = { status: number; body: unknown };
/** `as` makes the call on its own host with its own session; what is named belongs to `target`. */
type Call = (as: Browser, target: Site) => Promise<Answer>;
type Row =
  | { kind: 'names'; call: Call; foreign?: number; own?: number }
  | { kind: 'lists'; call: Call }
  | { kind: 'own-host'; call: Call }
  | { kind: 'no-tenant'; reason: string };

const names = (call: Call, more: { foreign?: number; own?: number } = {}): Row => ({ kind: 'names', call, ...more });
const lists = (call: Call): Row => ({ kind: 'lists', call });
const ownHost = (call: Call): Row => ({ kind: 'own-host', call });
const noTenant = (reason: string): Row => ({ kind: 'no-tenant', reason });
const ADMIN_ONLY = 'the admin host serves central administrators over all tenants; a member is refused below';

const draftOf = async (browser: Browser) => (await browser.get('/site/draft')).body as Record<string, unknown>;

/** Order matters where a call changes state: going live before ending. */
const matrix: Record<string, Row> = {
  // Before anybody logs in on A's host with what is B's: what was typed there is in A's own log.
  'audit.list': lists((as) => as.get('/audit')),
  // JSON lines: what one of them names must not be there either.
  'audit.export': lists(async (as) => {
    const headers = { host: as.host, cookie: as.cookie() ?? '' };
    const { statusCode, body } = await bed.http.inject({ url: '/api/v1/audit/export', headers });
    return { status: statusCode, body };
  }),
  'leads.get': names((as, target) => as.get(`/leads/${target.leadId}`)),
  'leads.move': names((as, target) => as.post(`/leads/${target.leadId}/stage`, { stage: 'contacted', version: 1 })),
  'leads.list': lists((as) => as.get('/leads')),
  'members.update': names((as, target) => as.patch(`/members/${target.memberId}`, { active: true })),
  'members.list': lists((as) => as.get('/members')),
  'members.change-roles': names((as, target) =>
    as.put(`/members/${target.memberId}/roles`, { roles: ['rep'], rank: 1 }),
  ),
  'members.remove': names((as, target) => as.delete(`/members/${leaving.get(target)}`)),
  'roles.list': lists((as) => as.get('/roles')),
  'roles.create': ownHost((as) => as.post('/roles', { name: 'A role of our own', permissions: ['leads.read'] })),
  'roles.update': names(async (as, target) =>
    as.put(`/roles/${await roleOf(target)}`, { name: 'Renamed', permissions: [], version: 1 }),
  ),
  'roles.remove': names(async (as, target) => as.delete(`/roles/${await roleOf(target)}`)),
  'invitations.list': lists((as) => as.get('/invitations')),
  'invitations.create': ownHost((as) => as.post('/invitations', { email: 'guest@team.example', roles: ['rep'] })),
  'invitations.resend': names(async (as, target) => as.post(`/invitations/${(await invitationOf(target)).id}/resend`)),
  'invitations.revoke': names(async (as, target) => as.delete(`/invitations/${(await invitationOf(target)).id}`)),
  'invitations.read': names(
    async (as, target) => as.post('/invitations/read', { token: (await invitationOf(target)).token }),
    { foreign: 401 },
  ),
  'invitations.accept': names(
    async (as, target) => {
      const { token } = await invitationOf(target);
      return as.post('/invitations/accept', { token, name: 'Guest', password: 'a long password' });
    },
    { foreign: 401 },
  ),
  'sign-ins.list': lists((as) => as.get('/sign-ins')),
  'sign-ins.end': names(async (as, target) => as.delete(`/sign-ins/${await anotherSignInOf(target)}`)),
  'sign-ins.end-others': ownHost((as) => as.delete('/sign-ins')),
  'auth.step-up-options': ownHost((as) => as.post('/auth/step-up/options')),
  'auth.step-up': ownHost((as) => as.post('/auth/step-up', { method: 'password', password: a.password })),
  'sessions.get': names((as, target) => as.get(`/sessions/${target.sessionId}`)),
  'sessions.open-room': names((as, target) => as.post(`/sessions/${target.sessionId}/tickets`)),
  'sessions.go-live': names((as, target) => as.post(`/sessions/${target.sessionId}/go-live`)),
  'sessions.attendance': names((as, target) => as.get(`/sessions/${target.sessionId}/attendance`)),
  'sessions.join': names((as, target) => as.post('/join', { token: target.joinToken }), { foreign: 401 }),
  'sessions.end': names((as, target) => as.post(`/sessions/${target.sessionId}/end`)),
  'sessions.list': lists((as) => as.get('/sessions')),
  'sessions.create': ownHost((as) =>
    as.post('/sessions', {
      title: 'Second',
      description: '',
      startsAt: '2030-01-01T18:00:00.000Z',
      durationMinutes: 60,
      timeZone: 'UTC',
    }),
  ),
  'overview.get': lists((as) => as.get('/overview')),
  'site.get': lists((as) => as.get('/site')),
  'site.get-draft': lists((as) => as.get('/site/draft')),
  'site.save-draft': ownHost(async (as) => {
    const { revision, content } = await draftOf(as);
    return as.put('/site/draft', { revision, content });
  }),
  'site.publish': ownHost(async (as) => as.post('/site/publish', { revision: (await draftOf(as)).revision })),
  'site.list-versions': lists((as) => as.get('/site/versions')),
  'site.get-version': lists((as) => as.get('/site/versions/1')),
  'site.roll-back': ownHost(async (as) =>
    as.post('/site/versions/1/restore', { revision: (await draftOf(as)).revision }),
  ),
  'site.discard-draft': ownHost(async (as) =>
    as.post('/site/draft/discard', { revision: (await draftOf(as)).revision }),
  ),
  'site.check-css': ownHost((as) => as.post('/site/css-check', { customCss: 'p { color: red }' })),
  'site.upload-picture': ownHost((as) => as.put('/site/pictures/logo', logoForm().body, logoForm().headers)),
  'admin.get-brand-policy': noTenant(ADMIN_ONLY),
  'admin.update-brand-policy': noTenant(ADMIN_ONLY),
  'status.get': noTenant('it says when the walls between sites were last attacked, to everybody'),
  'admin.list-canary-runs': noTenant(ADMIN_ONLY),
  'my-sites.list': lists((as) => as.get('/me/sites')),
  'my-sites.open': names((as, target) => as.post('/me/sites/open', { slug: target.slug })),
  'templates.choices': noTenant('it names the templates of the platform, the same for everybody'),
  'templates.state': lists((as) => as.get('/site/template')),
  'templates.apply': ownHost(async (as) => offerAndApply(as)),
  'templates.undo': ownHost((as) => as.post('/site/template/undo')),
  'admin.list-templates': noTenant(ADMIN_ONLY),
  'admin.list-template-sites': noTenant(ADMIN_ONLY),
  'admin.publish-template': noTenant(ADMIN_ONLY),
  'admin.publish-template-folder': noTenant(ADMIN_ONLY),
  'address.get': lists((as) => as.get('/site/address')),
  'address.check': lists((as) => as.get('/site/address/check?slug=somewhere-else')),
  // There and back, so that the rows below find the site where it was.
  'address.rename': names(
    async (as, target) => {
      const elsewhere = `${target.slug}-moved`;
      const moved = await as.post('/site/address', { from: target.slug, slug: elsewhere });
      if (moved.status === 200) await as.post('/site/address', { from: elsewhere, slug: target.slug });
      return moved;
    },
    { foreign: 409 },
  ),
  'line.get': lists((as) => as.get('/line')),
  'registrations.create': lists((as) =>
    as.post('/registrations', { firstName: 'New', lastName: 'Person', email: 'new@person.example' }),
  ),
  'auth.me': lists((as) => as.get('/me')),
  'auth.log-in': names((as, target) => as.post('/auth/log-in', { email: target.email, password: target.password }), {
    foreign: 401,
  }),
  'auth.hand-over': names(
    (as, target) => {
      const account = bed.modules.auth.service;
      return accountOf(target).then((id) =>
        as.post('/auth/handover', { token: account.issueHandover(target.tenantId, id) }),
      );
    },
    { foreign: 401 },
  ),
  'auth.log-out': noTenant('it forgets the cookie of the caller and reads nothing'),
  'signups.create': noTenant('it makes a tenant of its own; taken addresses are refused'),
  'signups.get': noTenant('it asks for the secret that the sign-up answered; a wrong one is 404 below'),
  'signups.check-slug': noTenant('it says only whether an address is taken, as the address itself does'),
  'platform.log-in': noTenant('it lists the sites of whoever knows the password'),
  'admin.log-in': noTenant(ADMIN_ONLY),
  'admin.log-out': noTenant('it forgets the cookie of the caller and reads nothing'),
  'admin.me': noTenant(ADMIN_ONLY),
  'admin.list-sign-ins': noTenant(ADMIN_ONLY),
  'admin.end-sign-in': noTenant(ADMIN_ONLY),
  'admin.end-other-sign-ins': noTenant(ADMIN_ONLY),
  'admin.step-up-options': noTenant(ADMIN_ONLY),
  'admin.step-up': noTenant(ADMIN_ONLY),
  'admin.list-tenants': noTenant(ADMIN_ONLY),
  'admin.suspend-tenant': noTenant(ADMIN_ONLY),
  'admin.reactivate-tenant': noTenant(ADMIN_ONLY),
  'admin.get-tenant': noTenant(ADMIN_ONLY),
  'admin.close-tenant': noTenant(ADMIN_ONLY),
  'admin.reopen-tenant': noTenant(ADMIN_ONLY),
  'admin.change-plan': noTenant(ADMIN_ONLY),
  'admin.list-audit': noTenant(ADMIN_ONLY),
  'admin.export-audit': noTenant(ADMIN_ONLY),
  'broadcasts.list': noTenant(ADMIN_ONLY),
  'broadcasts.send': noTenant(ADMIN_ONLY),
  'broadcasts.end': noTenant(ADMIN_ONLY),
  'abuse.list': noTenant(ADMIN_ONLY),
  'abuse.review': noTenant(ADMIN_ONLY),
  'abuse.resolve': noTenant(ADMIN_ONLY),
  'support.start': noTenant(ADMIN_ONLY),
  'notices.list': lists((as) => as.get('/notices')),
  'notices.dismiss': names(async (as, target) => as.post(`/notices/${await noticeFor(target)}/dismiss`)),
  'abuse.report': ownHost((as) =>
    as.post('/abuse-reports', { category: 'scam', text: 'They took my money and gave nothing.' }),
  ),
  'support.enter': names(async (as, target) => as.post('/support/enter', { token: await visitTokenFor(target) }), {
    foreign: 401,
  }),
  'support.visit': lists((as) => as.get('/support/visit')),
  'support.end': ownHost((as) => as.post('/support/end')),
  'support.get-policy': lists((as) => as.get('/support/policy')),
  'support.set-policy': ownHost((as) => as.put('/support/policy', { allowed: true })),
  'admin.list-mail': noTenant(ADMIN_ONLY),
  'admin.get-mail': noTenant(ADMIN_ONLY),
  ...domainRows(() => knot, { names, lists, ownHost }),
  ...credentialRows(() => bed, { names, lists, ownHost, noTenant }),
};

const adminId = () =>
  bed.modules.accounts.service.ensureAdmin({ email: 'root@stage.test', name: 'Root', password: 'a root password' });
/** A notice of the platform to this site alone. */
async function noticeFor(site: Site): Promise<string> {
  const span = { startsAt: new Date().toISOString(), endsAt: new Date(Date.now() + 3_600_000).toISOString() };
  const notice = { key: crypto.randomUUID(), title: 'Work tonight', text: 'At ten.', level: 'info' } as const;
  const to = { tenantIds: [site.tenantId as TenantId] };
  return (await bed.modules.broadcasts.service.send(await adminId(), { ...notice, ...span, ...to })).id;
}
const visitTokenFor = async (site: Site) =>
  (await bed.modules.support.service.start(await adminId(), site.tenantId as TenantId, 'To see what is wrong', 5))
    .token;
let made = 0;
async function roleOf(site: Site): Promise<string> {
  made += 1;
  const { body } = await site.owner.post('/roles', { name: `Role ${made}`, permissions: ['leads.read'] });
  return (body as { id: string }).id;
}
/** An invitation that waits, with the token of its mail. */
async function invitationOf(site: Site): Promise<{ id: string; token: string }> {
  made += 1;
  const email = `invited-${made}@team.example`;
  const { id } = (await site.owner.post('/invitations', { email, roles: ['learner'] })).body as { id: string };
  await bed.settle();
  const [mail] = (await bed.modules.mail.service.listKept({ limit: 1, search: email })).items;
  const { text } = (await bed.modules.mail.service.findKept(mail!.id))!;
  return { id, token: /\/invitation#(\S+)/.exec(text)![1]! };
}
/** A sign-in of a site's owner besides the one that the rows use. */
async function anotherSignInOf(site: Site): Promise<string> {
  const { id: accountId, sessionVersion } = (await bed.modules.accounts.service.findByEmail(site.email))!;
  const { id: membershipId } = (await site.in(() => bed.modules.members.service.findByAccount(accountId)))!;
  const session = { tenantId: site.tenantId, accountId, membershipId, sessionVersion };
  const device = { ip: '127.0.0.1', userAgent: '' };
  return (await bed.modules.signIns.store.startMember(session, device)).signInId;
}
const accountOf = async (site: Site) => (await bed.modules.accounts.service.findByEmail(site.email))!.id;

/** The smallest legal PNG, one transparent pixel, as a multipart body; a trailer makes it another file. */
const logoForm = (trailer = '') => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  );
  const head =
    '--x\r\ncontent-disposition: form-data; name="file"; filename="logo.png"\r\ncontent-type: image/png\r\n\r\n';
  return {
    body: Buffer.concat([Buffer.from(head), png, Buffer.from(`${trailer}\r\n--x--\r\n`)]),
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  };
};

/** Everything that names tenant B; none of it may ever appear in an answer to A. */
const marksOf = (site: Site): string[] => [
  site.tenantId,
  site.leadId,
  site.sessionId,
  site.memberId,
  site.email,
  site.person.email,
  site.person.firstName,
];
const expectNoMarks = (answer: Answer, site: Site) => {
  const text = JSON.stringify(answer.body ?? '');
  expect(marksOf(site).filter((mark) => text.includes(mark))).toEqual([]);
};
/** The access token alone: a log-in on a browser that has both tokens ends the session before. */
const accessOf = ({ cookie }: Site): string =>
  cookie.split('; ').find((pair) => pair.startsWith('stageline_session='))!;
const succeeded = (status: number) => status >= 200 && status < 300;

/** A tenant's whole content, to show that a refused call changed nothing. */
async function contentOf(site: Site): Promise<string> {
  const paths = ['/leads', `/leads/${site.leadId}`, '/members', '/sessions', '/site/draft', '/line'];
  return JSON.stringify(await Promise.all(paths.map(async (path) => (await site.owner.get(path)).body)));
}

describe('operations', () => {
  it('A-05 the matrix names every operation of the contracts, once, and no other', () => {
    const ids = operations.map(({ id }) => id).sort();
    expect(new Set(ids).size).toBe(ids.length);
    expect(Object.keys(matrix).sort()).toEqual(ids);
  });

  for (const [id, row] of Object.entries(matrix)) {
    if (row.kind === 'no-tenant') continue;
    it(`A-05 ${id}: as A with what is B's there is nothing; as B it is there`, async () => {
      const before = await contentOf(b);
      // A fresh browser with A's session: some calls change the cookie.
      const foreign = await row.call(visitor({ http: bed.http }, a.host, accessOf(a)), b);
      await bed.settle();
      expectNoMarks(foreign, b);
      if (row.kind === 'names') expect(foreign.status).toBe(row.foreign ?? 404);
      expect(await contentOf(b)).toBe(before);

      const own = await row.call(visitor({ http: bed.http }, b.host, accessOf(b)), b);
      await bed.settle();
      expect([id, own.status, succeeded(own.status)]).toEqual([id, own.status, true]);
    });
  }

  it("A-05 every operation for members refuses B's session on A's host", async () => {
    const members = operations.filter(({ access }) => access.kind === 'member');
    expect(members.length).toBeGreaterThan(10);
    for (const operation of members) {
      const url = operation.path.replace(/:(\w+)/g, (_all, name: string) => idFor(name, a));
      const headers = { host: a.host, cookie: b.cookie };
      const response = await bed.http.inject({ method: operation.method, url, headers });
      expect([operation.id, response.statusCode]).toEqual([operation.id, 401]);
    }
  });

  it("A-05 every operation of the admin host refuses a member's session", async () => {
    const admin = operations.filter(({ access }) => access.kind === 'admin');
    for (const operation of admin) {
      const url = operation.path.replace(/:(\w+)/g, (_all, name: string) => idFor(name, b));
      const headers = { host: bed.adminHost, cookie: a.cookie };
      const response = await bed.http.inject({ method: operation.method, url, headers });
      expect([operation.id, response.statusCode]).toEqual([operation.id, 401]);
    }
  });

  it("A-05 a sign-up's progress needs its own secret", async () => {
    const get = (token: string) =>
      bed.http.inject({
        method: 'GET',
        url: `/api/v1/signups/${b.signupId}?token=${token}`,
        headers: { host: bed.platformHost },
      });
    expect((await get(a.token)).statusCode).toBe(404);
    expect((await get(b.token)).statusCode).toBe(200);
  });
});

const idFor = (name: string, site: Site): string =>
  ({ leadId: site.leadId, sessionId: site.sessionId, membershipId: site.memberId, tenantId: site.tenantId as string })[
    name
  ] ?? 'mai_01jd5x8v1ye1ta8v2s3q4w5e6r';

describe('files', () => {
  it("A-05 a file of B is not found on A's host; on B's it is served", async () => {
    // Files are named by their content, so B's has to differ from the one that A has uploaded.
    const { body, headers } = logoForm('B');
    const { id } = (await b.owner.put('/site/pictures/logo', body, headers)).body as { id: string };
    const get = (host: string) => bed.http.inject({ method: 'GET', url: `/media/${id}-icon.png`, headers: { host } });
    expect((await get(a.host)).statusCode).toBe(404);
    expect((await get(b.host)).statusCode).toBe(200);
  });
});

const ask = (socket: Socket, event: string, payload: unknown) =>
  socket.timeout(3000).emitWithAck(event, payload) as Promise<Ack<unknown>>;
const connect = (
  site: { host: string },
  namespace: string,
  more: { cookie?: string; auth?: Record<string, unknown> } = {},
) => connectSocket(bed.url, { host: site.host, namespace, ...more });

async function roomTicket(site: Site): Promise<string> {
  const { body } = await visitor({ http: bed.http }, site.host).post('/join', { token: site.joinToken });
  return (body as { roomTicket: string }).roomTicket;
}

/** One entry per socket message, and one per namespace that says nothing. */
const sockets: Record<string, () => Promise<void>> = {
  async '/line line:resume'() {
    const [onA, onB] = await Promise.all([connect(a, '/line'), connect(b, '/line')]);
    const [fromA, fromB] = [await ask(onA, 'line:resume', { after: 0 }), await ask(onB, 'line:resume', { after: 0 })];
    expect(JSON.stringify(fromA)).not.toContain(b.person.firstName);
    expect(JSON.stringify(fromB)).toContain(b.person.firstName);
  },
  async '/app'() {
    await expect(connect(a, '/app', { cookie: b.cookie })).rejects.toMatchObject({ data: { code: 'unauthenticated' } });
    const [onA, onB] = [await connect(a, '/app', { cookie: a.cookie }), await connect(b, '/app', { cookie: b.cookie })];
    const heardByA: unknown[] = [];
    onA.onAny((...heard) => heardByA.push(heard));
    const hint = nextEvent(onB, 'hint');
    await visitor({ http: bed.http }, b.host).post('/registrations', { ...b.person, email: 'hinted@person.example' });
    await hint;
    expect(heardByA).toEqual([]);
  },
  async '/admin'() {
    await expect(connect({ host: bed.adminHost }, '/admin', { cookie: a.cookie })).rejects.toMatchObject({
      data: { code: 'unauthenticated' },
    });
    await expect(connect(a, '/admin', { cookie: a.cookie })).rejects.toMatchObject({ data: { code: 'not-found' } });
  },
  async '/room room:send-message'() {
    const ticketOfB = await roomTicket(b);
    await expect(connect(a, '/room', { auth: { ticket: ticketOfB } })).rejects.toMatchObject({
      data: { code: 'invalid-ticket' },
    });
    const onA = await connect(a, '/room', { auth: { ticket: await roomTicket(a) } });
    const onB = await connect(b, '/room', { auth: { ticket: await roomTicket(b) } });
    const heardByA: unknown[] = [];
    onA.on('room:tick', (tick) => heardByA.push(tick));
    const tick = nextEvent(onB, 'room:tick');
    const clientId = crypto.randomUUID();
    expect(await ask(onB, 'room:send-message', { text: 'for B only', clientId })).toMatchObject({ ok: true });
    await tick;
    // The same client id in another tenant is another message.
    expect(await ask(onA, 'room:send-message', { text: 'for A only', clientId })).toMatchObject({ ok: true });
    expect(JSON.stringify(heardByA)).not.toContain('for B only');
  },
  async '/room room:history'() {
    const onA = await connect(a, '/room', { auth: { ticket: await roomTicket(a) } });
    const onB = await connect(b, '/room', { auth: { ticket: await roomTicket(b) } });
    expect(JSON.stringify(await ask(onA, 'room:history', { after: 0 }))).not.toContain('for B only');
    expect(JSON.stringify(await ask(onB, 'room:history', { after: 0 }))).toContain('for B only');
  },
};

describe('sockets', () => {
  beforeAll(async () => {
    // The calls above have ended B's first session; a room needs one to come.
    for (const site of [a, b]) {
      const plan = {
        title: 'Chat',
        description: '',
        startsAt: '2029-01-01T18:00:00.000Z',
        durationMinutes: 60,
        timeZone: 'UTC',
      };
      await site.owner.post('/sessions', plan);
    }
  });

  it('A-05 the matrix names every message of the contracts', () => {
    const expected = namespaces.flatMap(({ name, ask: messages }) => {
      const asked = Object.keys(messages);
      return asked.length === 0 ? [name as string] : asked.map((event) => `${name} ${event}`);
    });
    expect(Object.keys(sockets).sort()).toEqual(expected.sort());
  });
  for (const [name, check] of Object.entries(sockets)) it(`A-05 ${name}`, check);
});

describe('jobs and subscribers', () => {
  it('A-05 the matrix names every job of the contracts', () => {
    expect(jobs.map(({ name }) => name)).toEqual(['tenants.provision', 'domains.check']);
  });

  it("A-05 tenants.provision: as A with B's sign-up nothing happens", async () => {
    const before = await contentOf(b);
    await bed.modules.signups.service.provision(a.tenantId, b.signupId);
    expect(await contentOf(b)).toBe(before);
  });

  it("A-05 domains.check: as A with B's domain nothing happens", async () => {
    const added = await b.owner.post('/domains', { host: 'looked-at.bravo.test' });
    const { id } = added.body as { id: DomainId };
    type Listed = { items: { id: string; lastCheckedAt: string | null }[] };
    const listed = async () => ((await b.owner.get('/domains')).body as Listed).items.find((item) => item.id === id);
    const before = await eventually(async () => {
      const shown = await listed();
      return shown != null && shown.lastCheckedAt !== null && shown;
    });
    await a.in(() => bed.modules.domains.service.look(id));
    expect(await listed()).toEqual(before);
    await b.in(() => bed.modules.domains.service.look(id));
    expect(await listed()).not.toEqual(before);
  });

  it("A-05 every subscriber, run as A with B's ids, changes nothing of B and mails nobody of B", async () => {
    const before = await contentOf(b);
    const mailsBefore = await mailsTo(b);
    const ids = {
      leadId: b.leadId,
      membershipId: b.memberId,
      sessionId: b.sessionId,
      personId: 'per_01jd5x8v1ye1ta8v2s3q4w5e6r',
    };
    const more = {
      renewed: true,
      position: 1,
      from: 'new',
      to: 'won',
      at: '2030-01-01T00:00:00.000Z',
      mailId: await firstMailOf(b),
      broadcastId: await noticeFor(b),
    };
    const subscribers = bed.container.list.flatMap((module) => module.subscribers ?? []);
    expect(subscribers.length).toBeGreaterThan(8);
    for (const subscriber of subscribers) {
      const context = {
        eventId: 'evt_01jd5x8v1ye1ta8v2s3q4w5e6r',
        tenantId: a.tenantId as TenantId,
        recordedAt: new Date(),
      };
      // A subscriber may ignore what it does not find or refuse it; either way nothing of B is touched.
      await a.in(async () => subscriber.handle({ ...ids, ...more } as never, context as never)).catch(() => undefined);
    }
    expect(await contentOf(b)).toBe(before);
    expect(await mailsTo(b)).toBe(mailsBefore);
  });
});

const mailbox = async () => (await bed.modules.mail.service.listKept({ limit: 100 } as never)).items;
const mailsTo = async (site: Site) =>
  (await mailbox()).filter(({ to }) => JSON.stringify(to).includes(site.slug)).length;
const firstMailOf = async (site: Site) =>
  (await mailbox()).find(({ to }) => JSON.stringify(to).includes(site.slug))?.id;

/** Publishes a new version of the template that the sites began with, and takes it over. */
async function offerAndApply(as: Browser): Promise<Answer> {
  const { service } = bed.modules.templates;
  const nobody = 'tnt_01jd5x8v1ye1ta8v2s3q4w5e6r' as TenantId;
  const { key, content, masterclass } = await service.beginning(nobody, '', { siteName: 'A', promoterName: 'B' });
  const { theme, profile, line, settings, videos, customCss } = content;
  const texts = { headline: profile.headline, welcomeMessage: profile.welcomeMessage, benefits: [`New ${Date.now()}`] };
  const about = { key, name: 'Newer', description: 'For a test', note: 'A test', source: 'site' } as const;
  await service.publish({ ...about, content: { theme, texts, line, settings, videos, customCss, masterclass } });
  const { version, revision, blocks } = (await as.get('/site/template')).body.offer;
  const choices = Object.fromEntries(blocks.map(({ field }: { field: string }) => [field, 'theirs']));
  return as.post('/site/template', { version, revision, choices });
}
