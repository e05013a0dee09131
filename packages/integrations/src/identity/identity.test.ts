import { beforeAll, describe, expect, it } from '@jest/globals';
import { startOidcPeer, type OidcPeer } from '@stageline/testing';
import { identityContract } from './contract.ts';
import { createIdentity, type IdentityPort, type LogInSecrets, type OidcProvider } from './index.ts';

const CALLBACK = 'https://stage.test/auth/callback/google';
let peer: OidcPeer;
let port: IdentityPort;

const configured = (more: Partial<OidcProvider> = {}) =>
  createIdentity({
    kind: 'oidc',
    allowHttp: true,
    providers: [
      {
        id: 'google',
        label: 'Google',
        issuer: peer.issuer,
        clientId: peer.clientId,
        clientSecret: peer.clientSecret,
        vouching: 'email_verified',
        ...more,
      },
    ],
  });

beforeAll(async () => {
  peer = await startOidcPeer([CALLBACK]);
  port = await configured();
});

describe('embedded', () => identityContract(() => createIdentity({ kind: 'embedded' })));

describe('oidc', () => {
  identityContract(() => configured());

  const person = { sub: 'person-1', email: 'Ann@Example.com', email_verified: true, name: 'Ann Lee' };
  /** The provider's half of a log-in: the address that it sends the browser back to. */
  async function comeBack(secrets: LogInSecrets, who: Parameters<OidcPeer['signInAs']>[0] = person): Promise<URL> {
    peer.signInAs(who);
    return new URL(await peer.authorize(await port.authorizationUrl('google', CALLBACK, secrets)));
  }
  const refused = { code: 'refused', retryable: false };

  it('L-01 identifies a person by issuer and subject, with the address that the provider vouches for', async () => {
    const secrets = port.newSecrets();
    const back = await comeBack(secrets);
    expect(`${back.origin}${back.pathname}`).toBe(CALLBACK);
    expect(await port.identify('google', back, secrets)).toEqual({
      provider: 'google',
      issuer: peer.issuer,
      subject: 'person-1',
      email: 'ann@example.com',
      emailVerified: true,
      name: 'Ann Lee',
    });
  });

  it('L-01 a code is exchanged once', async () => {
    const secrets = port.newSecrets();
    const back = await comeBack(secrets);
    await port.identify('google', back, secrets);
    await expect(port.identify('google', back, secrets)).rejects.toMatchObject(refused);
  });

  it.each(['state', 'nonce', 'codeVerifier'] as const)('L-01 an answer to another %s is refused', async (which) => {
    const secrets = port.newSecrets();
    const back = await comeBack(secrets);
    const others = { ...secrets, [which]: port.newSecrets()[which] };
    await expect(port.identify('google', back, others)).rejects.toMatchObject(refused);
  });

  it('L-01 an answer of another issuer is refused (RFC 9207)', async () => {
    const secrets = port.newSecrets();
    const back = await comeBack(secrets);
    expect(back.searchParams.get('iss')).toBe(peer.issuer);
    back.searchParams.set('iss', 'https://evil.example');
    await expect(port.identify('google', back, secrets)).rejects.toMatchObject(refused);
  });

  it('L-01 a person who says no is refused', async () => {
    const secrets = port.newSecrets();
    const back = await comeBack(secrets, null);
    expect(back.searchParams.get('error')).toBe('access_denied');
    await expect(port.identify('google', back, secrets)).rejects.toMatchObject(refused);
  });

  it.each([
    ['email_verified', { email_verified: false }, false],
    ['email_verified', {}, false],
    ['email_verified', { email_verified: true }, true],
    // What Microsoft sends: no `email_verified`, and `xms_edov` only where the operator has asked for it.
    ['xms_edov', { email_verified: true }, false],
    ['xms_edov', { xms_edov: 0 }, false],
    ['xms_edov', { xms_edov: '1' }, true],
    ['xms_edov', { xms_edov: true }, true],
  ] as const)('L-01 of %s and %j the address counts as verified: %s', async (vouching, claims, expected) => {
    port = await configured({ vouching });
    const secrets = port.newSecrets();
    const back = await comeBack(secrets, { sub: 'person-2', email: 'bo@example.com', ...claims });
    expect(await port.identify('google', back, secrets)).toMatchObject({ emailVerified: expected });
  });

  it('a provider that is away is tried again the next time', async () => {
    const away = await configured({ issuer: 'http://127.0.0.1:9' });
    const attempt = () => away.authorizationUrl('google', CALLBACK, port.newSecrets());
    await expect(attempt()).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    await expect(attempt()).rejects.toMatchObject({ code: 'unavailable', retryable: true });
  });
});
