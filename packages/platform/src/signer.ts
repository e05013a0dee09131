import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';

export interface Signer {
  /** HMAC-SHA256 in base64url, 43 characters. A signature for one purpose does not pass for another. */
  sign(purpose: string, payload: string): string;
  /** Whether the signature is ours; takes the same time for a near miss as for a far one. */
  verify(purpose: string, payload: string, signature: string): boolean;
}

/** Makes a signer for links and other texts that leave the server and come back. */
export function createSigner(secret: string): Signer {
  const key = createSecretKey(Buffer.from(secret));
  // the length keeps ('a', 'b:c') apart from ('a:b', 'c')
  const digest = (purpose: string, payload: string) =>
    createHmac('sha256', key).update(`${purpose.length}:${purpose}:${payload}`).digest();

  return {
    sign: (purpose, payload) => digest(purpose, payload).toString('base64url'),
    verify(purpose, payload, signature) {
      const expected = digest(purpose, payload);
      const given = Buffer.from(signature, 'base64url');
      // Buffer ignores what is not base64url, so the text is compared by its canonical form too
      return (
        given.length === expected.length &&
        timingSafeEqual(given, expected) &&
        given.toString('base64url') === signature
      );
    },
  };
}
