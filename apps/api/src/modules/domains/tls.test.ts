import { get as httpGet } from 'node:http';
import { networkInterfaces } from 'node:os';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { DomainView } from '@stageline/contracts';
import { createLogger, newId } from '@stageline/platform';
import { createDomainsBed, EDGE, type DomainsBed } from './test-bed.ts';
import { startTlsAskServer } from './tls-ask-server.ts';

/** Certificates by a real Caddy that runs infra/caddy/Caddyfile and asks the real endpoint. */
let bed: DomainsBed;
beforeAll(async () => {
  bed = await createDomainsBed({ tls: true, limits: { perTenant: 3, perRegistrableDomain: 2, windowSeconds: 600 } });
});

type Site = Awaited<ReturnType<DomainsBed['site']>>;
const ask = async (host: string, more = '') =>
  (await fetch(`${bed.askUrl}?domain=${encodeURIComponent(host)}${more}`)).status;
const noHandshake = (host: string) => expect(bed.caddy().get(host)).rejects.toMatchObject({ code: /^ERR_SSL/ });
const checkOf = async (site: Site, id: string): Promise<DomainView> =>
  (await site.owner.post(`/domains/${id}/check`)).body;
const claim = async (site: Site, host: string): Promise<DomainView> =>
  (await site.owner.post('/domains', { host })).body;
const prove = ({ host, records }: DomainView) =>
  bed.knot.update('promoter.test', `add _stageline.${host}. 5 TXT "${records[0]!.expected[0]}"`);
const point = ({ host }: DomainView) => bed.knot.update('promoter.test', `add ${host}. 5 CNAME ${EDGE}.`);

describe('the question for certificates', () => {
  it('A-09 yes to live sites one label under the apex and to nothing else there', async () => {
    const site = await bed.site('asked');
    expect(await ask('asked.stage.test')).toBe(200);
    for (const host of [
      'nobody.stage.test',
      'a.asked.stage.test',
      'stage.test',
      'admin.stage.test',
      'asked.stage.test:443',
      'asked.stage.test.',
      'ASKED.stage.test',
      '*.stage.test',
      'askedstage.test',
      '127.0.0.1',
      '',
      `${'a.'.repeat(200)}stage.test`,
      'asked.stage.test\r\nx: y',
    ]) {
      expect([host, await ask(host)]).toEqual([host, 403]);
    }
    await bed.tenants.suspend(site.tenantId, 'a test', newId('adm'));
    expect(await ask('asked.stage.test')).toBe(403);
    await bed.tenants.reactivate(site.tenantId);
    expect(await ask('asked.stage.test')).toBe(200);
    await bed.tenants.close(site.tenantId, 'a test', newId('adm'));
    expect(await ask('asked.stage.test')).toBe(403);
  });

  it('A-09 yes to a custom domain once it is proved and leads to us, no when it is given up', async () => {
    const site = await bed.site('custom-asked');
    const view = await claim(site, 'asked.promoter.test');
    expect(await ask(view.host)).toBe(403);
    await prove(view);
    expect((await checkOf(site, view.id)).state).toBe('verified');
    expect(await ask(view.host)).toBe(403);
    await point(view);
    await checkOf(site, view.id);
    expect(await ask(view.host)).toBe(200);
    expect(await ask(`www.${view.host}`)).toBe(403);
    await bed.tenants.suspend(site.tenantId, 'a test', newId('adm'));
    expect(await ask(view.host)).toBe(403);
    await bed.tenants.reactivate(site.tenantId);
    await site.owner.delete(`/domains/${view.id}`);
    expect(await ask(view.host)).toBe(403);
  });

  it('A-09 counts hosts per tenant and per registered domain, and a renewal is no new one', async () => {
    const [site, other] = [await bed.site('capped'), await bed.site('capped-too')];
    const hold = (host: string, { tenantId }: Site) => bed.tenants.domains.hold(host, tenantId, true);
    for (const host of ['one.capped.test', 'two.capped.test', 'three.capped.test']) await hold(host, other);
    expect([await ask('one.capped.test'), await ask('two.capped.test')]).toEqual([200, 200]);
    expect(await ask('three.capped.test')).toBe(429);
    expect(await ask('one.capped.test')).toBe(200);
    for (const host of ['a.one.test', 'a.two.test', 'a.three.test', 'a.four.test']) await hold(host, site);
    const answers = [];
    for (const host of ['a.one.test', 'a.two.test', 'a.three.test', 'a.four.test']) answers.push(await ask(host));
    expect(answers).toEqual([200, 200, 200, 429]);
    expect(await ask('a.two.test')).toBe(200);
  });

  it('A-09 is heard on loopback only, whatever a header says, and nothing else answers there', async () => {
    const { port } = new URL(bed.askUrl);
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((address) => address?.family === 'IPv4' && !address.internal);
    if (outside !== undefined) await expect(fetch(`http://${outside.address}:${port}/`)).rejects.toThrow();
    const answer = await bed.http.inject({
      method: 'GET',
      url: '/internal/tls/ask?domain=asked.stage.test',
      headers: { host: '127.0.0.1', 'x-forwarded-for': '127.0.0.1' },
    });
    expect(answer.statusCode).toBe(404);
    expect((await fetch(bed.askUrl, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${port}/metrics`)).status).toBe(404);
    expect(await ask('asked.stage.test', '&domain=x.stage.test')).toBe(400);
    expect((await fetch(bed.askUrl)).status).toBe(400);
  });

  it('A-09 is never answered with yes while the stores cannot be asked', async () => {
    const gate = { ask: () => Promise.reject(new Error('no store')) };
    const server = await startTlsAskServer(gate, 0, createLogger({ service: 'test', level: 'silent' }));
    const { status } = await fetch(`http://127.0.0.1:${server.port}/internal/tls/ask?domain=a.stage.test`);
    await server.close();
    expect(status).toBe(503);
  });
});

describe('a real edge', () => {
  it('A-09 serves a live site over https, and has no handshake for unknown, suspended and deeper hosts', async () => {
    const site = await bed.site('secure-site');
    const answer = await bed.caddy().get('secure-site.stage.test', '/api/v1/site', { 'x-forwarded-host': 'evil.test' });
    expect([answer.status, JSON.parse(answer.body).slug]).toEqual([200, 'secure-site']);
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
    expect(answer.headers.server).toBeUndefined();
    await noHandshake('unknown-site.stage.test');
    await noHandshake('a.secure-site.stage.test');
    await noHandshake('stranger.promoter.test');
    const suspended = await bed.site('silenced');
    await bed.tenants.suspend(suspended.tenantId, 'a test', newId('adm'));
    await noHandshake('silenced.stage.test');
    // One that has a certificate already keeps it; what is behind it is neutral.
    await bed.tenants.suspend(site.tenantId, 'a test', newId('adm'));
    expect((await bed.caddy().get('secure-site.stage.test', '/api/v1/site')).status).toBe(404);
  });

  it('A-07 a custom domain is issuing, then live with a certificate, and answers over https', async () => {
    const site = await bed.site('secure-custom');
    const view = await claim(site, 'secure.promoter.test');
    await noHandshake('secure.promoter.test');
    await prove(view);
    await point(view);
    const live = await checkOf(site, view.id);
    expect(live).toMatchObject({ state: 'live', certificate: { issuer: expect.stringContaining('Caddy') } });
    expect(live.timeline.map(({ state }) => state)).toEqual(['pending_dns', 'verified', 'issuing', 'live']);
    const answer = await bed.caddy().get('secure.promoter.test', '/api/v1/site');
    expect([answer.status, JSON.parse(answer.body).slug]).toEqual([200, 'secure-custom']);
    const { body: report } = await site.owner.get(`/domains/doctor?domainId=${view.id}`);
    const statuses = Object.fromEntries(
      report.findings.map(({ topic, status }: { topic: string; status: string }) => [topic, status]),
    );
    expect(statuses).toEqual({ dns: 'ok', tls: 'ok', 'mail-sender': 'attention', 'mail-links': 'ok', turn: 'off' });
    expect(report.nextStep).toContain('v=spf1');
  });

  it('A-07 stays at issuing while the edge may not have a certificate, and says why', async () => {
    const site = await bed.site('over-the-limit');
    for (const host of ['x.a.test', 'x.b.test', 'x.c.test']) {
      await bed.tenants.domains.hold(host, site.tenantId, true);
      await ask(host);
    }
    const view = await claim(site, 'limited.promoter.test');
    await prove(view);
    await point(view);
    const waiting = await checkOf(site, view.id);
    expect(waiting).toMatchObject({ state: 'issuing', nextStep: expect.stringContaining('could not be issued yet') });
    expect(waiting.nextCheckAt).not.toBeNull();
  });

  it('A-09 moves http to https', async () => {
    const { httpPort, httpsPort } = bed.caddy();
    const location = await new Promise((resolve) => {
      httpGet({ host: '127.0.0.1', port: httpPort, path: '/a?b=1', headers: { host: 'x.stage.test' } }, (response) => {
        response.resume();
        resolve([response.statusCode, response.headers.location]);
      });
    });
    expect(location).toEqual([301, `https://x.stage.test:${httpsPort}/a?b=1`]);
  });
});
