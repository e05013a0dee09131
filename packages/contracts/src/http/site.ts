import { z } from 'zod';
import { defineOperation, Instant, memberAccess, publicAccess } from '../kit/operation.ts';
import { SessionId } from '../kit/ids.ts';
import { LineSettings, SiteProfile, Theme } from '../files/theme.ts';
import { slug } from './fields.ts';

/** The next masterclass as a visitor sees it. */
export const PublicSession = z.object({
  id: SessionId,
  title: z.string(),
  description: z.string(),
  startsAt: Instant,
  endsAt: Instant,
  /** The host's zone (B-04). */
  timeZone: z.string(),
  status: z.enum(['scheduled', 'live', 'ended']),
});
export type PublicSession = z.infer<typeof PublicSession>;

/** Everything that a page of a site needs to look like its brand. */
export const SiteView = z.object({
  slug: z.string(),
  theme: Theme,
  profile: SiteProfile,
  logoUrl: z.string().nullable(),
  line: LineSettings,
  nextSession: PublicSession.nullable(),
});
export type SiteView = z.infer<typeof SiteView>;

export const getSite = defineOperation({
  id: 'site.get',
  method: 'GET',
  path: '/api/v1/site',
  host: 'tenant',
  access: publicAccess,
  summary: 'The branding and content of this site',
  response: SiteView,
});

/** A site's settings as its owner edits them; `version` guards against overwriting someone else's change. */
export const SiteSettings = z.object({
  version: z.int(),
  slug,
  theme: Theme,
  profile: SiteProfile,
  line: LineSettings,
  logoUrl: z.string().nullable(),
  updatedAt: Instant,
});
export type SiteSettings = z.infer<typeof SiteSettings>;

export const getSiteSettings = defineOperation({
  id: 'site.get-settings',
  method: 'GET',
  path: '/api/v1/site/settings',
  host: 'tenant',
  access: memberAccess('site.read'),
  summary: 'The editable settings of this site',
  response: SiteSettings,
});

export const updateSiteSettings = defineOperation({
  id: 'site.update-settings',
  method: 'PUT',
  path: '/api/v1/site/settings',
  host: 'tenant',
  access: memberAccess('site.edit'),
  summary: 'Change colours, texts and contact; visible at once',
  body: z.strictObject({ version: z.int(), theme: Theme, profile: SiteProfile, line: LineSettings }),
  response: SiteSettings,
  errors: ['conflict'],
});

export const uploadLogo = defineOperation({
  id: 'site.upload-logo',
  method: 'PUT',
  path: '/api/v1/site/logo',
  host: 'tenant',
  access: memberAccess('site.edit'),
  summary: 'Replace the logo with a PNG, JPEG or WebP picture of at most 1 MB',
  consumes: 'multipart/form-data',
  response: SiteSettings,
  errors: ['payload-too-large', 'unsupported-media-type'],
});
