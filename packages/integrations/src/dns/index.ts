import { assertEmbeddedAllowed, type EmbeddedPolicy } from '../kit/embedded.ts';
import { createWildcardDns } from './embedded.ts';
import type { DnsPort } from './port.ts';
import { createRfc2136Dns, type Rfc2136Options } from './rfc2136.ts';
import { createRoute53Dns, type Route53Options } from './route53.ts';

export { IntegrationError } from '../kit/errors.ts';
export type { DnsPort, SiteTarget } from './port.ts';

export type DnsConfig =
  | { readonly kind: 'embedded'; readonly zone: string }
  | ({ readonly kind: 'rfc2136' } & Rfc2136Options)
  | ({ readonly kind: 'route53' } & Route53Options);

/**
 * The DNS adapter that the configuration names.
 * @throws Error for an unknown kind, and for the embedded one where production does not allow it
 */
export function createDns(config: DnsConfig, policy: EmbeddedPolicy): DnsPort {
  switch (config.kind) {
    case 'embedded':
      assertEmbeddedAllowed('dns', policy);
      return createWildcardDns(config);
    case 'rfc2136':
      return createRfc2136Dns(config);
    case 'route53':
      return createRoute53Dns(config);
    default:
      throw new Error(`There is no DNS adapter called ${(config as { kind: string }).kind}.`);
  }
}
