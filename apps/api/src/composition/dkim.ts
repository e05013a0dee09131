import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DkimKey } from '@stageline/integrations/email';
import { parseMailbox } from '@stageline/integrations/email';
import type { Logger } from '@stageline/platform';
import type { Config } from '../config.ts';

/** RFC 8301, 3.2: at least 2048 bits; longer keys do not fit into one text of the DNS. */
const BITS = 2048;

/**
 * The key that signs the platform's own mail: the configured one; outside production otherwise one of this machine's, made at
 * the first start. Null where mail goes nowhere, or where the mail server signs.
 * @throws Error when the configured file cannot be read
 */
export async function platformDkim(config: Config, logger: Logger): Promise<DkimKey | null> {
  if (config.EMAIL !== 'smtp') return null;
  const { address } = parseMailbox(config.MAIL_FROM);
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const selector = config.DKIM_SELECTOR ?? 'stageline';
  if (config.DKIM_KEY_FILE !== undefined)
    return { domain, selector, privateKey: await readFile(config.DKIM_KEY_FILE, 'utf8') };
  if (config.NODE_ENV === 'production') return null;
  const privateKey = await ownKey(path.join(config.STATE_DIR, 'dkim.pem'));
  logger.info({ name: `${selector}._domainkey.${domain}`, record: dkimRecord(privateKey) }, 'signs mail with this key');
  return { domain, selector, privateKey };
}

/** The TXT record of a key (RFC 6376, 3.6.1). */
export function dkimRecord(privateKey: string): string {
  const der = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return `v=DKIM1; k=rsa; p=${der.toString('base64')}`;
}

async function ownKey(file: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: BITS,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  await mkdir(path.dirname(file), { recursive: true });
  try {
    // Of several processes that start together one makes it.
    await writeFile(file, privateKey, { mode: 0o600, flag: 'wx' });
    return privateKey;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return readFile(file, 'utf8');
  }
}
