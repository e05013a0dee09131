import { expect, it } from '@jest/globals';
import type { TlsPort } from './port.ts';

export interface TlsFixture {
  readonly port: TlsPort;
  /** A host that may have a certificate, and one that may not. */
  readonly allowed: string;
  readonly refused: string;
}

/** What every TLS adapter must do; run it inside a `describe` of the adapter. */
export function tlsContract(fixture: () => Promise<TlsFixture>): void {
  it('A-09 shows the certificate of a host that may have one, and makes it once', async () => {
    const { port, allowed } = await fixture();
    const first = await port.certificateOf(allowed);
    expect(first === null).toBe(!port.enabled);
    expect(await port.certificateOf(allowed)).toEqual(first);
  });

  it('A-09 gets none for a host that may not', async () => {
    const { port, refused } = await fixture();
    if (!port.enabled) expect(await port.certificateOf(refused)).toBeNull();
    else {
      await expect(port.certificateOf(refused)).rejects.toMatchObject({
        port: 'tls',
        code: 'no-certificate',
        retryable: true,
      });
    }
  });
}
