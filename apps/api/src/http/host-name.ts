import { isIPv4 } from 'node:net';
import { siteLabel, type HostKind } from '@stageline/contracts';

/** What a Host header says before any look-up. */
export type HostName =
  | { readonly kind: 'platform' | 'admin' | 'unknown' }
  | { readonly kind: 'slug'; readonly slug: string }
  | { readonly kind: 'domain'; readonly host: string };

const UNKNOWN: HostName = { kind: 'unknown' };
const HOST_LABELS = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Up to 65535: an address with a greater number is none, and a page that wrote it into its links would break on it. */
const PORT = /:(?:[0-5]?\d{1,4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])$/;

/** Lower-cases, and takes off the port and the root's trailing dot; an IPv6 literal stays in its brackets. */
export function canonicalHost(host: string): string {
  const name = host.toLowerCase().replace(PORT, '');
  return name.endsWith('.') ? name.slice(0, -1) : name;
}

/**
 * Which kind of routes a Host header can reach, by the same reading as `parseHostName` but without its cost, because the
 * router asks for every request. Whether such a tenant exists is decided afterwards.
 * @param apexName the apex in canonical form, without a port
 */
export function createHostKinds(apexName: string): (host: string) => HostKind {
  const adminName = `admin.${apexName}`;
  // With `:65535` and the trailing dot; anything longer is another name, whatever its spelling.
  const longest = adminName.length + 7;
  return (host) => {
    if (host.length > longest) return 'tenant';
    const name = canonicalHost(host);
    if (name === apexName) return 'platform';
    return name === adminName ? 'admin' : 'tenant';
  };
}

/**
 * Reads a Host header against the apex. Only whole labels count: `evil-localhost` is no subdomain of `localhost`, and
 * `a.b.<apex>` names nobody, because a wildcard certificate covers one label.
 * @param apexName the apex in canonical form, without a port
 */
export function parseHostName(host: string, apexName: string): HostName {
  if (host.length > 260) return UNKNOWN;
  const name = canonicalHost(host);
  if (name === apexName) return { kind: 'platform' };
  if (name.length > 253 || !HOST_LABELS.test(name)) return UNKNOWN;
  if (name === `admin.${apexName}`) return { kind: 'admin' };
  if (name.endsWith(`.${apexName}`)) {
    const label = siteLabel.safeParse(name.slice(0, -apexName.length - 1));
    return label.success ? { kind: 'slug', slug: label.data } : UNKNOWN;
  }
  return name.includes('.') && !isIPv4(name) ? { kind: 'domain', host: name } : UNKNOWN;
}
