import type { TenantId } from '@stageline/contracts';
import type { Logger } from '@stageline/platform';
import { canonicalHost, parseHostName } from '../../http/host-name.ts';
import { isServed, type HostResolver } from '../../http/hosts.ts';
import type { TenantDomains, TenantsService } from '../tenants/index.ts';
import { registrableDomain } from './domain-name.ts';
import type { IssuanceCaps } from './issuance-caps.ts';

/** Why a host may have a certificate, or may not. */
export type TlsAnswer = 'allowed' | 'unknown-host' | 'tenant-limit' | 'domain-limit';

export interface TlsGateDeps {
  /** Host of the platform; a port is ignored. */
  readonly apex: string;
  readonly hosts: HostResolver;
  readonly tenants: Pick<TenantsService, 'find'>;
  readonly tenantDomains: Pick<TenantDomains, 'find'>;
  readonly caps: IssuanceCaps;
  readonly logger: Logger;
}

export interface TlsGate {
  /**
   * Whether a certificate may be ordered for a host: a live site one label under the apex, or a verified custom domain that
   * leads to us.
   * @param remoteIp who asks, for the log
   */
  ask(host: string, remoteIp: string): Promise<TlsAnswer>;
}

/** The answer to Caddy's question before each certificate that it has not ordered yet. */
export function createTlsGate(deps: TlsGateDeps): TlsGate {
  const apexName = canonicalHost(deps.apex);

  async function ownerOf(host: string): Promise<{ tenantId: TenantId; counted: string | null } | null> {
    // The name of a certificate is the bare host: whatever else could be read as one is none.
    if (host !== canonicalHost(host)) return null;
    const name = parseHostName(host, apexName);
    if (name.kind === 'slug') {
      const facts = await deps.hosts.resolve(host);
      if (facts.kind !== 'tenant' || !isServed(facts)) return null;
      // Under the apex a wildcard certificate takes over before the authority's limit is reached (infra/caddy/Caddyfile).
      return { tenantId: facts.tenant.id, counted: null };
    }
    if (name.kind !== 'domain') return null;
    const held = await deps.tenantDomains.find(name.host);
    if (held === null || !held.enabled) return null;
    const tenant = await deps.tenants.find(held.tenantId);
    return tenant?.status === 'active' ? { tenantId: tenant.id, counted: registrableDomain(name.host) } : null;
  }

  async function decide(host: string): Promise<TlsAnswer> {
    const owner = await ownerOf(host);
    if (owner === null) return 'unknown-host';
    const full = await deps.caps.count(host, owner.tenantId, owner.counted);
    return full === null ? 'allowed' : full === 'tenant' ? 'tenant-limit' : 'domain-limit';
  }

  return {
    async ask(host, remoteIp) {
      const answer = await decide(host);
      const facts = { sni: host.slice(0, 253), remoteIp, answer };
      if (answer === 'allowed') deps.logger.info(facts, 'certificate allowed');
      else deps.logger.warn(facts, 'certificate refused');
      return answer;
    },
  };
}
