import type { IncomingMessage, Server } from 'node:http';
import { BlockList, isIP } from 'node:net';

/**
 * Puts the host that a trusted proxy was asked for in the place of the one that the proxy asked us for, before anybody
 * reads it: the router, the tenant look-up, the check of the origin and the sockets all see the same host. Without
 * trusted proxies nothing is done.
 * @param proxies addresses and networks (`10.0.0.0/8`)
 * @throws Error in plain words for an entry that is none of both
 */
export function adoptForwardedHosts(server: Server, proxies: readonly string[]): void {
  if (proxies.length === 0) return;
  const trusted = listOf(proxies);
  const adopt = (request: IncomingMessage): void => {
    const address = request.socket.remoteAddress ?? '';
    const family = isIP(address);
    if (family === 0 || !trusted.check(address, family === 6 ? 'ipv6' : 'ipv4')) return;
    const forwarded = request.headers['x-forwarded-host'];
    // The last entry is the one that our own proxy wrote.
    const host = forwarded === undefined ? undefined : String(forwarded).split(',').at(-1)?.trim();
    if (host !== undefined && host !== '') request.headers.host = host;
  };
  server.prependListener('request', adopt);
  server.prependListener('upgrade', adopt);
}

function listOf(proxies: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of proxies) {
    const [address = '', bits, ...rest] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    const longest = family === 'ipv6' ? 128 : 32;
    // `10.0.0.0/` would be read as a prefix of 0: everybody.
    const prefix = bits === undefined ? longest : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN;
    if (isIP(address) === 0 || rest.length > 0 || !(prefix <= longest)) {
      throw new Error(`TRUSTED_PROXIES: ${entry} is no address and no network. Write 10.0.0.1 or 10.0.0.0/8.`);
    }
    list.addSubnet(address, prefix, family);
  }
  return list;
}
