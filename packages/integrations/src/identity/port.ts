import type { IdentityProvider } from '@stageline/contracts';

/** Who somebody is at another company. */
export interface ExternalIdentity {
  readonly provider: IdentityProvider;
  /** Who says so. A subject means something only to its issuer. */
  readonly issuer: string;
  readonly subject: string;
  /** Lower-cased; null when the provider tells none. */
  readonly email: string | null;
  /** Whether the provider vouches that the address is theirs. */
  readonly emailVerified: boolean;
  readonly name: string | null;
}

/** The secrets of one log-in, which stay on the server between the two redirects. */
export interface LogInSecrets {
  /** Comes back in the address; says which log-in this is. */
  readonly state: string;
  /** Comes back inside the signed answer; says that the answer is to this log-in. */
  readonly nonce: string;
  /** PKCE (RFC 7636): shows that whoever brings the code began the log-in. */
  readonly codeVerifier: string;
}

/** Log-ins of other companies by OpenID Connect, authorization code flow. Fails with IntegrationError. */
export interface IdentityPort {
  /** What is configured, in the order of its buttons; empty where nothing is. */
  readonly providers: readonly { readonly id: IdentityProvider; readonly label: string }[];
  newSecrets(): LogInSecrets;
  /**
   * Where to send the browser.
   * @param redirectUri the one address that is registered with the provider
   * @throws IntegrationError `not-configured`, `unavailable`
   */
  authorizationUrl(provider: IdentityProvider, redirectUri: string, secrets: LogInSecrets): Promise<string>;
  /**
   * Who came back.
   * @param callbackUrl the whole address that the browser was sent to, without what the provider did not add
   * @throws IntegrationError `not-configured`, `refused` (the person or the provider said no, or the answer does not hold:
   *   another state, nonce, issuer, audience or signature), `unavailable`
   */
  identify(provider: IdentityProvider, callbackUrl: URL, secrets: LogInSecrets): Promise<ExternalIdentity>;
}
