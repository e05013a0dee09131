import { z } from 'zod';
import { paragraph } from '../http/fields.ts';
import { defaultBlocks, LandingBlocks } from './landing-block.ts';
import { Picture } from './picture.ts';
import { RegistrationSettings } from './registration-settings.ts';
import { LineSettings, SiteProfile, Theme } from './theme.ts';
import { TestimonialVideo } from './video.ts';

/** What the tenant switches on and off (requirements 0.1, tenant settings). */
export const TenantSettings = z.strictObject({
  /** Mails to the team about new leads. Mails that somebody asked for by registering are always sent. */
  enableEmailNotifications: z.boolean().default(true),
  /** Whether visitors see who has invited most. */
  enableLeaderboard: z.boolean().default(true),
  /** Whether visitors learn how many people stand in the line: on pages, over the API and over sockets. */
  showRealTimeCounts: z.boolean().default(true),
});
export type TenantSettings = z.infer<typeof TenantSettings>;

/** Longest custom CSS, in characters. */
export const MAX_CUSTOM_CSS = 10_000;
/** CSS as it was written; the server decides what of it a page may use. */
export const CustomCss = z.string().max(MAX_CUSTOM_CSS, `At most ${MAX_CUSTOM_CSS} characters.`);

/**
 * Everything that a promoter customises, as one plain value: what a draft holds, what a version keeps, what a template
 * brings. Parts that are missing take their defaults, so what was stored before they existed still reads.
 */
export const SiteContent = z.strictObject({
  theme: Theme,
  profile: SiteProfile,
  line: LineSettings.prefault({}),
  settings: TenantSettings.prefault({}),
  logo: Picture.nullable().default(null),
  background: Picture.nullable().default(null),
  videos: z.array(TestimonialVideo).max(6, 'At most six videos.').default([]),
  /** What the landing page is made of, from top to bottom. */
  blocks: LandingBlocks.default(defaultBlocks),
  customCss: CustomCss.default(''),
  /** The site's own words on earnings, beside what the platform says wherever a claim or a ranking is shown (H-09). */
  disclosure: paragraph(600).default(''),
  registration: RegistrationSettings.prefault({}),
});
export type SiteContent = z.infer<typeof SiteContent>;
/** The same value before defaults. */
export type SiteContentInput = z.input<typeof SiteContent>;
