import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';

/** Encrypts small secrets that have to be stored readable to us, such as the seed of an authenticator app. */
export interface Sealer {
  /**
   * AES-256-GCM in base64url: version, 96-bit random nonce, text, tag.
   * @param context what the secret is for and whose; it opens under no other
   */
  seal(context: string, text: string): string;
  /** @throws Error for what we did not seal under this context, or what was changed since */
  open(context: string, sealed: string): string;
}

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Makes a sealer whose key is derived from `secret` (HKDF-SHA256), so that it serves nothing else of that secret. */
export function createSealer(secret: string): Sealer {
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', 'stageline sealed secrets', 32)));
  return {
    seal(context, text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(VERSION), nonce, body, cipher.getAuthTag()]).toString('base64url');
    },
    open(context, sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes[0] !== VERSION || bytes.length < 1 + NONCE_BYTES + TAG_BYTES) throw new Error('Not a sealed secret');
      const nonce = bytes.subarray(1, 1 + NONCE_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      const body = bytes.subarray(1 + NONCE_BYTES, -TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },
  };
}
