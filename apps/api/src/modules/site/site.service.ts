import {
  ProblemError,
  type Locale,
  type PublicSession,
  type SimulationSettings,
  type SiteContent,
  type SiteProfile,
  type SiteView,
  type TenantId,
} from '@stageline/contracts';
import { brandPalette } from '@stageline/domain';
import type { StoragePort } from '@stageline/integrations/storage';
import type { Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId, runInTenant, tenantPath } from '@stageline/tenancy';
import type { BrandPolicyService } from './brand-policy.service.ts';
import { compileCustomCss, styleKeyOf } from './custom-css.ts';
import { SHARE_KEY, type SharePictures } from './share-picture.ts';
import type { CachedSite, SiteCache } from './site.cache.ts';
import { firstVersion, ignoreDuplicate, type SiteDrafts } from './site.drafts.ts';
import type { SitePictures } from './site.pictures.ts';
import { draftRepository, siteRepository, versionRepository } from './site.repository.ts';

/** The next masterclass of a tenant as visitors may see it; it changes on its own clock, so it is not kept with the site. */
export type NextSessionReader = (tenantId: TenantId) => Promise<PublicSession | null>;

/**
 * A tenant's brand for everything that speaks in its name and is no page of the client: mails today, invoices, certificates
 * and calendars as they come. Addresses are absolute.
 */
export interface SiteFacts {
  readonly tenantId: TenantId;
  readonly siteName: string;
  readonly promoterName: string;
  readonly promoterId: string | null;
  /** `#rrggbb` */
  readonly primaryColor: string;
  /** `#rrggbb` */
  readonly secondaryColor: string;
  /** Colours that are safe to read on white paper, by the name that follows `--brand-`. */
  readonly palette: Readonly<Record<string, string>>;
  /** A PNG. */
  readonly logoUrl: string | null;
  readonly iconUrl: string | null;
  /** Where an answer goes, when the promoter has said so. */
  readonly contactEmail: string | null;
  readonly contactPhone: string | null;
  readonly socialLinks: SiteProfile['socialLinks'];
  /** What the platform requires at the foot. */
  readonly disclaimers: readonly string[];
  /** Whether the team wants to be told by mail. */
  readonly teamMails: boolean;
  /** The site's address for links, without a slash at its end. */
  readonly url: string;
  /** The site's address under the apex: for what has to be reached while a domain of its own is broken. */
  readonly homeUrl: string;
}

export interface SiteServiceDeps {
  readonly cache: SiteCache;
  readonly drafts: SiteDrafts;
  readonly pictures: SitePictures;
  readonly sharePictures: SharePictures;
  readonly policy: Pick<BrandPolicyService, 'current'>;
  readonly storage: StoragePort;
  readonly unitOfWork: UnitOfWork;
  readonly nextSession: NextSessionReader;
  readonly pastSession: NextSessionReader;
  readonly clock: Clock;
}

export interface Media {
  readonly bytes: Buffer;
  readonly contentType: string;
  /** To be sent with the bytes: cache for ever, never sniff, and draw only. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface SiteService {
  /** Everything that a public page shows. @throws ProblemError `not-found` while the site is not provisioned */
  publicView(tenantId: TenantId): Promise<SiteView>;
  /** Where the picture is that stands beside a link to this site's page, in that language. */
  shareUrl(view: SiteView, locale: Locale): string;
  /** How the current tenant's members are simulated; null where they are not, and on every public site (H-08). */
  simulation(): Promise<SimulationSettings | null>;
  /** A tenant's brand, from memory. @throws ProblemError `not-found` */
  themeFor(tenantId: TenantId): Promise<SiteFacts>;
  /** The current tenant's brand, from memory. @throws ProblemError `not-found` */
  siteFacts(): Promise<SiteFacts>;
  /** Draft, publication and history of the current tenant's site. */
  readonly drafts: SiteDrafts;
  /** Pictures of the current tenant. */
  readonly pictures: Pick<SitePictures, 'upload' | 'clean' | 'open' | 'adopt'>;
  /** Gives a site the logo that its template brings, unless it has one. */
  installLogo(tenantId: TenantId, bytes: Buffer): Promise<void>;
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
const MEDIA_KEY = /^[0-9a-f]{32}(?:-(?:\d{1,4}|icon))?\.(?:png|jpg|webp|avif)$/;
const STYLE_KEY = /^[0-9a-f]{32}\.css$/;

export function createSiteService(deps: SiteServiceDeps): SiteService {
  const { cache, drafts, pictures, storage, clock } = deps;

  async function requireSite(tenantId: TenantId): Promise<CachedSite> {
    const held = await cache.get(tenantId);
    if (held === null) throw new ProblemError('not-found');
    return held;
  }

  async function publicView(tenantId: TenantId): Promise<SiteView> {
    const [{ view }, nextSession, pastSession, { disclaimers }] = await Promise.all([
      requireSite(tenantId),
      deps.nextSession(tenantId),
      deps.pastSession(tenantId),
      deps.policy.current(),
    ]);
    return { ...view, disclaimers, nextSession, ...(pastSession !== null && { pastSession }) };
  }

  /** The picture of a link preview; an address that was true before leads nowhere. */
  async function readShare(tenantId: TenantId, key: string): Promise<Media | null> {
    const view = await publicView(tenantId);
    const bytes = await deps.sharePictures.read(tenantPath(tenantId, 'media', key), key, view, async (logo) => {
      const object = await storage.get(tenantPath(tenantId, 'media', logo));
      return object?.bytes ?? null;
    });
    return bytes && { bytes, contentType: 'image/png', headers: MEDIA_HEADERS };
  }

  async function themeFor(tenantId: TenantId): Promise<SiteFacts> {
    const [{ view, url, homeUrl }, { disclaimers }] = await Promise.all([requireSite(tenantId), deps.policy.current()]);
    const { theme, profile, plainLogoUrl, iconUrl, settings } = view;
    return {
      tenantId,
      siteName: profile.siteName,
      promoterName: profile.promoterName,
      promoterId: profile.promoterId ?? null,
      primaryColor: theme.primaryColor,
      secondaryColor: theme.secondaryColor,
      palette: brandPalette(theme, 'light'),
      logoUrl: plainLogoUrl && url + plainLogoUrl,
      iconUrl: iconUrl && url + iconUrl,
      contactEmail: profile.contactEmail ?? null,
      contactPhone: profile.contactPhone ?? null,
      socialLinks: profile.socialLinks,
      disclaimers,
      teamMails: settings.enableEmailNotifications,
      url,
      homeUrl,
    };
  }

  /** The style of the published version is in memory with it; one of another version is no longer asked for by any page. */
  async function readStyle(tenantId: TenantId, key: string): Promise<Media | null> {
    const text = (await cache.get(tenantId))?.styleText ?? '';
    if (styleKeyOf(text) !== key) return null;
    return { bytes: Buffer.from(text), contentType: 'text/css; charset=utf-8', headers: MEDIA_HEADERS };
  }

  return {
    drafts,
    pictures,
    addressChanged: (tenantId) => cache.changed(tenantId),

    publicView,
    shareUrl: (view, locale) => `/media/${deps.sharePictures.keyOf(view, locale)}`,

    simulation: async () => (await requireSite(currentTenantId())).simulation,
    themeFor,
    siteFacts: async () => themeFor(currentTenantId()),

    async installLogo(tenantId, bytes) {
      await runInTenant(tenantId, async () => {
        if ((await requireSite(tenantId)).view.logoUrl !== null) return;
        const logo = await pictures.upload('logo', bytes);
        const author = { membershipId: null, name: 'Stageline' };
        const { revision, content } = await drafts.read();
        await drafts.save(revision, { ...content, logo }, author);
        await drafts.publish(revision + 1, author);
      });
    },

    async readMedia(tenantId, key) {
      if (STYLE_KEY.test(key)) return readStyle(tenantId, key);
      if (SHARE_KEY.test(key)) return readShare(tenantId, key);
      if (!MEDIA_KEY.test(key)) return null;
      const object = await storage.get(tenantPath(tenantId, 'media', key));
      return object === null ? null : { ...object, headers: MEDIA_HEADERS };
    },

    async ensure(tenantId, content) {
      await runInTenant(tenantId, async () => {
        if ((await siteRepository.find()) !== null) return;
        const { text: styleText } = await compileCustomCss(content.customCss);
        const now = clock.now();
        const first = firstVersion(1, content, styleText, now);
        const { publishedBy } = first;
        await deps.unitOfWork
          .run(async () => {
            await siteRepository.insert(tenantId, content, styleText, now);
            await versionRepository.insert(tenantId, first);
            await draftRepository.insert(tenantId, { revision: 1, content, updatedAt: now, updatedBy: publishedBy });
          })
          // The same step may be running in another process.
          .catch(ignoreDuplicate);
      });
      await cache.changed(tenantId);
    },
  };
}
