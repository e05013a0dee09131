export { createSiteModule, type SiteModuleDeps } from './site.module.ts';
export { siteMigrations } from './site.migrations.ts';
export type { SiteDrafts } from './site.drafts.ts';
export type { OpenPicture, SitePictures } from './site.pictures.ts';
export type { SiteRecord } from './site.repository.ts';
export type { Media, NextSessionReader, SiteFacts, SiteService } from './site.service.ts';
