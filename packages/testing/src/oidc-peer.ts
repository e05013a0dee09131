import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AdapterConstructor, JWK } from 'oidc-provider';
import { afterFile } from './jest/cleanups.ts';

/** Somebody with an account at the provider. */
export interface OidcPerson {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
  /** Microsoft's word for a checked domain. */
  readonly xms_edov?: boolean | number | string;
}

/** A real OpenID provider on loopback. */
export interface OidcPeer {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Whoever comes from now on is signed in as this person, or has refused when it is null. */
  signInAs(person: OidcPerson | null): void;
  /** The provider's side of a log-in: follows its redirects from the authorization address. @returns where it sends back to */
  authorize(url: string): Promise<string>;
}

const CLIENT = { id: 'stageline', secret: 'a client secret of the tests' } as const;

/**
 * Starts `oidc-provider` on a free loopback port, with one client that has to use PKCE. It stops with the test file.
 * @param redirectUris the addresses that it may send people back to
 */
export async function startOidcPeer(redirectUris: readonly string[]): Promise<OidcPeer> {
  const { Provider } = await import('oidc-provider');
  // Its own store in memory, named, because the unnamed one warns on every start.
  const memory = (await import('oidc-provider/lib/adapters/memory_adapter.js' as string)) as {
    createMemoryAdapter(toleranceSeconds: number): AdapterConstructor;
  };
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const people = new Map<string, OidcPerson>();
  let present: OidcPerson | null = null;

  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const seconds = 600;
  const provider = new Provider(issuer, {
    adapter: memory.createMemoryAdapter(0),
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' } as JWK] },
    ttl: { Interaction: seconds, Session: seconds, Grant: seconds, AccessToken: seconds, IdToken: seconds },
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [...redirectUris],
        token_endpoint_auth_method: 'client_secret_post',
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified', 'xms_edov'], profile: ['name'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: { keys: ['a key of the tests'] },
    features: { devInteractions: { enabled: false } },
    findAccount: (_context, sub) => {
      const person = people.get(sub);
      return person && { accountId: sub, claims: () => ({ ...person }) };
    },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    renderError: (context, out) => {
      context.body = JSON.stringify(out);
    },
  });
  const callback = provider.callback();

  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) return void callback(request, response);
    void (async () => {
      const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
      if (present === null) {
        const refusal = { error: 'access_denied', error_description: 'The person said no' };
        return provider.interactionFinished(request, response, refusal, { mergeWithLastSubmission: false });
      }
      if (prompt.name === 'login') {
        people.set(present.sub, present);
        const login = { login: { accountId: present.sub, remember: false } };
        return provider.interactionFinished(request, response, login, { mergeWithLastSubmission: false });
      }
      const grant =
        (grantId === undefined ? undefined : await provider.Grant.find(grantId)) ??
        new provider.Grant({ accountId: session!.accountId, clientId: String(params['client_id']) });
      grant.addOIDCScope('openid email profile');
      const consent = { consent: { grantId: await grant.save() } };
      return provider.interactionFinished(request, response, consent, { mergeWithLastSubmission: true });
    })().catch(() => response.destroy());
  });
  afterFile(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );

  return {
    issuer,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    signInAs: (person) => void (present = person),
    authorize: (url) => follow(url, issuer),
  };
}

/** Follows the redirects of one host as a fresh browser would, up to the first that leaves it. */
async function follow(start: string, origin: string): Promise<string> {
  const cookies = new Map<string, string>();
  let url = start;
  while (new URL(url).origin === origin) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`The provider answered ${response.status}: ${await response.text()}`);
    url = new URL(location, url).href;
  }
  return url;
}
