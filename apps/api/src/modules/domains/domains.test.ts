import { beforeAll, describe, expect, it } from '@jest/globals';
import type { DomainId, DomainView, MailId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { eventually } from '@stageline/testing';
import { tokenText } from './domain-inspection.ts';
import { createDomainsBed, EDGE, type DomainsBed } from './test-bed.ts';

type Site = Awaited<ReturnType<DomainsBed['site']>>;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let bed: DomainsBed;
beforeAll(async () => {
  bed = await createDomainsBed();
});

const add = async (site: Site, host: string): Promise<DomainView> => {
  const { status, body } = await site.owner.post('/domains', { host });
  expect([host, status]).toEqual([host, 201]);
  return body;
};
const viewOf = async (site: Site, id: string): Promise<DomainView> =>
  (await site.owner.get('/domains')).body.items.find((item: DomainView) => item.id === id);
const check = async (site: Site, id: string): Promise<DomainView> =>
  (await site.owner.post(`/domains/${id}/check`)).body;
const record = (view: DomainView, kind: string) => view.records.find((each) => each.kind === kind)!;
const proofOf = (view: DomainView) => record(view, 'ownership').expected[0]!;
const zoneOf = (host: string) => host.split('.').slice(-2).join('.');
/** What the promoter's DNS panel does. */
const prove = (view: DomainView) =>
  bed.knot.update(zoneOf(view.host), `add _stageline.${view.host}. 5 TXT "${proofOf(view)}"`);
const point = (view: DomainView, target = EDGE) =>
  bed.knot.update(zoneOf(view.host), `delete ${view.host}. CNAME`, `add ${view.host}. 5 CNAME ${target}.`);
const clear = (view: DomainView) =>
  bed.knot.update(zoneOf(view.host), `delete ${view.host}.`, `delete _stageline.${view.host}.`);
const until = (site: Site, id: string, state: string) =>
  eventually(async () => (await viewOf(site, id)).state === state && viewOf(site, id), {
    what: `${id} is ${state}`,
  });
const statusAt = async (host: string, url = '/api/v1/site') =>
  (await bed.http.inject({ method: 'GET', url, headers: { host } })).statusCode;
const liveDomain = async (site: Site, host: string): Promise<DomainView> => {
  const view = await add(site, host);
  await prove(view);
  await point(view);
  const live = await check(site, view.id);
  expect([host, live.state]).toEqual([host, 'live']);
  return live;
};

describe('from a claim to a live site', () => {
  it('A-07 goes live with no further click when DNS is set days later, and answers on that host', async () => {
    const site = await bed.site('patient');
    const added = await add(site, 'learn.promoter.test');
    expect(added).toMatchObject({ state: 'pending_dns', zone: 'promoter.test', lastCheckedAt: null });
    expect(added.records.map(({ type, name, expected, status }) => [type, name, expected, status])).toEqual([
      ['TXT', '_stageline.learn.promoter.test', [proofOf(added)], 'waiting'],
      ['CNAME', 'learn.promoter.test', [EDGE], 'waiting'],
    ]);
    const looked = await eventually(
      async () => (await viewOf(site, added.id)).lastCheckedAt !== null && viewOf(site, added.id),
    );
    expect(looked.records.map(({ kind, status }) => [kind, status])).toEqual([
      ['ownership', 'missing'],
      ['address', 'missing'],
      ['ipv6', 'ok'],
      ['caa', 'ok'],
      ['proxy', 'ok'],
    ]);
    expect(await statusAt('learn.promoter.test')).toBe(404);

    await prove(added);
    await bed.later(5 * MINUTE_MS);
    expect((await until(site, added.id, 'verified')).nextStep).toContain('CNAME');
    await point(added);
    await bed.later(2 * DAY_MS);
    const live = await until(site, added.id, 'live');
    expect(live.timeline.map(({ state }) => state)).toEqual(['pending_dns', 'verified', 'issuing', 'live']);
    expect(await statusAt('Learn.Promoter.test:443')).toBe(200);
    const [mail] = await bed.mailsOf(site.tenantId);
    expect(mail).toMatchObject({ subject: 'learn.promoter.test is live', to: { address: site.email } });
  });

  it('A-07 says that it has stopped looking after three days, and "check now" works at any later time', async () => {
    const site = await bed.site('forgetful');
    const added = await add(site, 'late.promoter.test');
    await eventually(async () => (await viewOf(site, added.id)).lastCheckedAt !== null);
    await bed.later(3 * DAY_MS);
    const stopped = await eventually(
      async () => (await viewOf(site, added.id)).nextCheckAt === null && viewOf(site, added.id),
    );
    expect(stopped.nextStep).toContain('stopped looking');
    bed.clock.advance(40 * DAY_MS);
    await site.logIn();
    await prove(added);
    expect(await check(site, added.id)).toMatchObject({ state: 'verified', nextCheckAt: expect.any(String) });
    await point(added);
    await bed.later(MINUTE_MS * 2);
    await until(site, added.id, 'live');
  });

  it('A-07 warns the owner before it breaks, and is live again by itself when it is mended', async () => {
    const site = await bed.site('warned');
    const { id, host } = await liveDomain(site, 'learn.warned.test');
    await bed.knot.update('warned.test', 'add warned.test. 5 CAA 0 issue "other-ca.example"');
    await bed.later(1.2 * DAY_MS);
    const degraded = await until(site, id, 'degraded');
    // The certificate that is there goes on working: the site is served while its owner mends it.
    expect(await statusAt(host)).toBe(200);
    expect(degraded.nextStep).toContain('certificate authority');
    const subjects = (await bed.mailsOf(site.tenantId)).map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject === `Please look at ${host}`)).toHaveLength(1);
    await bed.knot.update('warned.test', 'delete warned.test. CAA');
    await bed.later(70 * MINUTE_MS);
    await until(site, id, 'live');
    await clear(degraded);
    await bed.later(1.2 * DAY_MS);
    await until(site, id, 'degraded');
    await bed.later(31 * DAY_MS);
    await site.logIn();
    await eventually(async () => (await viewOf(site, id)) === undefined);
    expect(await statusAt(host)).toBe(404);
  });
});

describe('while the site is suspended', () => {
  it('A-14 nobody looks, no clock runs, and afterwards the owner of a domain that is well hears nothing of it', async () => {
    const site = await bed.site('on-hold');
    const [live, waiting] = [await liveDomain(site, 'hold.promoter.test'), await add(site, 'slow.promoter.test')];
    const late = await liveDomain(site, 'late-hold.promoter.test');
    await clear(late);
    expect((await check(site, late.id)).state).toBe('degraded');
    const before = await viewOf(site, live.id);
    const mails = (await bed.mailsOf(site.tenantId)).length;
    const ofSuspension = ['on-hold is suspended', 'on-hold is back'];
    await bed.tenants.suspend(site.tenantId, 'A test', newId('adm'));
    await bed.later(MINUTE_MS);
    // Longer than a search lasts, and longer than a domain that leads elsewhere is kept.
    await bed.later(40 * DAY_MS);
    const held = await site.in(async () => Promise.all([live, waiting, late].map(({ id }) => bed.domains.find(id))));
    expect(held.map((domain) => domain?.pausedAt === null)).toEqual([false, false, false]);
    expect(held[0]?.lastCheckedAt?.toISOString()).toBe(before.lastCheckedAt);
    await bed.tenants.reactivate(site.tenantId);
    await site.logIn();
    await bed.later(0);
    await eventually(async () => (await viewOf(site, live.id)).lastCheckedAt !== before.lastCheckedAt);
    const after = await eventually(async () => {
      const views = await Promise.all([live, waiting, late].map(({ id }) => viewOf(site, id)));
      const found = await site.in(async () => Promise.all(views.map(({ id }) => bed.domains.find(id as DomainId))));
      return found.every((domain) => domain?.pausedAt === null) && views;
    });
    expect(after.map(({ state }) => state)).toEqual(['live', 'pending_dns', 'degraded']);
    expect(after[1]?.nextCheckAt).not.toBeNull();
    const others = (await bed.mailsOf(site.tenantId)).filter(({ subject }) => !ofSuspension.includes(subject));
    expect(others.length).toBe(mails);
  });
});

describe('each record, expected and found', () => {
  let site: Site;
  beforeAll(async () => {
    site = await bed.site('records');
  });
  const checked = async (host: string, ...lines: string[]) => {
    const view = await add(site, host);
    if (lines.length > 0) await bed.knot.update(zoneOf(host), ...lines);
    const seen = await check(site, view.id);
    await site.owner.delete(`/domains/${view.id}`);
    return seen;
  };

  it.each<[string, string, string[], string, object]>([
    [
      'an address elsewhere',
      'a1.other.test',
      ['add a1.other.test. 5 A 192.0.2.10'],
      'address',
      { status: 'wrong', found: ['192.0.2.10'], advice: expect.stringContaining(`CNAME to ${EDGE}`) },
    ],
    [
      'one of two addresses elsewhere',
      'a2.other.test',
      ['add a2.other.test. 5 A 127.0.0.1', 'add a2.other.test. 5 A 192.0.2.10'],
      'address',
      { status: 'wrong', advice: expect.stringContaining('not ours') },
    ],
    ['our address itself', 'a3.other.test', ['add a3.other.test. 5 A 127.0.0.1'], 'address', { status: 'ok' }],
    [
      'a detour that ends with us',
      'a4.other.test',
      ['add a4.other.test. 5 CNAME via.other.test.', `add via.other.test. 5 CNAME ${EDGE}.`],
      'address',
      { status: 'ok', found: ['via.other.test', EDGE, '127.0.0.1'] },
    ],
    [
      'aliases in a circle',
      'a5.other.test',
      ['add a5.other.test. 5 CNAME b5.other.test.', 'add b5.other.test. 5 CNAME a5.other.test.'],
      'address',
      { status: 'wrong', advice: expect.stringContaining('circle') },
    ],
    [
      'a forgotten AAAA record',
      'a6.other.test',
      ['add a6.other.test. 5 A 127.0.0.1', 'add a6.other.test. 5 AAAA 2001:db8::6'],
      'ipv6',
      { status: 'wrong', found: ['2001:db8::6'], advice: expect.stringContaining('Delete this AAAA') },
    ],
    [
      'a CAA record that forbids us',
      'a7.other.test',
      ['add a7.other.test. 5 CAA 0 issue ";"'],
      'caa',
      { status: 'wrong', found: ['0 issue ";"'], expected: ['0 issue "letsencrypt.org"'] },
    ],
    [
      'a CAA record that allows us among others',
      'a8.other.test',
      [
        'add a8.other.test. 5 CAA 0 issue "other-ca.example"',
        'add a8.other.test. 5 CAA 0 issue "LetsEncrypt.org; x=1"',
      ],
      'caa',
      { status: 'ok' },
    ],
    [
      'a proxy in front',
      'a9.other.test',
      ['add a9.other.test. 5 A 104.16.0.9'],
      'proxy',
      { status: 'wrong', found: ['104.16.0.9'], advice: expect.stringContaining('Cloudflare') },
    ],
    [
      'the proof of another claim',
      'a10.other.test',
      [`add _stageline.a10.other.test. 5 TXT "${tokenText('of somebody else')}"`],
      'ownership',
      { status: 'wrong', advice: expect.stringContaining('another connection') },
    ],
  ])('A-07 %s', async (_what, host, lines, kind, expected) => {
    expect(record(await checked(host, ...lines), kind)).toMatchObject(expected);
  });

  it('A-07 wants addresses at the top of a domain, and finds the proof among hundreds of long texts', async () => {
    const view = await add(site, 'other.test');
    expect(record(view, 'address')).toMatchObject({ type: 'A', expected: ['127.0.0.1'] });
    const noise = Array.from(
      { length: 150 },
      (_, index) => `add _stageline.other.test. 5 TXT "${String(index).repeat(60)}" "${'y'.repeat(200)}"`,
    );
    await bed.knot.update('other.test', ...noise, 'add other.test. 5 A 127.0.0.1');
    const without = await check(site, view.id);
    expect(record(without, 'ownership')).toMatchObject({ status: 'wrong', found: { length: 10 } });
    await prove(view);
    expect(await check(site, view.id)).toMatchObject({ state: 'live' });
    await clear(view);
  });

  it('A-07 a name server that fails says nothing about the records', async () => {
    const other = await bed.site('unlucky');
    const view = await add(other, 'shop.broken.test');
    const seen = await check(other, view.id);
    expect(seen.state).toBe('pending_dns');
    for (const kind of ['ownership', 'address']) {
      expect(record(seen, kind)).toMatchObject({
        status: 'unknown',
        advice: expect.stringContaining('did not answer'),
      });
    }
  });
});

describe('whose domain it is', () => {
  it('A-08 two sites may claim one, the first to prove it gets it, and no proof serves twice', async () => {
    const [first, second] = [await bed.site('first-claim'), await bed.site('second-claim')];
    const [mine, theirs] = [await add(first, 'both.promoter.test'), await add(second, 'both.promoter.test')];
    expect(proofOf(mine)).not.toBe(proofOf(theirs));
    await point(mine);
    await prove(theirs);
    expect(await check(first, mine.id)).toMatchObject({ state: 'pending_dns' });
    expect(await check(second, theirs.id)).toMatchObject({ state: 'live' });
    await prove(mine);
    const late = await check(first, mine.id);
    expect(late.state).toBe('pending_dns');
    expect(record(late, 'ownership')).toMatchObject({
      status: 'wrong',
      advice: expect.stringContaining('Another site'),
    });
    // Whoever gives up a claim gives up nothing of somebody else's.
    expect((await first.owner.delete(`/domains/${mine.id}`)).status).toBe(204);
    expect(await bed.tenants.domains.find('both.promoter.test')).toEqual({ tenantId: second.tenantId, enabled: true });
    const facts = await bed.resolver.resolve('both.promoter.test');
    expect(facts).toMatchObject({ tenant: { id: second.tenantId } });
  });

  it('A-08 a released domain takes a new proof: a forgotten CNAME and an old text are worth nothing', async () => {
    const [owner, thief] = [await bed.site('leaver'), await bed.site('thief')];
    const live = await liveDomain(owner, 'dangling.promoter.test');
    expect((await owner.owner.delete(`/domains/${live.id}`)).status).toBe(204);
    expect(await statusAt('dangling.promoter.test')).toBe(404);
    const stolen = await add(thief, 'dangling.promoter.test');
    expect(await check(thief, stolen.id)).toMatchObject({ state: 'pending_dns' });
    expect(await statusAt('dangling.promoter.test')).toBe(404);
    const again = await add(owner, 'dangling.promoter.test');
    expect(proofOf(again)).not.toBe(proofOf(live));
    expect(await check(owner, again.id)).toMatchObject({ state: 'pending_dns' });
    await prove(again);
    expect(await check(owner, again.id)).toMatchObject({ state: 'live' });
  });

  it('A-08 of two that prove it at the same moment one has it', async () => {
    const sites = [await bed.site('race-one'), await bed.site('race-two')];
    const claims = await Promise.all(sites.map((site) => add(site, 'race.promoter.test')));
    await Promise.all(claims.map(prove));
    await point(claims[0]!);
    const views = await Promise.all(sites.map((site, index) => check(site, claims[index]!.id)));
    expect(views.map(({ state }) => state).sort()).toEqual(['live', 'pending_dns']);
  });

  it('A-07 removed while it is looked at, it stays removed and is nobody’s', async () => {
    const site = await bed.site('hasty');
    const view = await add(site, 'hasty.promoter.test');
    await prove(view);
    await point(view);
    let removed: { status: number } | undefined;
    // The look has read the claim by then, and is about to find its proof.
    bed.front.whileLooking = async (name) => {
      if (name === '_stageline.hasty.promoter.test') removed ??= await site.owner.delete(`/domains/${view.id}`);
    };
    await site.in(() => bed.domains.look(view.id));
    bed.front.whileLooking = undefined;
    expect(removed?.status).toBe(204);
    expect((await site.owner.get('/domains')).body.items).toEqual([]);
    expect(await bed.tenants.domains.find('hasty.promoter.test')).toBeNull();
    expect(await statusAt('hasty.promoter.test')).toBe(404);
  });
});

describe('the routes', () => {
  it('A-07 answers 400 with the field, 409 for a second time and beyond ten, 404 for another site', async () => {
    const [site, other] = [await bed.site('strict'), await bed.site('stranger')];
    const bad = await site.owner.post('/domains', { host: '*.promoter.test' });
    expect(bad).toMatchObject({ status: 400, body: { issues: [{ pointer: '/host' }] } });
    const view = await add(site, 'strict.promoter.test');
    const twice = await site.owner.post('/domains', { host: 'STRICT.promoter.test.' });
    expect(twice).toMatchObject({ status: 409, body: { code: 'domain-exists' } });
    for (const call of [
      other.owner.post(`/domains/${view.id}/check`),
      other.owner.delete(`/domains/${view.id}`),
      other.owner.put('/domains/primary', { domainId: view.id }),
      other.owner.get(`/domains/doctor?domainId=${view.id}`),
      site.owner.post(`/domains/${newId('dom')}/check`),
    ]) {
      expect((await call).status).toBe(404);
    }
    for (let index = 1; index < 10; index += 1) await add(site, `n${index}.strict.promoter.test`);
    const eleventh = await site.owner.post('/domains', { host: 'n10.strict.promoter.test' });
    expect(eleventh).toMatchObject({ status: 409, body: { code: 'limit-reached' } });
  });

  it('A-07 leads visitors to the main address while it is live, and nobody else anywhere', async () => {
    const site = await bed.site('main-address');
    const waiting = await add(site, 'not-yet.promoter.test');
    const early = await site.owner.put('/domains/primary', { domainId: waiting.id });
    expect(early).toMatchObject({ status: 409, body: { code: 'illegal-transition' } });
    const live = await liveDomain(site, 'www.promoter.test');
    expect((await site.owner.put('/domains/primary', { domainId: live.id })).status).toBe(204);
    const get = (host: string, url: string) => bed.http.inject({ method: 'GET', url, headers: { host } });
    const moved = await get(site.host, '/?utm=1');
    expect([moved.statusCode, moved.headers.location]).toEqual([301, 'http://www.promoter.test:3000/?utm=1']);
    expect(moved.headers['cache-control']).toBe('max-age=300');
    // Links lead where visitors are led, and so does the way from one site of a member's to another.
    const inviteTo = async (email: string) => {
      await site.owner.post('/invitations', { email, roles: ['rep'] });
      const mails = await bed.mailsOf(site.tenantId);
      return textOf(mails.find((mail) => mail.to.address === email));
    };
    const textOf = async (mail?: { id: MailId }) => (mail && (await bed.mail.findKept(mail.id)))?.text;
    expect(await inviteTo('one@team.test')).toContain('http://www.promoter.test:3000/invitation#');
    for (const [host, url] of [
      [site.host, '/api/v1/site'],
      [site.host, '/dashboard'],
      ['www.promoter.test', '/'],
    ] as const) {
      expect([url, (await get(host, url)).headers.location]).toEqual([url, undefined]);
    }
    await clear(live);
    expect(await check(site, live.id)).toMatchObject({ state: 'degraded', isPrimary: true });
    expect((await get(site.host, '/')).statusCode).not.toBe(301);
    expect(await inviteTo('two@team.test')).toContain(`http://${site.host}/invitation#`);
    // What is broken is no way to where it is mended.
    const warning = (await bed.mailsOf(site.tenantId)).find(({ subject }) => subject.startsWith('Please look at'));
    expect(await textOf(warning)).toContain(`http://${site.host}/dashboard/domains`);
    await prove(live);
    await point(live);
    expect(await check(site, live.id)).toMatchObject({ state: 'live', isPrimary: true });
    expect((await get(site.host, '/')).statusCode).toBe(301);
    await site.owner.put('/domains/primary', { domainId: null });
    expect((await get(site.host, '/')).statusCode).not.toBe(301);
    await site.owner.put('/domains/primary', { domainId: live.id });
    expect((await get(site.host, '/')).statusCode).toBe(301);
    // Nobody is led to an address that the site has given up.
    expect((await site.owner.delete(`/domains/${live.id}`)).status).toBe(204);
    expect((await get(site.host, '/')).statusCode).not.toBe(301);
  });

  it('L-06 writes who connected, proved, chose and removed a domain', async () => {
    const site = await bed.site('audited');
    const live = await liveDomain(site, 'audited.promoter.test');
    await site.owner.put('/domains/primary', { domainId: live.id });
    await site.owner.delete(`/domains/${live.id}`);
    const { body } = await site.owner.get('/audit?limit=20');
    const actions = body.items.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(
      expect.arrayContaining([
        'domain.added',
        'domain.verified',
        'domain.became-live',
        'domain.primary-chosen',
        'domain.removed',
      ]),
    );
  });
});
