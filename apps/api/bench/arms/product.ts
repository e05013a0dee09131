import type { AddressInfo } from 'node:net';
import { leads, type TenantId } from '@stageline/contracts';
import { createLogger, logDestination, newId, systemClock } from '@stageline/platform';
import { serveArm } from '@stageline/testing/bench';
import { Redis } from 'ioredis';
import { buildApp } from '../../src/app.ts';
import type { HostFacts } from '../../src/http/hosts.ts';
import { createRateLimiter } from '../../src/http/rate-limit.ts';
import { route } from '../../src/http/route.ts';
import { createMemorySessions } from '../../src/testing/memory-sessions.ts';
import { APEX, lead, lifetime, SECRET, SLUG, tenantId } from './payload.ts';

/** The product's own pipeline, every step of it, with the repository replaced by a constant. */
const facts: HostFacts = {
  kind: 'tenant',
  tenant: { id: tenantId, slug: SLUG, url: `http://${SLUG}.${APEX}`, status: 'active' },
};
const hosts = new Map<string, HostFacts>([[`${SLUG}.${APEX}`, facts]]);
const sessions = createMemorySessions(['owner']);

/** Fills the resolver with more tenants, for goal P3. */
function addTenants(count: number): void {
  for (let index = hosts.size; index < count; index += 1) {
    const id: TenantId = newId('tnt');
    hosts.set(`tenant-${index}.${APEX}`, {
      kind: 'tenant',
      tenant: { id, slug: `tenant-${index}`, url: '', status: 'active' },
    });
  }
}

const { http } = await buildApp({
  config: { APEX, JWT_SECRET: SECRET, PUBLIC_SCHEME: 'http', TRUSTED_PROXIES: [] },
  logger: createLogger({ service: 'bench', level: 'info', stream: logDestination('/dev/null') }),
  clock: systemClock,
  hosts: { peek: (host) => hosts.get(host), resolve: async () => ({ kind: 'unknown' }) },
  rateLimiter: createRateLimiter(new Redis({ lazyConnect: true }), { points: 1e9, perSeconds: 10 }),
  sessions: sessions.store,
  uploadCheck: null,
  modules: [
    {
      name: 'bench',
      routes: [route(leads.moveLead, async ({ body }) => ({ ...lead, stage: body.stage }))],
    },
  ],
  ready: async () => ({ ok: true, checks: {} }),
  requestLog: process.env['REQUEST_LOG'] !== 'off',
});
await http.listen({ port: 0, host: '127.0.0.1' });
serveArm((http.server.address() as AddressInfo).port, {
  token: () => http.jwt.sign({ aud: 'tenant', tid: tenantId, ...sessions.member(), ...lifetime() }),
  tenants: (count) => addTenants(Number(count)),
});
