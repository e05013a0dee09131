import type { admin, HostKind } from '@stageline/contracts';
import type { TenantFacts } from './route.ts';

/** What a Host header names. */
export type HostFacts =
  | { readonly kind: 'platform' }
  | { readonly kind: 'admin' }
  | { readonly kind: 'tenant'; readonly tenant: TenantFacts & { readonly status: admin.TenantStatus } }
  | { readonly kind: 'unknown' };

export interface HostResolver {
  /** The answer if this process knows it already: the hot path, without a promise. */
  peek(host: string): HostFacts | undefined;
  resolve(host: string): Promise<HostFacts>;
}

/**
 * Which kind of routes a Host can reach, from its text alone; whether such a tenant exists is decided afterwards.
 * @param apex host and port of the platform, lower-case
 */
export function hostKindOf(host: string | undefined, apex: string): HostKind {
  const name = (host ?? '').toLowerCase();
  if (name === apex) return 'platform';
  return name === `admin.${apex}` ? 'admin' : 'tenant';
}

/** The facts when the host may be served; anything else, a suspended tenant included, is the same neutral nothing. */
export function isServed(facts: HostFacts): boolean {
  return facts.kind === 'tenant' ? facts.tenant.status === 'active' : facts.kind !== 'unknown';
}
