import { beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '@stageline/platform/embedded';
import { startCaddy, type Caddy, type SecureAnswer } from '@stageline/testing';
import { loadConfig } from './config.ts';
import { createApiBed, type ApiBed, type Site } from './testing/api-bed.ts';

/** Sessions over real TLS, by a real Caddy with the production configuration in front of the whole api. */
let bed: ApiBed;
let site: Site;
let caddy: Caddy;
const admin = { email: 'root@stage.example', password: 'a root password' };

beforeAll(async () => {
  const askPort = await freePort();
  bed = await createApiBed({ PUBLIC_SCHEME: 'https', TRUSTED_PROXIES: '127.0.0.1', TLS_ASK_PORT: String(askPort) });
  site = await bed.site('over-tls');
  await bed.modules.accounts.service.ensureAdmin({ ...admin, name: 'Root' });
  const { port } = new URL(bed.url);
  caddy = await startCaddy({ apexHost: 'stage.test', apiPort: Number(port), askPort });
});

const post = (host: string, path: string, body: object, headers: Record<string, string> = {}): Promise<SecureAnswer> =>
  caddy.post(host, `/api/v1${path}`, body, { origin: `https://${host}:${caddy.httpsPort}`, ...headers });
const cookiesOf = ({ headers }: SecureAnswer): string[] => headers['set-cookie'] ?? [];
const nameOf = (cookie: string): string => cookie.split('=', 1)[0]!;

/** What RFC 6265bis asks of a `__Host-` cookie, and what we ask besides: no script reads it, no foreign page sends it. */
function expectHostCookie(cookie: string): void {
  const [pair = '', ...attributes] = cookie.split('; ');
  expect(pair).toMatch(/^__Host-stageline_\w+=/);
  expect(attributes).toEqual(expect.arrayContaining(['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']));
  expect(attributes.filter((attribute) => attribute.startsWith('Domain'))).toEqual([]);
}

describe('over https', () => {
  for (const kind of ['member', 'administrator'] as const) {
    it(`L-03 the session of a ${kind} is in __Host- cookies: Secure, HttpOnly, SameSite, for this host alone`, async () => {
      const host = kind === 'member' ? 'over-tls.stage.test' : 'admin.stage.test';
      const login = kind === 'member' ? { email: site.email, password: site.password } : admin;
      const answer = await post(host, '/auth/log-in', login);
      expect(answer.status).toBe(200);
      expect(cookiesOf(answer).map(nameOf)).toEqual(['__Host-stageline_session', '__Host-stageline_refresh']);
      cookiesOf(answer).forEach(expectHostCookie);
      const cookie = cookiesOf(answer)
        .map((line) => line.split('; ')[0])
        .join('; ');
      expect((await caddy.get(host, '/api/v1/me', { cookie })).status).toBe(200);
      // A cookie of the plain name is nobody's: a sister site could have planted it.
      expect((await caddy.get(host, '/api/v1/me', { cookie: cookie.replaceAll('__Host-', '') })).status).toBe(401);
      const out = await post(host, '/auth/log-out', {}, { cookie });
      expect(out.status).toBe(204);
      for (const line of cookiesOf(out)) {
        expectHostCookie(line);
        expect(line).toContain('Max-Age=0');
      }
    });
  }

  it('L-03 the mark of a browser is such a cookie, too', async () => {
    const provider = await post('over-tls.stage.test', '/auth/providers/google', {});
    for (const line of cookiesOf(provider)) expectHostCookie(line);
  });
});

describe('over plain http', () => {
  it('L-03 nobody gets a session on a host that the public reaches over https', async () => {
    const logIn = (host: string, body: object, headers: Record<string, string>) =>
      bed.http.inject({ method: 'POST', url: '/api/v1/auth/log-in', headers: { host, ...headers }, payload: body });
    const login = { email: site.email, password: site.password };
    const proxied = { 'x-forwarded-proto': 'http' };
    for (const answer of [
      await logIn(site.host, login, proxied),
      await logIn(bed.adminHost, admin, proxied),
      await bed.http.inject({
        method: 'POST',
        url: '/api/v1/auth/log-in',
        remoteAddress: '203.0.113.9',
        // Somebody who is no proxy of ours says so.
        headers: { host: site.host, 'x-forwarded-proto': 'https' },
        payload: login,
      }),
    ]) {
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, 'https-required']);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  it('L-03 a production boot refuses plain http on anything but this machine', () => {
    const secrets = Object.fromEntries(
      ['JWT_SECRET', 'TICKET_SECRET', 'LINK_SECRET', 'SEAL_SECRET'].map((name) => [name, 'x'.repeat(40)]),
    );
    const production = (more: Record<string, string>) => () =>
      loadConfig({
        NODE_ENV: 'production',
        MONGODB_URI: 'mongodb://x',
        REDIS_URL: 'redis://x',
        ALLOW_EMBEDDED: 'email,storage,dns,tls',
        ...secrets,
        ...more,
      });
    expect(production({ APEX: 'stage.example' })).toThrow(/PUBLIC_SCHEME/);
    expect(production({ APEX: 'stage.example', PUBLIC_SCHEME: 'https' })).toThrow(/TRUSTED_PROXIES/);
    expect(production({ APEX: 'stage.example', PUBLIC_SCHEME: 'https', TRUSTED_PROXIES: '10.0.0.1' })).not.toThrow();
    for (const apex of ['localhost:3000', 'stage.localhost', '127.0.0.1:3000'])
      expect(production({ APEX: apex })).not.toThrow();
    for (const apex of ['localhost.example', '127.0.0.1.example']) expect(production({ APEX: apex })).toThrow();
  });
});
