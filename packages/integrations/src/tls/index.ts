import { assertEmbeddedAllowed, type EmbeddedPolicy } from '../kit/embedded.ts';
import { createCaddyTls, type CaddyOptions } from './caddy.ts';
import { createPlainTls } from './embedded.ts';
import type { TlsPort } from './port.ts';

export { IntegrationError } from '../kit/errors.ts';
export type { CertificateFacts, TlsPort } from './port.ts';

export type TlsConfig = { readonly kind: 'embedded' } | ({ readonly kind: 'caddy' } & CaddyOptions);

/**
 * The TLS adapter that the configuration names.
 * @throws Error for an unknown kind, and for the embedded one where production does not allow it
 */
export function createTls(config: TlsConfig, policy: EmbeddedPolicy): TlsPort {
  switch (config.kind) {
    case 'embedded':
      assertEmbeddedAllowed('tls', policy);
      return createPlainTls();
    case 'caddy':
      return createCaddyTls(config);
    default:
      throw new Error(`There is no TLS adapter called ${(config as { kind: string }).kind}.`);
  }
}
