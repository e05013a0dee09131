import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** How far the sender's clock may be from ours; what is older may be a replay. */
const TOLERANCE_MS = 5 * 60_000;
const PREFIX = 'whsec_';

/**
 * Verifies a notification as Standard Webhooks 1.0 has it (https://www.standardwebhooks.com): `v1` signatures are HMAC-SHA256 over
 * `id.timestamp.body`, the body as it came. Several signatures may be there while a secret changes.
 * @param secret `whsec_` and the key in base64
 * @returns the id of the notification, which is the same when it is told again; null for whatever is not the sender's
 */
export function verifiedId(headers: IncomingHttpHeaders, raw: Buffer, secret: string, now: Date): string | null {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    textOf(headers[name]),
  );
  if (!id || !timestamp || !signatures || id.length > 200 || !/^\d{1,12}$/.test(timestamp)) return null;
  if (Math.abs(now.getTime() - Number(timestamp) * 1000) > TOLERANCE_MS) return null;
  const key = Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(raw).digest();
  const given = signatures.split(' ').flatMap((each) => (each.startsWith('v1,') ? [each.slice(3)] : []));
  const matches = given.some((each) => isSame(Buffer.from(each, 'base64'), expected));
  return matches ? id : null;
}

const textOf = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

const isSame = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
