import { beforeAll, describe, expect, it } from '@jest/globals';
import type { TenantId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import sharp from 'sharp';
import fastify, { type InjectOptions } from 'fastify';
import { hostKindConstraint } from '../../http/tenant.ts';
import { createApiBed, type Site } from '../../testing/api-bed.ts';
import { registerPages } from './pages.routes.ts';
import type { PagesDeps } from './pages.types.ts';

let bed: Awaited<ReturnType<typeof createApiBed>>;
let host: string;
let tenantId: TenantId;
let owner: Site['owner'];
const nobody = 'nobody.stage.test';

beforeAll(async () => {
  bed = await createApiBed();
  ({ host, tenantId, owner } = await bed.site('pages'));
});

const send = async (to: string, options: InjectOptions) => {
  const response = await bed.http.inject({ ...options, headers: { host: to, ...options.headers } });
  const { date: _date, 'content-security-policy': _nonce, ...headers } = response.headers;
  const text = response.payload.replace(/"requestId":"[^"]*"/, '').replace(/"(nonce|now)":"[^"]*"/g, '');
  return { status: response.statusCode, headers, text };
};
const get = (to: string, url: string) => send(to, { method: 'GET', url });
const postForm = (form: string, headers: Record<string, string> = {}, url = '/register') =>
  send(host, {
    method: 'POST',
    url,
    payload: form,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });

describe('what is not there', () => {
  it.each(['/', '/registered', '/nothing', '/media/x', '/assets/x.js', '/api/v1/site'])(
    'A-03 %s of an unknown host is what any unknown path is, and the same with HEAD',
    async (url) => {
      const unknown = await get(nobody, url);
      expect(unknown.status).toBe(404);
      const sibling = url.startsWith('/api/') ? '/api/v1/nothing' : url.replace(/^(\/(?:media|assets)\/)?.*$/, '$1/no');
      expect(await get(host, sibling)).toEqual(unknown);
      const { headers } = await send(nobody, { method: 'HEAD', url });
      expect(headers['content-type']).toBe(unknown.headers['content-type']);
    },
  );

  it.each(['/log-in', '/dashboard/leads'])(
    'A-14 %s of a suspended site leads to the platform, as of any',
    async (url) => {
      const unknown = await get(nobody, url);
      expect(unknown.status).toBe(404);
      expect(JSON.parse(unknown.text)).toEqual({ kind: 'neutral', logInUrl: 'http://stage.test/log-in' });
      await bed.modules.tenants.service.suspend(tenantId, 'a test', newId('adm'));
      expect(await get(host, url)).toEqual(unknown);
      await bed.modules.tenants.service.reactivate(tenantId);
    },
  );

  it('takes a mangled link to the page that it was meant for, which says so in words', async () => {
    for (const [url, status] of [
      ['/join/%ff', 200],
      ['/%ff', 404],
    ] as const) {
      const answer = await get(host, url);
      expect([answer.status, answer.headers['content-type']]).toEqual([status, 'text/html; charset=utf-8']);
    }
    expect((await get(host, '/api/v1/leads/%ff')).headers['content-type']).toMatch('application/problem+json');
  });

  it.each(['/assets/', '/assets/..%2f.vite/manifest.json', '/assets/%2e%2e%2f%2e%2e%2fpackage.json', '/media/%00'])(
    'answers %s in two words',
    async (url) => {
      const { status, headers, text } = await get(host, url);
      expect([status, headers['content-type'], text]).toEqual([404, 'text/plain', 'Not found\n']);
    },
  );
});

describe('the picture of a link preview', () => {
  const shareUrl = async (language: string) => {
    const { text } = await send(host, { method: 'GET', url: '/', headers: { 'accept-language': language } });
    return (JSON.parse(text) as { shareUrl: string }).shareUrl;
  };

  it('is drawn once, kept for ever under a name of its own, and is there for no other site', async () => {
    const url = await shareUrl('en');
    const [first, again] = await Promise.all([0, 1].map(() => bed.http.inject({ url, headers: { host } })));
    expect(first!.statusCode).toBe(200);
    expect(first!.headers['cache-control']).toContain('immutable');
    expect(await sharp(first!.rawPayload).metadata()).toMatchObject({ format: 'png', width: 1200, height: 630 });
    expect(first!.rawPayload.length).toBeLessThan(200_000);
    expect(again!.rawPayload.equals(first!.rawPayload)).toBe(true);
    const other = await bed.site('share-other');
    expect((await get(other.host, url)).status).toBe(404);
    expect((await get(host, url.replace(/[0-9a-f]{4}-share/, '0000-share'))).status).toBe(404);
  });
});

describe('a page that cannot be made just now', () => {
  const html = 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8';

  it('is said in words to a browser, with when to come back, and as a problem to a script', async () => {
    const away = () => Promise.reject(Object.assign(new Error('gone'), { name: 'MongoNetworkError' }));
    const app = fastify();
    app.addConstraintStrategy(hostKindConstraint('stage.test'));
    app.addHook('onRequest', async (request) => void (request.tenant = { id: 'tnt_1' } as never));
    await registerPages(app, {
      renderer: { renderPage: JSON.stringify, renderShell: JSON.stringify },
      webDist: bed.config.WEB_DIST,
      apex: 'stage.test',
      scheme: 'http',
      site: { publicView: away },
      line: { snapshot: away },
      leaderboard: { top: away },
      simulation: { newest: away },
      register: away,
      readMedia: away,
    } as unknown as PagesDeps);
    const ask = async (accept: string, url = '/') => {
      const answer = await app.inject({ url, headers: { host, accept } });
      return { ...answer.headers, status: answer.statusCode, body: answer.payload };
    };
    const busy = await ask(html);
    expect([busy.status, busy['content-type'], busy['retry-after']]).toEqual([503, 'text/html; charset=utf-8', '5']);
    expect(JSON.parse(busy.body)).toEqual({ kind: 'neutral', says: 'busy' });
    expect((await ask(html, '/log-in')).body).toContain('busy');
    expect((await ask('application/json'))['content-type']).toMatch('application/problem+json');
    expect((await ask(html, '/media/x'))['content-type']).toMatch('application/problem+json');
    await app.close();
  });
});

describe('the language of a page', () => {
  it('L-15 is the browser’s, until another is chosen, on every host', async () => {
    const read = { url: '/log-in', headers: { 'accept-language': 'de-AT,en;q=0.5' } };
    expect((await send(host, read)).headers['content-language']).toBe('de-AT');
    for (const at of [host, 'stage.test', 'admin.stage.test']) {
      const chosen = await get(at, '/language/en?next=/log-in%3Fa=1');
      expect([chosen.status, chosen.headers.location]).toEqual([303, '/log-in?a=1']);
      const cookie = String(chosen.headers['set-cookie']).split(';', 1)[0]!;
      expect((await send(at, { ...read, headers: { ...read.headers, cookie } })).headers['content-language']).toBe(
        'en',
      );
    }
    expect((await get(nobody, '/language/en')).status).toBe(404);
    expect((await get(host, '/language/xx')).status).toBe(404);
  });

  it.each(['//evil.example', '/%5Cevil.example', 'https://evil.example', 'javascript:alert(1)', ''])(
    'L-13 the choice does not lead to %s',
    async (next) => {
      const { headers } = await get(host, `/language/de?next=${next}`);
      expect(new URL(headers.location!, 'https://here.invalid').origin).toBe('https://here.invalid');
    },
  );
});

describe('how a visitor came', () => {
  const read = async (url: string, headers: Record<string, string> = {}) => {
    const answer = await send(host, { url, headers });
    const cookie = [answer.headers['set-cookie'] ?? []]
      .flat()
      .find((each) => each.startsWith('stageline_first_visit='));
    return { touch: JSON.parse(answer.text).touch, cookie: cookie?.split(';', 1)[0] };
  };

  it('B-13 goes into the form, and the browser keeps the first visit that says so', async () => {
    const campaign = await read('/?utm_source=news%0Aletter&utm_campaign=spring&via=abc', {
      referer: 'https://blog.example/post?reader=ana',
    });
    expect(campaign.touch).toEqual({
      source: 'news letter',
      campaign: 'spring',
      referrer: 'blog.example/post',
      page: '/',
    });
    expect(campaign.cookie).toBeDefined();
    const again = await read('/?utm_source=ads', { cookie: campaign.cookie! });
    expect(again).toEqual({ touch: { source: 'ads', page: '/' }, cookie: undefined });
  });

  it('B-13 nothing is kept of whoever came by themselves, and nothing is believed of a garbled cookie', async () => {
    expect(await read('/', { referer: `http://${host}/line` })).toEqual({ touch: { page: '/' }, cookie: undefined });
    const garbled = await read('/?utm_source=ads', { cookie: 'stageline_first_visit=%7B%22at%22%3A1%7D' });
    expect(garbled.cookie).toBeDefined();
    const long = await read(`/?utm_source=${'x'.repeat(5000)}&utm_medium[]=a&utm_term=${'%F0%9F%A6%8A'.repeat(150)}`);
    expect([long.touch.source.length, long.touch.medium]).toEqual([200, undefined]);
    expect(long.touch.term.isWellFormed()).toBe(true);
  });

  it('B-13 B-10 stands with the form that they sent, without JavaScript, too', async () => {
    const { cookie } = await read('/?utm_source=newsletter');
    const sent = await postForm('firstName=Touched&lastName=Person&email=touched@page.example&touch.source=ads', {
      cookie: cookie!,
      referer: `http://${host}/?utm_source=ads`,
    });
    expect(sent.status).toBe(303);
    const { items } = (await owner.get('/leads')).body as { items: { id: string; person: { firstName: string } }[] };
    const { id } = items.find(({ person }) => person.firstName === 'Touched')!;
    const { forms, firstTouch } = (await owner.get(`/leads/${id}/registrations`)).body as never;
    expect(forms).toMatchObject([{ page: `http://${host}/`, network: '127.0.0.0', touch: { source: 'ads' } }]);
    expect(firstTouch).toMatchObject({ source: 'newsletter' });
  });
});

describe('the form without JavaScript', () => {
  it('B-02 shows the form again with what was typed and every issue, and takes only text from it', async () => {
    const wrong = await postForm('firstName=%3Cb%3EAnn&lastName=One&lastName=Two&email=no&more=1');
    expect(wrong.status).toBe(400);
    expect(wrong.headers['content-type']).toBe('text/html; charset=utf-8');
    const { form } = JSON.parse(wrong.text) as {
      form: { values: Record<string, string>; issues: { pointer: string }[] };
    };
    expect(form.values).toEqual({ firstName: '<b>Ann', email: 'no', more: '1' });
    expect(form.issues.map(({ pointer }) => pointer).sort()).toEqual(['/email', '/lastName', '/more']);
  });

  it('registers, and redirects so that a reload does not post again', async () => {
    const { status, headers } = await postForm('firstName=Ann&lastName=Lee&email=ann@form.example&phone=&website=');
    expect([status, headers['location']]).toEqual([303, '/registered']);
    expect((await get(host, '/registered')).headers['location']).toBe('/');
  });

  it('B-05 sends the mail again from what the browser keeps, and says the same whoever the address belongs to', async () => {
    const again = '/registered/send-again';
    const sent = await postForm('firstName=Ann&lastName=Lee&email=ann@again.example');
    const cookiesOf = ({ headers }: typeof sent) =>
      [headers['set-cookie'] ?? []].flat().map((each) => String(each).split(';')[0]!);
    const kept = cookiesOf(sent).join('; ');
    expect(kept).toContain('ann@again.example');
    const pageWith = async (cookie: string, url = '/registered') => {
      const { status, text } = await send(host, { method: 'GET', url, headers: { cookie } });
      return { status, ...JSON.parse(text) };
    };
    expect(await pageWith(kept)).toMatchObject({ kind: 'registered', firstName: 'Ann', mayAskAgain: true });
    // The page asks for it without saying where it goes.
    expect(JSON.stringify(await pageWith(kept))).not.toContain('again.example');
    const known = await postForm('', { cookie: kept }, again);
    const unknown = await postForm('firstName=Ann&email=nobody@again.example', {}, again);
    expect(known.headers['location']).toBe('/registered?again=1');
    for (const { status, text, headers } of [known, unknown])
      expect([status, text, headers['location']]).toEqual([known.status, known.text, known.headers['location']]);
    expect(cookiesOf(unknown)).toHaveLength(cookiesOf(known).length);
    expect(await pageWith(kept, '/registered?again=1')).toMatchObject({ again: 'sent' });
    expect((await postForm('', {}, again)).headers['location']).toBe('/');
    expect((await postForm('', { cookie: kept, origin: 'http://other.example' }, again)).status).toBe(403);
    const api = (email: string) => owner.post('/registrations/send-again', { email });
    expect(await api('ann@again.example')).toEqual(await api('nobody@again.example'));
  });

  it('L-13 refuses a form that another site sent, and any other kind of content', async () => {
    const form = 'firstName=Ann&lastName=Lee&email=ann@other.example';
    for (const origin of ['http://other.example', 'null']) expect((await postForm(form, { origin })).status).toBe(403);
    expect((await postForm('--x--', { 'content-type': 'multipart/form-data; boundary=x' })).status).toBe(415);
    expect((await postForm(`a=${'x'.repeat(70_000)}`)).status).toBe(413);
  });
});

describe('a place in the line without JavaScript', () => {
  const confirm = (token: string, headers = {}) => postForm(`token=${token}`, headers, '/place/confirm');

  it('H-02 is taken by a button, leads back to its page, and a link that leads nowhere says so', async () => {
    const { joinToken, host: at } = await bed.site('place');
    const page = async (token: string) => {
      const { status, headers, text } = await get(at, `/place/${token}`);
      return { status, referrer: headers['referrer-policy'], ...JSON.parse(text) };
    };
    const own = await page(joinToken);
    expect(own).toMatchObject({ status: 200, kind: 'place', place: { state: 'standing' }, referrer: 'same-origin' });
    // Nobody of the team is there.
    expect(own.talkable).toEqual([]);
    const garbled = joinToken.slice(0, 40);
    for (const token of [garbled, '%ff', 'x'.repeat(90)])
      expect(await page(token)).toMatchObject({ status: 404, kind: 'place', place: null });
    // Another site's link is nobody's here.
    const foreign = await get(host, `/place/${joinToken}`);
    expect([foreign.status, JSON.parse(foreign.text).place]).toEqual([404, null]);
    expect((await confirm(joinToken)).status).toBe(401);
    expect((await confirm(joinToken, { origin: 'http://other.example' })).status).toBe(403);
    const taken = await send(at, {
      method: 'POST',
      url: '/place/confirm',
      payload: `token=${joinToken}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect([taken.status, taken.headers['location']]).toEqual([303, `/place/${joinToken}`]);
    expect((await get(nobody, `/place/${joinToken}`)).status).toBe(404);
  });
});

describe('the report of a site without JavaScript', () => {
  const good = 'category=scam&text=They+took%0D%0Amy+money.&email=&website=';
  const report = (form: string, headers = {}) => postForm(form, headers, '/report');
  const kept = async () => {
    const { items } = await bed.modules.abuse.service.list({ state: 'open', limit: 50 });
    return items.map(({ category, text, email }) => ({ category, text, email }));
  };

  it('L-14 is a page, takes the report, and redirects so that a reload does not send it again', async () => {
    expect(JSON.parse((await get(host, '/report')).text)).toMatchObject({ kind: 'report', site: { slug: 'pages' } });
    const { status, headers } = await report(good);
    expect([status, headers['location']]).toEqual([303, '/report/sent']);
    expect(JSON.parse((await get(host, '/report/sent')).text)).toMatchObject({ kind: 'reported' });
    expect(await kept()).toEqual([{ category: 'scam', text: 'They took\nmy money.', email: null }]);
    for (const url of ['/report', '/report/sent']) expect((await get(nobody, url)).status).toBe(404);
  });

  it('L-14 L-13 checks and limits as the api does, thanks robots, and gives back what was typed', async () => {
    const before = await kept();
    const wrong = await report('category=fun&text=no&email=no&more=1');
    expect(wrong.status).toBe(400);
    const { form } = JSON.parse(wrong.text) as {
      form: { values: object; issues: { pointer: string }[]; code: string };
    };
    expect(form.values).toEqual({ category: 'fun', text: 'no', email: 'no', more: '1' });
    expect(form.issues.map(({ pointer }) => pointer).sort()).toEqual(['/category', '/email', '/more', '/text']);
    expect((await report(good, { origin: 'http://other.example' })).status).toBe(403);
    expect((await report(`${good}spam`)).headers['location']).toBe('/report/sent');
    let last;
    for (let n = 0; n < 4; n++) last = await report('category=scam');
    expect(last?.status).toBe(429);
    expect(last?.headers['retry-after']).toMatch(/^\d+$/);
    expect(JSON.parse(last!.text).form).toMatchObject({ code: 'too-many-requests', values: { category: 'scam' } });
    expect(await kept()).toEqual(before);
  });
});

describe('the one address of a site', () => {
  /** What tells others where the site is: its page on whichever host, a confirmation, the list of a person's sites. */
  async function addresses(at: string, email: string) {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const { text } = await send(at, { method: 'POST', url: '/register', payload: 'firstName=', headers: form });
    const payload = { firstName: 'Ana', lastName: 'Lind', email };
    await send(at, { method: 'POST', url: '/api/v1/registrations', payload });
    await bed.settle();
    const { items } = await bed.modules.mail.service.listKept({ limit: 1, search: email });
    const mail = await bed.modules.mail.service.findKept(items[0]!.id);
    return {
      page: JSON.parse(text).origin,
      joinLink: /(http:\S+)\/join\//.exec(mail?.text ?? '')?.[1],
      mySites: (await owner.get('/me/sites')).body.items[0].url,
    };
  }

  it('A-07 is its main domain while that is live, and the one under the platform otherwise', async () => {
    const own = 'www.promoter.test';
    const { domains } = bed.modules.tenants.service;
    const everywhere = (address: string) => ({ page: address, joinLink: address, mySites: address });
    await domains.hold(own, tenantId, true);
    expect(await addresses(own, 'one@address.example')).toEqual(everywhere(`http://${host}`));
    await domains.setPrimaryHost(tenantId, own);
    await domains.announce(tenantId);
    expect(await addresses(host, 'two@address.example')).toEqual(everywhere(`http://${own}`));
    await domains.setPrimaryHost(tenantId, null);
    await domains.announce(tenantId);
    expect(await addresses(own, 'three@address.example')).toEqual(everywhere(`http://${host}`));
  });
});
