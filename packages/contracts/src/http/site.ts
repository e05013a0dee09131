import { z } from 'zod';
import {
  adminAccess,
  defineOperation,
  Instant,
  memberAccess,
  pageOf,
  PageQuery,
  publicAccess,
} from '../kit/operation.ts';
import { MembershipId, SessionId } from '../kit/ids.ts';
import { RoomStatus, SessionStanding } from '../kit/session-phase.ts';
import { BrandPolicy } from '../files/brand-policy.ts';
import { LandingBlock } from '../files/landing-block.ts';
import { Picture, PictureKind, PictureSources } from '../files/picture.ts';
import { CustomCss, SiteContent, TenantSettings } from '../files/site-content.ts';
import { RegistrationSettings } from '../files/registration-settings.ts';
import { LineSettings, SiteProfile, Theme } from '../files/theme.ts';
import { TestimonialVideo } from '../files/video.ts';

/** The next masterclass as a visitor sees it. */
export const PublicSession = z.object({
  id: SessionId,
  title: z.string(),
  description: z.string(),
  startsAt: Instant,
  endsAt: Instant,
  /** The host's zone (B-04). */
  timeZone: z.string(),
  /** Of its room; `phase` says more. */
  status: RoomStatus,
  ...SessionStanding.shape,
});
export type PublicSession = z.infer<typeof PublicSession>;

/** The line's settings as a page needs them; `simulated` where members that nobody is are shown beside it (H-08). */
export const PublicLine = z.object({
  ...LineSettings.omit({ simulationSettings: true }).shape,
  simulated: z.literal(true).optional(),
});
export type PublicLine = z.infer<typeof PublicLine>;

/** Everything that a page of a site needs to look like its brand: the published version, never a draft. */
export const SiteView = z.object({
  slug: z.string(),
  theme: Theme,
  profile: SiteProfile,
  logoUrl: z.string().nullable(),
  /** The logo for what reads no WebP: link previews. */
  plainLogoUrl: z.string().nullable(),
  /** The square icon of a tab. */
  iconUrl: z.string().nullable(),
  background: PictureSources.nullable(),
  videos: z.array(TestimonialVideo),
  /** What the landing page is made of, from top to bottom, without what is hidden. */
  blocks: z.array(LandingBlock),
  /** Address of the tenant's own style, scoped and checked; another version has another address. */
  styleUrl: z.string().nullable(),
  /** What the platform requires at the foot of the page. */
  disclaimers: z.array(z.string()),
  /** The site's own words on earnings; empty where it has none. */
  disclosure: z.string().optional(),
  settings: TenantSettings,
  /** What the form asks; left out where it is the plain one. */
  registration: RegistrationSettings.optional(),
  line: PublicLine,
  nextSession: PublicSession.nullable(),
  /** Where none is next: one that was called off before its time, or the last that was held; left out where there is neither. */
  pastSession: PublicSession.optional(),
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

/** Who changed something; the name is the one that they had then. */
export const SiteAuthor = z.object({ membershipId: MembershipId.nullable(), name: z.string() });
export type SiteAuthor = z.infer<typeof SiteAuthor>;

/** One field that differs: its place in the content (`profile.headline`), and both values as text; null where there is none. */
export const SiteChange = z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() });
export type SiteChange = z.infer<typeof SiteChange>;

/** What the editor shows: the draft, what differs from the published version, and what the platform has fixed. */
export const SiteDraft = z.object({
  slug: z.string(),
  /** Rises with every save; whoever saves says which one they began with. */
  revision: z.int(),
  content: SiteContent,
  /** The draft's custom CSS as a page would get it. */
  styleText: z.string(),
  /** Differences to the published version; none when everything is published. */
  changes: z.array(SiteChange),
  updatedAt: Instant,
  updatedBy: SiteAuthor,
  published: z.object({ number: z.int(), at: Instant }),
  policy: BrandPolicy,
  /** Whether this is a demo or a preview, where members may be simulated (H-08). */
  maySimulate: z.boolean(),
});
export type SiteDraft = z.infer<typeof SiteDraft>;

const Revision = z.int().min(0);

export const getSiteDraft = defineOperation({
  id: 'site.get-draft',
  method: 'GET',
  path: '/api/v1/site/draft',
  host: 'tenant',
  access: memberAccess('site.read'),
  summary: 'The draft of this site, with what differs from what is published',
  response: SiteDraft,
});

export const saveSiteDraft = defineOperation({
  id: 'site.save-draft',
  method: 'PUT',
  path: '/api/v1/site/draft',
  host: 'tenant',
  access: memberAccess('site.edit'),
  summary: 'Replace the draft; visitors see nothing of it until it is published',
  body: z.strictObject({ revision: Revision, content: SiteContent }),
  response: SiteDraft,
  errors: ['conflict'],
});

export const discardSiteDraft = defineOperation({
  id: 'site.discard-draft',
  method: 'POST',
  path: '/api/v1/site/draft/discard',
  host: 'tenant',
  access: memberAccess('site.edit'),
  summary: 'Give the draft the content of the published version again',
  body: z.strictObject({ revision: Revision }),
  response: SiteDraft,
  errors: ['conflict'],
});

export const publishSite = defineOperation({
  id: 'site.publish',
  method: 'POST',
  path: '/api/v1/site/publish',
  host: 'tenant',
  access: memberAccess('site.publish'),
  summary: 'Make the draft the version that visitors see, at once',
  body: z.strictObject({ revision: Revision }),
  response: SiteDraft,
  errors: ['conflict', 'picture-missing'],
});

/** One published version; it never changes. */
export const SiteVersion = z.object({
  number: z.int(),
  publishedAt: Instant,
  publishedBy: SiteAuthor,
  /** The older version that this one brought back. */
  restoredFrom: z.int().nullable(),
  /** Differences to the version before it. */
  changes: z.array(SiteChange),
});
export type SiteVersion = z.infer<typeof SiteVersion>;

export const listSiteVersions = defineOperation({
  id: 'site.list-versions',
  method: 'GET',
  path: '/api/v1/site/versions',
  host: 'tenant',
  access: memberAccess('site.read'),
  summary: 'The published versions of this site, newest first',
  query: PageQuery,
  response: pageOf(SiteVersion),
});

const VersionNumber = z.coerce.number().int().min(1).max(1_000_000_000);

export const getSiteVersion = defineOperation({
  id: 'site.get-version',
  method: 'GET',
  path: '/api/v1/site/versions/:number',
  host: 'tenant',
  access: memberAccess('site.read'),
  summary: 'One published version with its whole content',
  params: z.strictObject({ number: VersionNumber }),
  response: SiteVersion.extend({ content: SiteContent, styleText: z.string() }),
});

export const rollBackSite = defineOperation({
  id: 'site.roll-back',
  method: 'POST',
  path: '/api/v1/site/versions/:number/restore',
  host: 'tenant',
  access: memberAccess('site.publish'),
  summary: 'Publish an older version again, as a new version; the draft becomes the same',
  params: z.strictObject({ number: VersionNumber }),
  body: z.strictObject({
    /** Of the draft, which is replaced. */
    revision: Revision,
    /** Leave out pictures that are no longer stored, instead of refusing. */
    withoutMissingPictures: z.boolean().default(false),
  }),
  response: SiteDraft,
  errors: ['conflict', 'picture-missing'],
});

export const uploadPicture = defineOperation({
  id: 'site.upload-picture',
  method: 'PUT',
  path: '/api/v1/site/pictures/:kind',
  host: 'tenant',
  access: memberAccess('site.edit'),
  summary: 'Make a logo or background of a PNG, JPEG, WebP, AVIF or SVG file; the draft may name it then',
  params: z.strictObject({ kind: PictureKind }),
  consumes: 'multipart/form-data',
  response: Picture,
  errors: ['payload-too-large', 'unsupported-media-type', 'unavailable'],
  rateLimit: { points: 30, perSeconds: 300, by: 'actor' },
});

export const checkCustomCss = defineOperation({
  id: 'site.check-css',
  method: 'POST',
  path: '/api/v1/site/css-check',
  host: 'tenant',
  access: memberAccess('site.edit'),
  summary: 'What of this CSS a page may use, without saving it',
  body: z.strictObject({ customCss: CustomCss }),
  response: z.object({
    styleText: z.string(),
    issues: z.array(z.object({ line: z.int(), column: z.int(), message: z.string() })),
  }),
});

/** The platform's brand policy as the central administrators edit it. */
export const BrandPolicyView = z.object({ version: z.int(), policy: BrandPolicy, updatedAt: Instant.nullable() });
export type BrandPolicyView = z.infer<typeof BrandPolicyView>;

export const getBrandPolicy = defineOperation({
  id: 'admin.get-brand-policy',
  method: 'GET',
  path: '/api/v1/brand-policy',
  host: 'admin',
  access: adminAccess('brand-policy.read'),
  summary: 'What the platform fixes for every site',
  response: BrandPolicyView,
});

export const updateBrandPolicy = defineOperation({
  id: 'admin.update-brand-policy',
  method: 'PUT',
  path: '/api/v1/brand-policy',
  host: 'admin',
  access: adminAccess('brand-policy.change'),
  summary: 'Replace what the platform fixes; drafts and publications are judged by it from now on',
  body: z.strictObject({ version: z.int().min(0), policy: BrandPolicy }),
  response: BrandPolicyView,
  errors: ['conflict'],
});
