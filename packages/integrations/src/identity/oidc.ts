import type { IdentityProvider } from '@stageline/contracts';
import type { Configuration } from 'openid-client';
import { IntegrationError } from '../kit/errors.ts';
import type { ExternalIdentity, IdentityPort } from './port.ts';

/** An OpenID provider with which the platform is registered. */
export interface OidcProvider {
  readonly id: IdentityProvider;
  /** For the button: "Continue with …". */
  readonly label: string;
  /**
   * Its discovery document lies under `/.well-known/openid-configuration`. Microsoft's for all of its customers is
   * `https://login.microsoftonline.com/common/v2.0`; there the issuer of a token carries the customer's own id, and the
   * library accepts exactly the one of the token's `tid`.
   */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /**
   * Which claim vouches for the address. Microsoft's `email` may be set by a customer's administrator to anything, and there
   * is no `email_verified`; only the optional claim `xms_edov` says that the domain's owner was checked. Without it the
   * address counts as not verified.
   */
  readonly vouching: 'email_verified' | 'xms_edov';
}

export interface OidcOptions {
  readonly providers: readonly OidcProvider[];
  /** Providers on plain http, for one on the same machine. */
  readonly allowHttp?: boolean;
}

type Client = typeof import('openid-client');
type Claims = Readonly<Record<string, unknown>>;

const TIMEOUT_SECONDS = 10;
const SCOPE = 'openid email profile';

/** OpenID Connect with PKCE. The discovery document of a provider is read when it is first needed, and again after a failure. */
export function createOidcIdentity({
  providers,
  allowHttp = false,
}: OidcOptions): IdentityPort & { load(): Promise<void> } {
  let client: Client | undefined;
  const configurations = new Map<string, Promise<Configuration>>();

  const library = (): Client => {
    if (client === undefined) throw new Error('The OpenID client is not loaded');
    return client;
  };

  function providerOf(id: IdentityProvider): OidcProvider {
    const provider = providers.find((each) => each.id === id);
    if (provider === undefined) throw new IntegrationError('identity', 'not-configured', false);
    return provider;
  }

  async function discover(provider: OidcProvider): Promise<Configuration> {
    const { discovery, allowInsecureRequests, ClientSecretPost } = library();
    const { issuer, clientId, clientSecret } = provider;
    return discovery(new URL(issuer), clientId, clientSecret, ClientSecretPost(clientSecret), {
      timeout: TIMEOUT_SECONDS,
      ...(allowHttp && { execute: [allowInsecureRequests] }),
    });
  }

  async function configurationOf(provider: OidcProvider): Promise<Configuration> {
    const known = configurations.get(provider.id);
    const reading = known ?? discover(provider);
    configurations.set(provider.id, reading);
    try {
      return await reading;
    } catch (cause) {
      configurations.delete(provider.id);
      throw new IntegrationError('identity', 'unavailable', true, { cause });
    }
  }

  return {
    providers: providers.map(({ id, label }) => ({ id, label })),
    async load() {
      client = await import('openid-client');
    },

    newSecrets() {
      const { randomState, randomNonce, randomPKCECodeVerifier } = library();
      return { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() };
    },

    async authorizationUrl(id, redirectUri, { state, nonce, codeVerifier }) {
      const configuration = await configurationOf(providerOf(id));
      const { buildAuthorizationUrl, calculatePKCECodeChallenge } = library();
      return buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: SCOPE,
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      }).href;
    },

    async identify(id, callbackUrl, { state, nonce, codeVerifier }) {
      const provider = providerOf(id);
      const configuration = await configurationOf(provider);
      let claims: Claims | undefined;
      try {
        const tokens = await library().authorizationCodeGrant(configuration, callbackUrl, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
          idTokenExpected: true,
        });
        claims = tokens.claims();
      } catch (cause) {
        throw failureOf(cause);
      }
      if (claims === undefined) throw new IntegrationError('identity', 'refused', false);
      return identityOf(provider, claims);
    },
  };
}

/** A provider that cannot be reached may answer later; any other failure means that this answer does not hold. */
function failureOf(cause: unknown): IntegrationError {
  const isAway = cause instanceof TypeError && cause.message === 'fetch failed';
  const isLate = cause instanceof Error && cause.name === 'TimeoutError';
  return isAway || isLate
    ? new IntegrationError('identity', 'unavailable', true, { cause })
    : new IntegrationError('identity', 'refused', false, { cause });
}

function identityOf(provider: OidcProvider, claims: Claims): ExternalIdentity {
  const text = (name: string): string | null => {
    const value = claims[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
  };
  const [issuer, subject] = [text('iss'), text('sub')];
  if (issuer === null || subject === null) throw new IntegrationError('identity', 'refused', false);
  const email = text('email')?.toLowerCase() ?? null;
  // Microsoft writes its boolean as 1 or "1"; anything but these words of assent is none.
  const isVouched = [true, 1, '1', 'true'].includes(claims[provider.vouching] as boolean);
  return {
    provider: provider.id,
    issuer,
    subject,
    email,
    emailVerified: email !== null && isVouched,
    name: text('name'),
  };
}
