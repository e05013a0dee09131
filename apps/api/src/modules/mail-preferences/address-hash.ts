import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { domainToASCII } from 'node:url';
import type { TenantId } from '@stageline/contracts';
import { LRUCache } from 'lru-cache';

/** Hashes an address for one tenant: 43 characters of base64url. */
export type AddressHash = (tenantId: TenantId, address: string) => string;

/**
 * Makes the hash by which suppressions know an address. Its key is derived from the platform's secret and the tenant, so that a
 * list of known addresses cannot be tried on a copy of the database, and two tenants' rows cannot be compared.
 */
export function createAddressHash(secret: string): AddressHash {
  const keys = new LRUCache<TenantId, KeyObject>({ max: 1000 });
  function keyOf(tenantId: TenantId): KeyObject {
    let key = keys.get(tenantId);
    if (key === undefined) {
      key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, tenantId, 'stageline mail suppressions', 32)));
      keys.set(tenantId, key);
    }
    return key;
  }
  return (tenantId, address) => {
    const key = keyOf(tenantId);
    return createHmac('sha256', key).update(normalAddress(address)).digest('base64url');
  };
}

/** One spelling of an address: however it was typed, or whichever form of its domain was. */
export function normalAddress(address: string): string {
  const text = address.trim().normalize('NFC').toLowerCase();
  const at = text.lastIndexOf('@');
  const domain = text.slice(at + 1);
  return at < 0 ? text : `${text.slice(0, at)}@${domainToASCII(domain) || domain}`;
}
