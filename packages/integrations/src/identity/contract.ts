import { expect, it } from '@jest/globals';
import { IdentityProvider } from '@stageline/contracts';
import { IntegrationError } from '../kit/errors.ts';
import type { IdentityPort } from './port.ts';

/** What every identity adapter must do; run it inside a `describe` of the adapter. */
export function identityContract(open: () => Promise<IdentityPort>): void {
  const secrets = { state: 's', nonce: 'n', codeVerifier: 'v'.repeat(43) };

  it('names each provider once, with words for its button', async () => {
    const { providers } = await open();
    expect(new Set(providers.map(({ id }) => id)).size).toBe(providers.length);
    for (const { id, label } of providers) {
      expect(IdentityProvider.options).toContain(id);
      expect(label).not.toBe('');
    }
  });

  it('refuses a provider that is not configured', async () => {
    const port = await open();
    const missing = IdentityProvider.options.find((id) => port.providers.every((provider) => provider.id !== id))!;
    const expected = { name: IntegrationError.name, code: 'not-configured', retryable: false };
    await expect(port.authorizationUrl(missing, 'https://a.example/callback', secrets)).rejects.toMatchObject(expected);
    const callback = new URL('https://a.example/callback?code=c&state=s');
    await expect(port.identify(missing, callback, secrets)).rejects.toMatchObject(expected);
  });
}
