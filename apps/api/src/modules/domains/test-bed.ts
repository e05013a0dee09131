import type { AddressInfo } from 'node:net';
import type { TenantId } from '@stageline/contracts';
import { createTls, type TlsPort } from '@stageline/integrations/tls';
import { runInTenant } from '@stageline/tenancy';
import { afterFile, startCaddy, startKnot, type Caddy, type Knot } from '@stageline/testing';
import { createSiteBed, visitor, type BedParts } from '../../testing/site-bed.ts';
import { createDnsLookup, type DnsLookup } from './dns-lookup.ts';
import { createDomainsModule, type DomainsModule } from './domains.module.ts';
import { createIssuanceCaps, DEFAULT_LIMITS, type IssuanceLimits } from './issuance-caps.ts';

/** What stands in front of the domains and is changed while a test runs. */
interface Front {
  caddy?: Caddy;
  /** Happens before the proof of a name is looked up. */
  whileLooking?: ((name: string) => Promise<void>) | undefined;
}

/** The name that promoters point their domains to, in a zone of the test's own name server. */
export const EDGE = 'edge.stage.test';
/** The zones of promoters. */
export const ZONES = ['stage.test', 'promoter.test', 'other.test', 'warned.test'] as const;
export const BROKEN_ZONE = 'broken.test';

/**
 * Custom domains on a real name server, with a clock that the test moves. With `tls` a real Caddy stands in front and
 * asks the real question endpoint.
 */
export async function createDomainsBed(options: { readonly tls?: boolean; readonly limits?: IssuanceLimits } = {}) {
  const knot = await startKnot({ zones: ZONES, brokenZones: [BROKEN_ZONE] });
  await knot.update('stage.test', `add ${EDGE}. 60 A 127.0.0.1`, 'add *.stage.test. 60 CNAME edge.stage.test.');
  let domains: DomainsModule | undefined;
  const front: Front = {};
  const bed = await createSiteBed({
    extend: (parts) => [(domains = domainsModule(parts, knot, options, front))],
  });
  const module = domains!;
  const ask = await module.startAsk(0);
  afterFile(() => ask.close());
  await bed.queue.start(module.jobs ?? []);
  await bed.relay.start();
  if (options.tls === true) {
    await bed.http.listen({ port: 0, host: '127.0.0.1' });
    const { port } = bed.http.server.address() as AddressInfo;
    front.caddy = await startCaddy({ apexHost: 'stage.test', apiPort: port, askPort: ask.port });
  }

  return {
    ...bed,
    knot,
    domains: module.service,
    front,
    gate: module.gate,
    askUrl: `http://127.0.0.1:${ask.port}/internal/tls/ask`,
    caddy: () => front.caddy!,
    /** A site with its owner's browser. */
    async site(slug: string) {
      const tenant = await bed.activeTenant(slug);
      const owner = visitor(bed, tenant.host);
      const logIn = () => owner.post('/auth/log-in', { email: tenant.email, password: tenant.password });
      await logIn();
      return { ...tenant, owner, logIn, in: <T>(work: () => Promise<T>) => runInTenant(tenant.tenantId, work) };
    },
    /** What the worker does when time passes: every domain that is due is looked at. */
    async later(ms: number) {
      bed.clock.advance(ms);
      await module.service.enqueueDue();
    },
    async mailsOf(tenantId: TenantId) {
      await bed.relay.drain();
      return (await bed.mail.listKept({ limit: 100 })).items.filter((mail) => mail.tenantId === tenantId);
    },
  };
}
export type DomainsBed = Awaited<ReturnType<typeof createDomainsBed>>;

function domainsModule(
  parts: BedParts,
  knot: Knot,
  { tls = false, limits = DEFAULT_LIMITS }: { readonly tls?: boolean; readonly limits?: IssuanceLimits },
  front: Front,
): DomainsModule {
  const { tenants, members, site, mail, redis } = parts;
  return createDomainsModule({
    ...parts,
    apex: 'stage.test:3000',
    platformHosts: ['stage.test'],
    edge: { host: EDGE, addresses: ['127.0.0.1'], caIssuers: ['letsencrypt.org'] },
    lookup: lookupOf(knot, front),
    tls: tls ? laterTls(front) : createTls({ kind: 'embedded' }, { production: false, allowEmbedded: [] }),
    caps: createIssuanceCaps(redis, parts.clock, limits),
    hosts: tenants.resolver,
    tenants: tenants.service,
    tenantDomains: tenants.service.domains,
    pausedTenants: () => tenants.service.pausedIds(),
    urlOfHost: (host) => `https://${host}`,
    siteFacts: () => site.siteFacts(),
    owners: () => members.owners(),
    mailer: mail,
    mailFrom: 'no-reply@stage.test',
    mailIsSent: true,
    dkimSelector: 'line',
    turnUrl: undefined,
  });
}

/** The name server of the test; a look goes on when `whileLooking` has. */
function lookupOf(knot: Knot, front: Front): DnsLookup {
  const lookup = createDnsLookup({
    servers: [knot.address],
    allowPrivate: true,
    authoritativePort: knot.port,
    timeoutMs: 300,
  });
  return {
    open() {
      const session = lookup.open();
      return {
        ...session,
        async txt(name) {
          await front.whileLooking?.(name);
          return session.txt(name);
        },
      };
    },
  };
}

/** Caddy is started after the server that it stands in front of. */
const laterTls = (front: Front): TlsPort => ({
  enabled: true,
  certificateOf: (host) =>
    createTls(
      { kind: 'caddy', host: '127.0.0.1', port: front.caddy!.httpsPort, caFile: front.caddy!.caFile },
      { production: false, allowEmbedded: [] },
    ).certificateOf(host),
});
