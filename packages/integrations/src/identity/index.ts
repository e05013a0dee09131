import { createEmbeddedIdentity } from './embedded.ts';
import { createOidcIdentity, type OidcOptions } from './oidc.ts';
import type { IdentityPort } from './port.ts';

export { IntegrationError } from '../kit/errors.ts';
export type { OidcProvider } from './oidc.ts';
export type { ExternalIdentity, IdentityPort, LogInSecrets } from './port.ts';

export type IdentityConfig = { readonly kind: 'embedded' } | ({ readonly kind: 'oidc' } & OidcOptions);

/**
 * The identity adapter that the configuration names. The embedded one needs no permission in production: it lets nobody in.
 * @throws Error for an unknown kind
 */
export async function createIdentity(config: IdentityConfig): Promise<IdentityPort> {
  switch (config.kind) {
    case 'embedded':
      return createEmbeddedIdentity();
    case 'oidc': {
      const adapter = createOidcIdentity(config);
      await adapter.load();
      return adapter;
    }
    default:
      throw new Error(`There is no identity adapter called ${(config as { kind: string }).kind}.`);
  }
}
