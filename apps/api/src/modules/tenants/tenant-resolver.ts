import type { Clock } from '@stageline/platform';
import type { InvalidationBus } from '@stageline/platform/invalidation';
import { globalKey } from '@stageline/tenancy';
import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { canonicalHost, parseHostName, type HostName } from '../../http/host-name.ts';
import type { HostFacts, HostResolver } from '../../http/hosts.ts';
import { slugClaimsRepository } from './slug-claims.repository.ts';
import { tenantDomainsRepository } from './tenant-domains.repository.ts';
import { tenantsRepository } from './tenants.repository.ts';
import type { TenantRecord } from './tenants.types.ts';

const TOPIC = 'tenant-host';
const UNKNOWN: HostFacts = { kind: 'unknown' };

/** Writes an answer unless the cache holds a newer one of the same tenant: a slow reader never undoes a suspension. */
const STORE_IF_NEWER = `
local held = redis.call('GET', KEYS[1])
held = held and cjson.decode(held)
if held and (held.id == nil or held.id == ARGV[4]) and held.version > tonumber(ARGV[2]) then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[3])
return 1`;

/** In place of a tenant in Redis: nobody, and newer than whatever was read before. */
const GONE = { version: Number.MAX_SAFE_INTEGER } as const;

type Lookup = Extract<HostName, { kind: 'slug' | 'domain' }>;
type CachedTenant = Pick<TenantRecord, 'id' | 'slug' | 'status' | 'version' | 'primaryHost'>;

/** One answer in memory; several spellings of a host share it, and marking it stale ends them all. */
interface Entry {
  readonly facts: HostFacts;
  readonly expiresAtMs: number;
  stale: boolean;
}

export interface TenantResolverOptions {
  /** Host of the platform, with the port that belongs into its addresses. */
  readonly apex: string;
  readonly scheme: 'http' | 'https';
  readonly redis: Redis;
  readonly bus: InvalidationBus;
  readonly clock: Clock;
  /** Hosts kept in memory. */
  readonly maxHosts?: number;
  /** Life of an answer in memory and in Redis: the bound on staleness when an invalidation is lost. */
  readonly ttlSeconds?: number;
  /** Life of "nobody", kept in memory only so that random hosts cannot fill Redis. */
  readonly unknownTtlSeconds?: number;
}

export interface TenantResolver extends HostResolver {
  /** The tenant's address under the apex, `http://<slug>.<apex>`: there always, whatever becomes of its own domains. */
  urlOf(slug: string): string;
  /**
   * Where the site is for whoever follows a link to it: at its own domain while one that is live is its main address,
   * otherwise under the apex. Every link that leaves the platform comes from here.
   */
  addressOf(tenant: Pick<TenantRecord, 'slug' | 'primaryHost'>): string;
  /** Puts a changed tenant before every process, at once. */
  announce(tenant: TenantRecord): Promise<void>;
  /** Makes every process forget who had a custom domain. */
  forgetDomain(host: string): Promise<void>;
  /** Has every process look again who holds an address. */
  forget(slug: string): Promise<void>;
}

/**
 * Who a Host header names: memory first, keyed by the exact text, then Redis, then MongoDB. An answer says nothing
 * about how it was found, and unknown, suspended and unfinished sites cost the same look-up.
 */
export function createTenantResolver(options: TenantResolverOptions): TenantResolver {
  const { apex, scheme, redis, bus, clock, maxHosts = 20_000, ttlSeconds = 30, unknownTtlSeconds = 10 } = options;
  const apexName = canonicalHost(apex);
  const byText = new LRUCache<string, Entry>({ max: 2 * maxHosts });
  const byName = new LRUCache<string, Entry>({ max: maxHosts, dispose: (entry) => void (entry.stale = true) });
  const loading = new Map<string, Promise<Entry>>();
  let generation = 0;

  const urlOf = (slug: string) => `${scheme}://${slug}.${apex}`;
  const port = /:\d+$/.exec(apex)?.[0] ?? '';
  const urlOfDomain = (host: string) => `${scheme}://${host}${port}`;
  const addressOf: TenantResolver['addressOf'] = ({ slug, primaryHost }) =>
    primaryHost == null ? urlOf(slug) : urlOfDomain(primaryHost);

  bus.on(TOPIC, (key) => {
    generation += 1;
    if (key === null) {
      byName.clear();
      loading.clear();
    } else {
      byName.delete(key);
      // Whoever asks from now on does not join a look-up that may have read the state before.
      loading.delete(key);
    }
  });

  function peek(host: string): HostFacts | undefined {
    const entry = byText.get(host);
    if (entry === undefined || entry.stale || entry.expiresAtMs <= clock.now().getTime()) return undefined;
    return entry.facts;
  }

  async function resolve(host: string): Promise<HostFacts> {
    const known = peek(host);
    if (known !== undefined) return known;
    const name = parseHostName(host, apexName);
    if (name.kind !== 'slug' && name.kind !== 'domain') return { kind: name.kind };
    const entry = await loadOnce(name);
    byText.set(host, entry);
    return entry.facts;
  }

  function loadOnce(name: Lookup): Promise<Entry> {
    const key = keyOf(name);
    const held = byName.get(key);
    if (held !== undefined && held.expiresAtMs > clock.now().getTime()) return Promise.resolve(held);
    const running = loading.get(key);
    if (running !== undefined) return running;
    const started = load(name, key).finally(() => {
      if (loading.get(key) === started) loading.delete(key);
    });
    loading.set(key, started);
    return started;
  }

  async function load(name: Lookup, key: string): Promise<Entry> {
    const before = generation;
    const tenant = (await readCached(key)) ?? (await readStored(name, key));
    const facts = factsOf(name, tenant, { urlOf, addressOf });
    const ttlMs = (tenant === null ? unknownTtlSeconds : ttlSeconds) * 1000;
    // Something changed while we read: the answer serves this request and is not kept.
    const stale = generation !== before;
    const entry: Entry = { facts, expiresAtMs: clock.now().getTime() + ttlMs, stale };
    if (!stale) byName.set(key, entry);
    return entry;
  }

  async function readCached(key: string): Promise<CachedTenant | null> {
    // Without Redis sites are slower to find, not gone; the readiness check says that it is away.
    const text = await redis.get(globalKey('tenant-by-host', key)).catch(() => null);
    const held = text === null ? null : (JSON.parse(text) as Partial<CachedTenant>);
    return held?.id === undefined ? null : (held as CachedTenant);
  }

  async function readStored(name: Lookup, key: string): Promise<CachedTenant | null> {
    const tenant = await (name.kind === 'slug' ? findByAddress(name.slug) : findByDomain(name.host));
    if (tenant !== null) await store(key, tenant).catch(() => undefined);
    return tenant;
  }

  /** A site's present address, or one that leads to it still. */
  async function findByAddress(slug: string): Promise<TenantRecord | null> {
    const present = await tenantsRepository.findBySlug(slug);
    if (present !== null) return present;
    const moved = await slugClaimsRepository.redirectOf(slug, clock.now());
    return moved === null ? null : tenantsRepository.findById(moved);
  }

  async function findByDomain(host: string): Promise<TenantRecord | null> {
    const held = await tenantDomainsRepository.find(host);
    return held === null ? null : tenantsRepository.findById(held.tenantId);
  }

  async function store(key: string, { id, slug, status, version, primaryHost }: CachedTenant): Promise<void> {
    const text = JSON.stringify({ id, slug, status, version, primaryHost } satisfies CachedTenant);
    await redis.eval(STORE_IF_NEWER, 1, globalKey('tenant-by-host', key), text, version, ttlSeconds, id);
  }

  return {
    peek,
    resolve,
    urlOf,
    addressOf,
    async forgetDomain(host) {
      const key = keyOf({ kind: 'domain', host });
      // It stands in the way of a slow reader who would store the former tenant again.
      await redis.set(globalKey('tenant-by-host', key), JSON.stringify(GONE), 'EX', ttlSeconds);
      await bus.publish(TOPIC, key);
    },
    async forget(slug) {
      const key = keyOf({ kind: 'slug', slug });
      await redis.del(globalKey('tenant-by-host', key));
      await bus.publish(TOPIC, key);
    },
    async announce(tenant) {
      const [domains, claims] = await Promise.all([
        tenantDomainsRepository.hostsOf(tenant.id),
        slugClaimsRepository.ofTenant(tenant.id),
      ]);
      const slugs = new Set([tenant.slug, ...claims.map(({ slug }) => slug)]);
      const keys = [
        ...[...slugs].map((slug) => keyOf({ kind: 'slug', slug })),
        ...domains.map((host) => keyOf({ kind: 'domain', host })),
      ];
      await Promise.all(keys.map((key) => store(key, tenant)));
      await Promise.all(keys.map((key) => bus.publish(TOPIC, key)));
    },
  };
}

const keyOf = (name: Lookup): string => (name.kind === 'slug' ? `slug/${name.slug}` : `domain/${name.host}`);

type Addresses = Pick<TenantResolver, 'urlOf' | 'addressOf'>;

function factsOf(name: Lookup, tenant: CachedTenant | null, { urlOf, addressOf }: Addresses): HostFacts {
  if (tenant === null) return UNKNOWN;
  const url = urlOf(tenant.slug);
  const movedTo = name.kind === 'slug' && name.slug !== tenant.slug ? { movedTo: url } : {};
  const { primaryHost } = tenant;
  const isThere = primaryHost == null || (name.kind === 'domain' && name.host === primaryHost);
  const primary = isThere ? {} : { primary: addressOf(tenant) };
  return {
    kind: 'tenant',
    tenant: { id: tenant.id, slug: tenant.slug, url, status: tenant.status },
    ...movedTo,
    ...primary,
  };
}
