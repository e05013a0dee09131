import { beforeAll, describe, expect, it } from '@jest/globals';
import { startOidcPeer, type OidcPeer, type OidcPerson } from '@stageline/testing';
import { APEX, createSiteBed, visitor, type SiteBed } from '../../testing/site-bed.ts';

let peer: OidcPeer;
let bed: SiteBed;
type Site = Awaited<ReturnType<SiteBed['activeTenant']>>;
let jane: Site;

beforeAll(async () => {
  peer = await startOidcPeer(['google', 'microsoft'].map((name) => `http://${APEX}/auth/callback/${name}`));
  const { issuer, clientId, clientSecret } = peer;
  const client = { issuer, clientId, clientSecret };
  bed = await createSiteBed({
    identity: {
      kind: 'oidc',
      allowHttp: true,
      providers: [
        { ...client, id: 'google', label: 'Google', vouching: 'email_verified' },
        { ...client, id: 'microsoft', label: 'Microsoft', vouching: 'xms_edov' },
      ],
    },
  });
  jane = await bed.activeTenant('jane-oidc');
});

/** A browser with the cookies of each host, which follows the redirects of our hosts itself. */
function createBrowser() {
  const visitors = new Map<string, ReturnType<typeof visitor>>();
  const cookies = new Map<string, Map<string, string>>();
  const jarOf = (host: string) => cookies.get(host) ?? cookies.set(host, new Map()).get(host)!;
  return {
    at(host: string) {
      const known = visitors.get(host) ?? visitors.set(host, visitor(bed, host)).get(host)!;
      return known;
    },
    /** Where the address redirects to. */
    async visit(address: string, method: 'GET' | 'HEAD' = 'GET'): Promise<string | undefined> {
      const { host, pathname, search } = new URL(address);
      const jar = jarOf(host);
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await bed.http.inject({ method, url: pathname + search, headers: { host, cookie } });
      for (const { name, value } of response.cookies) jar.set(name, value);
      return response.headers.location;
    },
  };
}
type Browser = ReturnType<typeof createBrowser>;

/** From the button on a site, or on the platform, to the provider and back to our callback. */
async function depart(browser: Browser, host: string, provider = 'google', body: object = {}) {
  const { url } = (await browser.at(host).post(`/auth/providers/${provider}`, body)).body as { url: string };
  return { start: url, authorization: (await browser.visit(url)) ?? '' };
}
async function travel(
  browser: Browser,
  host: string,
  person: OidcPerson | null,
  provider = 'google',
  body: object = {},
) {
  peer.signInAs(person);
  const { authorization } = await depart(browser, host, provider, body);
  return peer.authorize(authorization);
}
const tokenOf = (address: string | undefined) => new URL(address ?? 'about:blank').hash.slice(1);
const problemOf = (address: string | undefined) => new URL(address ?? 'about:blank').searchParams.get('problem');

let people = 0;
const person = (more: Partial<OidcPerson> = {}): OidcPerson => ({
  sub: `person-${(people += 1)}`,
  name: 'Ann',
  ...more,
});

/** A site whose owner has confirmed the address. */
async function verifiedSite(slug: string): Promise<Site> {
  const site = await bed.activeTenant(slug);
  const account = (await bed.accounts.findByEmail(site.email))!;
  await bed.accounts.verifyEmail(account.id, account.email);
  return site;
}

describe('log-in with another company', () => {
  it('L-01 goes through the one callback of the platform and comes back to the site with a hand-over, once', async () => {
    const site = await verifiedSite('oidc-site');
    const browser = createBrowser();
    expect((await browser.at(site.host).get('/auth/methods')).body.providers).toEqual([
      { id: 'google', label: 'Google' },
      { id: 'microsoft', label: 'Microsoft' },
    ]);
    const ann = person({ email: site.email.toUpperCase(), email_verified: true });
    const callback = await travel(browser, site.host, ann, 'google', { next: '/dashboard/leads' });
    expect(new URL(callback)).toMatchObject({ host: APEX, pathname: '/auth/callback/google' });
    const back = await browser.visit(callback);
    expect(back).toMatch(new RegExp(`^http://${site.host}/handover\\?next=%2Fdashboard%2Fleads#`));
    const token = tokenOf(back);
    // Bound to the tenant, and to the browser that began.
    expect((await createBrowser().at(jane.host).post('/auth/handover', { token })).body.code).toBe('invalid-ticket');
    expect(await browser.at(site.host).post('/auth/handover', { token })).toMatchObject({
      status: 200,
      body: { email: site.email },
    });
    expect((await browser.at(site.host).post('/auth/handover', { token })).body.code).toBe('invalid-ticket');
    // The link holds, whatever the provider says of the address later.
    const again = createBrowser();
    const later = await again.visit(await travel(again, site.host, { sub: ann.sub, email: 'new@elsewhere.example' }));
    expect((await again.at(site.host).post('/auth/handover', { token: tokenOf(later) })).status).toBe(200);
  });

  it('L-01 a hand-over that somebody else began is of no use in this browser', async () => {
    const site = await verifiedSite('fixation-site');
    const attacker = createBrowser();
    const ann = person({ email: site.email, email_verified: true });
    const token = tokenOf(await attacker.visit(await travel(attacker, site.host, ann)));
    const victim = createBrowser();
    await depart(victim, site.host);
    expect((await victim.at(site.host).post('/auth/handover', { token })).body.code).toBe('invalid-ticket');
    const late = tokenOf(await attacker.visit(await travel(attacker, site.host, ann)));
    bed.clock.advance(61_000);
    expect((await attacker.at(site.host).post('/auth/handover', { token: late })).body.code).toBe('invalid-ticket');
  });

  it('L-01 works on the platform, and answers the sites of the account', async () => {
    const site = await verifiedSite('oidc-platform');
    const browser = createBrowser();
    const back = await browser.visit(await travel(browser, APEX, person({ email: site.email, email_verified: true })));
    expect(back).toMatch(new RegExp(`^http://${APEX}/handover#`));
    const { body } = await browser.at(APEX).post('/auth/handover', { token: tokenOf(back) });
    expect(body.sites).toEqual([expect.objectContaining({ slug: 'oidc-platform' })]);
  });

  it('L-01 a callback is good once, for the browser, state and provider that it belongs to', async () => {
    const site = await verifiedSite('callback-site');
    const browser = createBrowser();
    const ann = person({ email: site.email, email_verified: true });
    const callback = await travel(browser, site.host, ann);
    expect(problemOf(await createBrowser().visit(callback))).toBe('log-in-expired');
    expect(problemOf(await browser.visit(callback))).toBe('log-in-expired');

    const second = await travel(browser, site.host, ann);
    await browser.visit(second, 'HEAD');
    expect(tokenOf(await browser.visit(second))).not.toBe('');
    expect(problemOf(await browser.visit(second))).toBe('log-in-expired');

    const third = await travel(browser, site.host, ann);
    expect(problemOf(await browser.visit(third.replace('/google', '/microsoft')))).toBe('log-in-expired');
    const fourth = new URL(await travel(browser, site.host, ann));
    fourth.searchParams.set('state', 'x'.repeat(43));
    expect(problemOf(await browser.visit(fourth.href))).toBe('log-in-expired');
    const fifth = new URL(await travel(browser, site.host, ann));
    fifth.searchParams.set('iss', 'https://evil.example');
    expect(problemOf(await browser.visit(fifth.href))).toBe('provider-refused');
    // The way out is good once, too.
    const { start } = await depart(browser, site.host);
    expect(problemOf(await browser.visit(start))).toBe('log-in-expired');
  });

  it('L-01 an answer to another log-in of the same browser is refused: its nonce and verifier are other ones', async () => {
    const site = await verifiedSite('mixed-site');
    const browser = createBrowser();
    const ann = person({ email: site.email, email_verified: true });
    const [first, second] = [
      new URL(await travel(browser, site.host, ann)),
      new URL(await travel(browser, site.host, ann)),
    ];
    first.searchParams.set('code', second.searchParams.get('code') ?? '');
    expect(problemOf(await browser.visit(first.href))).toBe('provider-refused');
  });

  it('L-01 a person who says no is back where it began', async () => {
    const browser = createBrowser();
    const back = await browser.visit(await travel(browser, jane.host, null));
    expect(back).toBe(`http://${jane.host}/log-in?problem=provider-refused`);
  });

  it.each([
    ['the provider does not vouch', 'google', { email_verified: false }, true],
    ['we have not confirmed', 'google', { email_verified: true }, false],
    ['Microsoft says nothing of the domain', 'microsoft', { email_verified: true }, true],
  ] as const)('L-01 an address that %s links nothing', async (_why, provider, claims, confirmed) => {
    people += 1;
    const site = await (confirmed ? verifiedSite(`unproven-${people}`) : bed.activeTenant(`unproven-${people}`));
    const browser = createBrowser();
    const back = await browser.visit(
      await travel(browser, site.host, person({ email: site.email, ...claims }), provider),
    );
    expect(back).toBe(`http://${site.host}/log-in?problem=identity-unknown`);
  });

  it('L-01 nobody gets into a site whose member they are not', async () => {
    const site = await verifiedSite('stranger-site');
    const browser = createBrowser();
    const back = await browser.visit(
      await travel(browser, jane.host, person({ email: site.email, email_verified: true })),
    );
    expect((await browser.at(jane.host).post('/auth/handover', { token: tokenOf(back) })).body.code).toBe(
      'invalid-ticket',
    );
  });

  it('a provider that is not configured is nothing', async () => {
    expect((await createBrowser().at(jane.host).post('/auth/providers/generic', {})).status).toBe(404);
    for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example'])
      expect((await createBrowser().at(jane.host).post('/auth/providers/google', { next })).status).toBe(400);
  });
});

describe('linking', () => {
  const signIn = async (browser: Browser, site: Site) =>
    browser.at(site.host).post('/auth/log-in', { email: site.email, password: site.password });
  const startLinking = async (browser: Browser, site: Site, who: OidcPerson) => {
    peer.signInAs(who);
    const { url } = (await browser.at(site.host).post('/security/identities/google')).body as { url: string };
    const back = await browser.visit(await peer.authorize((await browser.visit(url)) ?? ''));
    expect(back).toMatch(new RegExp(`^http://${site.host}/dashboard/security#link=`));
    return tokenOf(back).replace('link=', '');
  };

  it('L-01 who is logged in links a log-in under any address, logs in with it, and unlinks it', async () => {
    const site = await bed.activeTenant('linking-site');
    const browser = createBrowser();
    await signIn(browser, site);
    const ann = person({ email: 'private@elsewhere.example', email_verified: false });
    const token = await startLinking(browser, site, ann);
    expect((await browser.at(site.host).post('/security/identities', { token })).body).toEqual({ provider: 'google' });
    expect((await browser.at(site.host).post('/security/identities', { token })).body.code).toBe('invalid-ticket');
    expect((await browser.at(site.host).get('/security')).body.identities).toEqual([
      expect.objectContaining({ provider: 'google', email: 'private@elsewhere.example' }),
    ]);
    const fresh = createBrowser();
    const back = await fresh.visit(await travel(fresh, site.host, ann));
    expect((await fresh.at(site.host).post('/auth/handover', { token: tokenOf(back) })).body.email).toBe(site.email);
    expect((await browser.at(site.host).delete('/security/identities/google')).status).toBe(204);
    expect((await browser.at(site.host).delete('/security/identities/google')).status).toBe(404);
    expect(problemOf(await fresh.visit(await travel(fresh, site.host, ann)))).toBe('identity-unknown');
  });

  it('L-01 a log-in that is linked elsewhere stays there, and a linking token is for the account that began', async () => {
    const [one, two] = [await bed.activeTenant('link-one'), await bed.activeTenant('link-two')];
    const [browserOne, browserTwo] = [createBrowser(), createBrowser()];
    await signIn(browserOne, one);
    await signIn(browserTwo, two);
    const ann = person();
    const token = await startLinking(browserOne, one, ann);
    expect((await browserTwo.at(two.host).post('/security/identities', { token })).body.code).toBe('invalid-ticket');
    expect((await browserOne.at(one.host).post('/security/identities', { token })).status).toBe(200);
    const other = await startLinking(browserTwo, two, ann);
    expect((await browserTwo.at(two.host).post('/security/identities', { token: other })).body.code).toBe(
      'identity-taken',
    );
    expect((await browserTwo.at(two.host).get('/security')).body.identities).toEqual([]);
  });
});
