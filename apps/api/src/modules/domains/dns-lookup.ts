import { promises as dns, type CaaRecord } from 'node:dns';
import { BlockList, isIP, isIPv4 } from 'node:net';

/** What the name servers said. `unknown`: nothing, which says nothing about the record. */
export type Answer<T> =
  | { readonly kind: 'found'; readonly values: readonly T[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** The questions of one check; what it has learned about who is responsible for which name is kept for its duration. */
export interface DnsSession {
  /** Each text of the name, its pieces joined. */
  txt(name: string): Promise<Answer<string>>;
  cname(name: string): Promise<Answer<string>>;
  a(name: string): Promise<Answer<string>>;
  aaaa(name: string): Promise<Answer<string>>;
  caa(name: string): Promise<Answer<CaaRecord>>;
  mx(name: string): Promise<Answer<string>>;
}
export interface DnsLookup {
  open(): DnsSession;
}

export interface DnsLookupOptions {
  /** Recursive servers, `address` or `address:port`; the machine's own where there are none. */
  readonly servers: readonly string[];
  readonly timeoutMs?: number;
  /** Bound on a whole check; what is still open then is unknown. */
  readonly sessionMs?: number;
  /** Whether servers at private addresses may be asked: a domain's owner chooses who is responsible for it. */
  readonly allowPrivate?: boolean;
  readonly authoritativePort?: number;
}

type Method = 'resolveTxt' | 'resolveCname' | 'resolve4' | 'resolve6' | 'resolveCaa' | 'resolveMx' | 'resolveNs';
const TRIES = 2;
const MAX_AUTHORITIES = 4;

/**
 * Asks the servers that are responsible for a name, so that a change is seen before caches have forgotten the old state;
 * where those do not answer, the configured resolvers.
 */
export function createDnsLookup(options: DnsLookupOptions): DnsLookup {
  const { timeoutMs = 1500, sessionMs = 12_000, authoritativePort = 53, allowPrivate = false } = options;

  function resolverOf(servers: readonly string[]): dns.Resolver {
    const resolver = new dns.Resolver({ timeout: timeoutMs, tries: TRIES });
    if (servers.length > 0) resolver.setServers([...servers]);
    return resolver;
  }

  return {
    open() {
      const deadline = performance.now() + sessionMs;
      const general = resolverOf(options.servers);
      const authorities = new Map<string, Promise<dns.Resolver | null>>();

      async function ask<T>(resolver: dns.Resolver, method: Method, name: string): Promise<Answer<T>> {
        if (performance.now() > deadline) return { kind: 'unknown', reason: 'timeout' };
        try {
          const values = (await resolver[method](name)) as T[];
          return values.length > 0 ? { kind: 'found', values } : { kind: 'none' };
        } catch (error) {
          const { code = 'unknown' } = error as NodeJS.ErrnoException;
          if (code === 'ENODATA' || code === 'ENOTFOUND') return { kind: 'none' };
          return { kind: 'unknown', reason: code };
        }
      }

      /** The zone of a name is the nearest one above it that has name servers. */
      async function findAuthority(name: string): Promise<dns.Resolver | null> {
        const servers = await ask<string>(general, 'resolveNs', name);
        const parent = name.slice(name.indexOf('.') + 1);
        if (servers.kind !== 'found') return parent.includes('.') ? authorityOf(parent) : null;
        const addresses = await Promise.all(
          servers.values.slice(0, MAX_AUTHORITIES).map((server) => ask<string>(general, 'resolve4', server)),
        );
        const usable = addresses
          .flatMap((answer) => (answer.kind === 'found' ? answer.values : []))
          .filter((address) => allowPrivate || isPublicAddress(address));
        return usable.length === 0 ? null : resolverOf(usable.map((address) => `${address}:${authoritativePort}`));
      }

      function authorityOf(name: string): Promise<dns.Resolver | null> {
        const known = authorities.get(name);
        if (known !== undefined) return known;
        const found = findAuthority(name);
        authorities.set(name, found);
        return found;
      }

      /** An authority knows only its own zone: behind a CNAME the rest is the recursive servers' work. */
      async function nearest<T>(method: Method, name: string): Promise<Answer<T>> {
        const authority = await authorityOf(name);
        if (authority === null) return ask(general, method, name);
        const answer = await ask<T>(authority, method, name);
        if (answer.kind === 'found') return answer;
        if (answer.kind === 'unknown') return ask(general, method, name);
        if (method === 'resolveCname') return answer;
        const alias = await ask(authority, 'resolveCname', name);
        return alias.kind === 'found' ? ask(general, method, name) : answer;
      }

      return {
        cname: (name) => nearest('resolveCname', name),
        a: (name) => nearest('resolve4', name),
        aaaa: (name) => nearest('resolve6', name),
        caa: (name) => nearest('resolveCaa', name),
        async txt(name) {
          const answer = await nearest<string[]>('resolveTxt', name);
          if (answer.kind !== 'found') return answer;
          return { kind: 'found', values: answer.values.map((pieces) => pieces.join('')) };
        },
        async mx(name) {
          const answer = await nearest<{ exchange: string }>('resolveMx', name);
          if (answer.kind !== 'found') return answer;
          return { kind: 'found', values: answer.values.map(({ exchange }) => exchange) };
        },
      };
    },
  };
}

/** Two lists: one of both kinds would find every IPv4 address in `::/8`, where its mapped form lies. */
const notPublic = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  notPublic.ipv4.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
  ['::', 8],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  notPublic.ipv6.addSubnet(network, bits, 'ipv6');

/** Whether an address is one of the open internet (IANA's special-purpose registries). */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  const family = isIPv4(address) ? 'ipv4' : 'ipv6';
  return !notPublic[family].check(address, family);
}
