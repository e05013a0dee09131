import { site } from '@stageline/contracts';
import { route, type RouteBinding } from '../../http/route.ts';
import type { SiteService } from './site.service.ts';

const MAX_LOGO_BYTES = 1_048_576;

/** The contract's access rule (owner only) is the policy of every route that changes something. */
export function siteRoutes(service: SiteService): RouteBinding[] {
  return [
    route(site.getSite, ({ tenant }) => service.publicView(tenant.id)),
    route(site.getSiteSettings, ({ tenant }) => service.getSettings(tenant)),
    route(site.updateSiteSettings, ({ tenant, body }) => {
      const { version, ...content } = body;
      return service.updateSettings(tenant, version, content);
    }),
    route(site.uploadLogo, async ({ tenant, file }) => {
      const { bytes } = await file(MAX_LOGO_BYTES);
      return service.replaceLogo(tenant, bytes);
    }),
  ];
}
