import type { SimulationSettings, SiteView, TenantId } from '@stageline/contracts';
import type { InvalidationBus } from '@stageline/platform/invalidation';
import { runInTenant, tenantKey } from '@stageline/tenancy';
import { LRUCache } from 'lru-cache';
import { presentPublic } from './site.presenter.ts';
import { siteRepository } from './site.repository.ts';

const TOPIC = 'site';

/** What is kept of a site: all that a page or a mail needs, and no more, because ten thousand of them are in memory. */
export interface CachedSite {
  /** Where links lead to, without a slash at its end. */
  readonly url: string;
  /** Under the apex. */
  readonly homeUrl: string;
  /** The custom CSS as it is served. */
  readonly styleText: string;
  /** How members are simulated; null where nobody may, whatever is stored, and where it is off (H-08). */
  readonly simulation: SimulationSettings | null;
  /** What a public page shows, except what changes by itself. */
  readonly view: Omit<SiteView, 'nextSession' | 'disclaimers'>;
}

export interface SiteCache {
  /** The site of a tenant, from memory once it is known; null while it is not provisioned. */
  get(tenantId: TenantId): Promise<CachedSite | null>;
  /** Tells every process that the site has changed. */
  changed(tenantId: TenantId): Promise<void>;
}

/** Sites in memory: every public page needs one, and they change a few times a month. */
export function createSiteCache(
  bus: InvalidationBus,
  addressOf: (
    tenantId: TenantId,
  ) => Promise<(Pick<CachedSite, 'url' | 'homeUrl'> & { readonly slug: string; readonly maySimulate: boolean }) | null>,
): SiteCache {
  // The time to live bounds how long a lost invalidation can show an old site.
  const held = new LRUCache<string, CachedSite>({ max: 10_000, ttl: 60_000 });
  let generation = 0;
  bus.on(TOPIC, (key) => {
    generation += 1;
    if (key === null) held.clear();
    else held.delete(key);
  });
  const keyOf = (tenantId: TenantId) => tenantKey(tenantId, 'site');

  return {
    async get(tenantId) {
      const key = keyOf(tenantId);
      const known = held.get(key);
      if (known !== undefined) return known;
      const before = generation;
      const [record, address] = await Promise.all([
        runInTenant(tenantId, () => siteRepository.find()),
        addressOf(tenantId),
      ]);
      if (record === null || address === null) return null;
      const { url, homeUrl, slug, maySimulate } = address;
      const { simulationSettings } = record.content.line;
      const simulation = maySimulate && simulationSettings.enabled ? simulationSettings : null;
      const view = compact(presentPublic(record, slug));
      const line = simulation === null ? view.line : { ...view.line, simulated: true as const };
      const site = { url, homeUrl, styleText: record.styleText, simulation, view: { ...view, line } };
      if (generation === before) held.set(key, site);
      return site;
    },
    changed: (tenantId) => bus.publish(TOPIC, keyOf(tenantId)),
  };
}

/** Read from text an object has no spare room and shares its short words with others: about half of what a document of the database takes. */
const compact = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
