import { IntegrationError } from '../kit/errors.ts';
import type { IdentityPort } from './port.ts';

const refuse = (): never => {
  throw new IntegrationError('identity', 'not-configured', false);
};

/** Without an account at a provider there is nobody to ask: no buttons, and no log-in. */
export function createEmbeddedIdentity(): IdentityPort {
  return {
    providers: [],
    newSecrets: refuse,
    authorizationUrl: async () => refuse(),
    identify: async () => refuse(),
  };
}
