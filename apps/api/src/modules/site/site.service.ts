import { createHash } from 'node:crypto';
import { ProblemError, SiteChanged, type site, type TenantId } from '@stageline/contracts';
import type { StoragePort } from '@stageline/integrations/storage';
import type { Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId, runInTenant, tenantPath } from '@stageline/tenancy';
import type { TenantFacts } from '../../http/route.ts';
import { readPicture } from './picture.ts';
import { assertPlainSvg } from './plain-svg.ts';
import type { CachedSite, SiteCache } from './site.cache.ts';
import { presentPublic, presentSettings } from './site.presenter.ts';
import { siteRepository, type SiteContent, type SiteRecord } from './site.repository.ts';

/** The next masterclass of a tenant as visitors may see it; it changes on its own clock, so it is not kept with the site. */
export type NextSessionReader = (tenantId: TenantId) => Promise<site.PublicSession | null>;

/** Whose name a mail or a room speaks in. */
export interface SiteFacts {
  readonly tenantId: TenantId;
  readonly siteName: string;
  readonly promoterName: string;
  /** `#rrggbb` */
  readonly primaryColor: string;
  /** Where an answer goes, when the promoter has said so. */
  readonly contactEmail: string | null;
  /** `http://<slug>.<apex>` without a slash at its end. */
  readonly url: string;
}

export interface SiteServiceDeps {
  readonly cache: SiteCache;
  readonly storage: StoragePort;
  readonly unitOfWork: UnitOfWork;
  readonly nextSession: NextSessionReader;
  readonly urlOf: (slug: string) => string;
  readonly clock: Clock;
}

export interface Media {
  readonly bytes: Buffer;
  readonly contentType: string;
  /** To be sent with the bytes: cache for ever, never sniff, and draw only. */
  readonly headers: Readonly<Record<string, string>>;
}

type TenantAddress = Pick<TenantFacts, 'id' | 'slug'>;

export interface SiteService {
  /** Everything that a public page shows. @throws ProblemError `not-found` while the site is not provisioned */
  publicView(tenantId: TenantId): Promise<site.SiteView>;
  /** The current tenant's name and address, from memory. @throws ProblemError `not-found` */
  siteFacts(): Promise<SiteFacts>;
  getSettings(tenant: TenantAddress): Promise<site.SiteSettings>;
  /** @throws ProblemError `conflict` when `version` is not the present one */
  updateSettings(tenant: TenantAddress, version: number, content: SiteContent): Promise<site.SiteSettings>;
  /** Stores a PNG, JPEG or WebP. @throws ProblemError `unsupported-media-type` */
  replaceLogo(tenant: TenantAddress, bytes: Buffer): Promise<site.SiteSettings>;
  /** Stores a logo that comes with the product, unless the site has one. @throws Error when it does more than draw */
  installLogo(tenantId: TenantId, svg: string): Promise<void>;
  /** A file of this tenant, or null: another tenant's key leads nowhere. */
  readMedia(tenantId: TenantId, key: string): Promise<Media | null>;
  /** The site's first content, during provisioning; a second call finds what the first made. */
  ensure(tenantId: TenantId, content: SiteContent): Promise<void>;
  /** Tells every process that the site has another address. */
  addressChanged(tenantId: TenantId): Promise<void>;
}

const MEDIA_HEADERS = {
  'cache-control': 'public, max-age=31536000, immutable',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
};
const MEDIA_KEY = /^[0-9a-f]{32}\.(?:png|jpg|webp|svg)$/;

export function createSiteService(deps: SiteServiceDeps): SiteService {
  const { cache, storage, unitOfWork, clock } = deps;

  async function requireSite(tenantId: TenantId): Promise<CachedSite> {
    const held = await cache.get(tenantId);
    if (held === null) throw new ProblemError('not-found');
    return held;
  }

  /** A change with its event in one transaction; every process forgets the old site once it is committed. */
  async function change(write: () => Promise<SiteRecord | null>): Promise<SiteRecord> {
    const tenantId = currentTenantId();
    const record = await unitOfWork.run(async (tx) => {
      const changed = await write();
      if (changed === null) throw new ProblemError('conflict');
      tx.record(SiteChanged, { tenantId });
      return changed;
    });
    await cache.changed(tenantId);
    return record;
  }

  async function storeLogo(tenantId: TenantId, bytes: Buffer, extension: string): Promise<SiteRecord> {
    const name = `${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}.${extension}`;
    // The file first: a site never names a logo that is not there.
    await storage.put(tenantPath(tenantId, 'media', name), bytes);
    return change(() => siteRepository.setLogo(name, clock.now()));
  }

  return {
    async publicView(tenantId) {
      const [{ record, slug }, nextSession] = await Promise.all([requireSite(tenantId), deps.nextSession(tenantId)]);
      return presentPublic(record, slug, nextSession);
    },

    async siteFacts() {
      const tenantId = currentTenantId();
      const { record, slug } = await requireSite(tenantId);
      const { siteName, promoterName, contactEmail = null } = record.profile;
      return {
        tenantId,
        siteName,
        promoterName,
        contactEmail,
        primaryColor: record.theme.primaryColor,
        url: deps.urlOf(slug),
      };
    },

    async getSettings({ slug }) {
      const record = await siteRepository.find();
      if (record === null) throw new ProblemError('not-found');
      return presentSettings(record, slug);
    },

    async updateSettings({ slug }, version, content) {
      return presentSettings(await change(() => siteRepository.update(version, content, clock.now())), slug);
    },

    async replaceLogo({ id, slug }, bytes) {
      return presentSettings(await storeLogo(id, bytes, readPicture(bytes).extension), slug);
    },

    async installLogo(tenantId, svg) {
      if ((await requireSite(tenantId)).record.logoKey !== null) return;
      assertPlainSvg(svg);
      await runInTenant(tenantId, () => storeLogo(tenantId, Buffer.from(svg), 'svg'));
    },

    async readMedia(tenantId, key) {
      if (!MEDIA_KEY.test(key)) return null;
      const object = await storage.get(tenantPath(tenantId, 'media', key));
      return object === null ? null : { ...object, headers: MEDIA_HEADERS };
    },

    addressChanged: (tenantId) => cache.changed(tenantId),

    async ensure(tenantId, content) {
      await runInTenant(tenantId, async () => {
        if ((await siteRepository.find()) !== null) return;
        try {
          await siteRepository.insert(tenantId, content, clock.now());
        } catch (error) {
          // The same step may be running in another process.
          if ((error as { code?: unknown }).code !== 11_000) throw error;
        }
      });
      await cache.changed(tenantId);
    },
  };
}
