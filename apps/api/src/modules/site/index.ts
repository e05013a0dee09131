export { createSiteModule, type SiteModuleDeps } from './site.module.ts';
export type { SiteContent, SiteRecord } from './site.repository.ts';
export type { Media, NextSessionReader, SiteFacts, SiteService } from './site.service.ts';
