import type { admin } from '@stageline/contracts';
import type { TenantFacts } from './route.ts';

/** What a Host header names. */
export type HostFacts =
  | { readonly kind: 'platform' }
  | { readonly kind: 'admin' }
  | {
      readonly kind: 'tenant';
      readonly tenant: TenantFacts & { readonly status: admin.TenantStatus };
      /** Where the site is now (`http://host`), when this host only leads to it; left out otherwise. */
      readonly movedTo?: string;
      /** Where visitors read the site (`http://host`), when its owner chose another host than this one; left out otherwise. */
      readonly primary?: string;
    }
  | { readonly kind: 'unknown' };

export interface HostResolver {
  /** The answer if this process knows it already: the hot path, without a promise. */
  peek(host: string): HostFacts | undefined;
  resolve(host: string): Promise<HostFacts>;
}

/** The facts when the host may be served; anything else, a suspended tenant included, is the same neutral nothing. */
export function isServed(facts: HostFacts): boolean {
  return facts.kind === 'tenant' ? facts.tenant.status === 'active' : facts.kind !== 'unknown';
}
