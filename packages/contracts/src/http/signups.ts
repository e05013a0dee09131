import { z } from 'zod';
import { defineOperation, Instant, publicAccess } from '../kit/operation.ts';
import { SignupId } from '../kit/ids.ts';
import { LOCALES } from '../kit/locale.ts';
import { TemplateKey } from '../files/template.ts';
import { email, newPassword, password, personName, requiredText, slug, timeZone } from './fields.ts';
import { NextStep } from './log-in-step.ts';

/** The steps of provisioning a site, in order. */
export const ProvisioningStep = z.enum([
  'account',
  'site',
  'membership',
  'masterclass',
  'dns',
  'address',
  'certificate',
]);
export type ProvisioningStep = z.infer<typeof ProvisioningStep>;

export const createSignup = defineOperation({
  id: 'signups.create',
  method: 'POST',
  path: '/api/v1/signups',
  host: 'platform',
  access: publicAccess,
  summary: 'Ask for a site; provisioning starts at once',
  body: z.strictObject({
    name: personName,
    email,
    password: newPassword,
    siteName: requiredText(80),
    slug: slug.optional(),
    /** The promoter's own, for the first masterclass; UTC when left out. */
    timeZone: timeZone.optional(),
    /** Of the page that carried the form; what we write to the promoter is in it. English when left out. */
    locale: z.enum(LOCALES).optional(),
    /** What the site begins with; the first of `templates.choices` when left out. */
    template: TemplateKey.optional(),
  }),
  status: 202,
  response: z.object({ signupId: SignupId, token: z.string(), slug: z.string(), siteUrl: z.string() }),
  errors: ['slug-taken', 'email-taken'],
  rateLimit: { points: 10, perSeconds: 3600, by: 'ip' },
});

export const getSignup = defineOperation({
  id: 'signups.get',
  method: 'GET',
  path: '/api/v1/signups/:signupId',
  host: 'platform',
  access: publicAccess,
  summary: 'How far provisioning is; the token is the one that sign-up answered',
  params: z.strictObject({ signupId: SignupId }),
  query: z.strictObject({ token: z.string().min(20).max(100) }),
  response: z.object({
    status: z.enum(['requested', 'provisioning', 'active', 'failed']),
    doneSteps: z.array(ProvisioningStep),
    siteUrl: z.string(),
    /** Spent once within 60 seconds at the site's `POST /api/v1/auth/handover`; present when the site is active. */
    handoverToken: z.string().nullable(),
  }),
});

export const checkSlug = defineOperation({
  id: 'signups.check-slug',
  method: 'GET',
  path: '/api/v1/slugs/:slug',
  host: 'platform',
  access: publicAccess,
  summary: 'Whether an address is free, with a suggestion when it is not',
  params: z.strictObject({ slug: z.string().max(80) }),
  response: z.object({
    slug: z.string(),
    available: z.boolean(),
    reason: z.string().nullable(),
    suggestion: z.string().nullable(),
  }),
  rateLimit: { points: 60, perSeconds: 60, by: 'ip' },
});

/** A site of the account that is not served at present; what a member may know of it. */
export const PausedSite = z.object({
  name: z.string(),
  slug: z.string(),
  state: z.enum(['suspended', 'closing']),
  since: Instant,
  /** Why, as the administrator wrote it; for owners only. */
  reason: z.string().nullable(),
  /** Whom to ask: an owner's team asks the owner, an owner the operator. Null where the operator named nobody. */
  ask: z.object({ name: z.string().nullable(), email: z.string() }).nullable(),
});
export type PausedSite = z.output<typeof PausedSite>;

/** The sites of an account, each with a token that logs in there, or what the log-in asks for first. */
export const PlatformLogInAnswer = z.union([
  z.object({
    sites: z.array(z.object({ name: z.string(), slug: z.string(), url: z.string(), handoverToken: z.string() })),
    paused: z.array(PausedSite),
  }),
  NextStep,
]);
export const platformLogin = defineOperation({
  id: 'platform.log-in',
  method: 'POST',
  path: '/api/v1/log-in',
  host: 'platform',
  access: publicAccess,
  summary: 'Log in on the platform; answers the sites of this account, each with a hand-over token',
  body: z.strictObject({ email, password }),
  response: PlatformLogInAnswer,
  errors: ['invalid-credentials'],
  rateLimit: { points: 10, perSeconds: 60, by: 'ip' },
});
