import { z } from 'zod';
import {
  hexColour,
  httpsUrl,
  paragraph,
  personName,
  requiredText,
  email,
  phone,
  slug,
  timeZone,
} from '../http/fields.ts';
import { defaultBlocks, LandingBlocks } from './landing-block.ts';
import { withoutTowers } from './text-rules.ts';

/** The pairs of typefaces that a brand may choose; all are served by us. */
export const TypePairing = z.enum(['modern', 'editorial', 'friendly']);

/** A site's colours and type: the only part of the look that varies (requirements 0.2, 4). */
export const Theme = z.strictObject({
  primaryColor: hexColour,
  secondaryColor: hexColour,
  typePairing: TypePairing.default('modern'),
});
export type Theme = z.infer<typeof Theme>;

/** `facebook.com/ana` is how people write it down: what names no protocol, or the old one, gets ours. */
const withProtocol = (address: string): string => {
  const text = address.trim().replace(/^http:\/\//i, 'https://');
  return /^[\w-]+(?:\.[\w-]+)+(?:[/?#]|$)/.test(text) ? `https://${text}` : text;
};

/** A page of the promoter's on one network: a link that says "Facebook" leads to no other host. */
const socialUrl = (network: string, ...domains: readonly string[]) =>
  z
    .string()
    .max(500)
    .overwrite(withProtocol)
    .pipe(
      httpsUrl.refine(
        (address) => {
          const url = URL.parse(address);
          if (url === null || url.username !== '' || url.port !== '') return false;
          return domains.some((domain) => url.hostname === domain || url.hostname.endsWith(`.${domain}`));
        },
        `Please give the address of your page on ${network}, beginning with https://${domains[0] ?? ''}/.`,
      ),
    );

/** What a promoter says about themselves and how to reach them. */
export const SiteProfile = z.strictObject({
  siteName: withoutTowers(requiredText(80)),
  promoterName: withoutTowers(personName),
  /** What the promoter's company knows them by; shown beside the name. */
  promoterId: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/, 'Letters, digits, dots, hyphens and slashes, at most 40.')
    .optional(),
  headline: withoutTowers(requiredText(120)),
  welcomeMessage: withoutTowers(paragraph(600)),
  benefits: z
    .array(withoutTowers(requiredText(140)))
    .max(6)
    .default([]),
  contactEmail: email.optional(),
  contactPhone: phone.optional(),
  socialLinks: z
    .strictObject({
      facebook: socialUrl('Facebook', 'facebook.com', 'fb.com').optional(),
      instagram: socialUrl('Instagram', 'instagram.com').optional(),
      linkedin: socialUrl('LinkedIn', 'linkedin.com').optional(),
      tiktok: socialUrl('TikTok', 'tiktok.com').optional(),
      x: socialUrl('X', 'x.com', 'twitter.com').optional(),
      youtube: socialUrl('YouTube', 'youtube.com').optional(),
    })
    .default({}),
});
export type SiteProfile = z.infer<typeof SiteProfile>;

/** What a simulated member is said to have chosen: parts of one. */
const PackagesDistribution = z
  .strictObject({
    starter: z.number().min(0).max(1),
    elite: z.number().min(0).max(1),
    pro: z.number().min(0).max(1),
  })
  .refine(({ starter, elite, pro }) => Math.abs(starter + elite + pro - 1) < 0.001, 'The parts have to make 100 %.');

/** Members that nobody is: for demo and preview sites only, shown as what they are (requirements 0.2, 2; H-08). */
export const SimulationSettings = z.strictObject({
  enabled: z.boolean().default(false),
  growthRate: z.enum(['slow', 'medium', 'fast']).default('medium'),
  packagesDistribution: PackagesDistribution.default({ starter: 0.4, elite: 0.5, pro: 0.1 }),
});
export type SimulationSettings = z.infer<typeof SimulationSettings>;

/** The PowerLine's configuration (requirements 0.1). */
export const LineSettings = z.strictObject({
  displayLimit: z.int().min(1).max(100).default(20),
  animationSpeed: z.enum(['slow', 'medium', 'fast']).default('medium'),
  showTimestamps: z.boolean().default(true),
  highlightNewMembers: z.boolean().default(true),
  memberDisplayFormat: z.enum(['firstNameLastInitial', 'firstName', 'initials']).default('firstNameLastInitial'),
  simulationSettings: SimulationSettings.prefault({}),
});
export type LineSettings = z.infer<typeof LineSettings>;

/** `tenants/<slug>/theme.json` */
export const ThemeFile = Theme;
/** `tenants/<slug>/tenant.json`: a demo tenant that the seed creates, and the shape of a template. */
export const TenantFile = z.strictObject({
  slug,
  /** Neither is a site of somebody's business: both may show simulated members. */
  kind: z.enum(['demo', 'preview']).default('demo'),
  profile: SiteProfile,
  line: LineSettings.prefault({}),
  blocks: LandingBlocks.default(defaultBlocks),
  masterclass: z.strictObject({
    title: requiredText(120),
    description: paragraph(2000),
    timeZone,
    /** Wall-clock start in `timeZone`, `HH:MM`; the seed plans the next one that lies `startsInDays` ahead. */
    startsAtLocal: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    startsInDays: z.int().min(0).max(365),
    durationMinutes: z.int().min(5).max(720),
  }),
  owner: z.strictObject({ email }),
  team: z
    .array(z.strictObject({ name: personName, email }))
    .max(20)
    .default([]),
});
export type TenantFile = z.infer<typeof TenantFile>;
