import { z } from 'zod';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';
import { BlockKey, MAX_BLOCKS } from '../files/landing-block.ts';
import { SiteProfile } from '../files/theme.ts';
import { SiteAuthor } from './site.ts';

const texts = SiteProfile.shape;

/** What another version of the landing page says differently; everything else is as the site has it. */
export const PageVariant = z
  .strictObject({
    headline: texts.headline.optional(),
    welcomeMessage: texts.welcomeMessage.optional(),
    benefits: texts.benefits.unwrap().optional(),
    /** Keys of the page's blocks from top to bottom; those that are not named keep their place among themselves, at the end. */
    order: z.array(BlockKey).max(MAX_BLOCKS).optional(),
  })
  .refine((variant) => Object.values(variant).some((part) => part !== undefined), 'Please change something.');
export type PageVariant = z.infer<typeof PageVariant>;

/** One of the two versions: `a` is the page as it is published, `b` the variant. */
export const PageArm = z.enum(['a', 'b']);
export type PageArm = z.infer<typeof PageArm>;

const Range = z.object({ low: z.number(), high: z.number() });
/** How many saw a version, and how many of them registered. */
const ArmNumbers = z.object({
  visitors: z.int(),
  registrations: z.int(),
  /** 95 % interval of the rate (Wilson). */
  rate: Range,
});

export const ExperimentView = z.object({
  id: z.string(),
  state: z.enum(['running', 'ended']),
  variant: PageVariant,
  /** The difference of the two rates that it was started to find, as a part of one. */
  effect: z.number(),
  startedAt: Instant,
  startedBy: SiteAuthor,
  endedAt: Instant.nullable(),
  kept: PageArm.nullable(),
  a: ArmNumbers,
  b: ArmNumbers,
  verdict: z.object({
    /** `split`: the visitors were not split as a coin would; `none`: no difference was seen; `wait`: too early to say. */
    says: z.enum(['split', 'a', 'b', 'none', 'wait']),
    /** Visitors that it still needs. */
    more: z.int(),
    /** 95 % interval of how much higher the rate of `b` is (Newcombe). */
    difference: Range,
  }),
});
export type ExperimentView = z.infer<typeof ExperimentView>;

const path = '/api/v1/site/experiment';
const response = z.object({ experiment: ExperimentView.nullable() });

export const getExperiment = defineOperation({
  id: 'site.get-experiment',
  method: 'GET',
  path,
  host: 'tenant',
  access: memberAccess('site.read'),
  summary: 'The last experiment with two versions of the landing page, and what it says so far',
  response,
});

export const startExperiment = defineOperation({
  id: 'site.start-experiment',
  method: 'POST',
  path,
  host: 'tenant',
  access: memberAccess('site.publish'),
  summary: 'Show another version of the landing page to every second visitor from now on',
  body: z.strictObject({ variant: PageVariant, effect: z.number().min(0.005).max(0.5) }),
  response,
  errors: ['conflict'],
});

export const endExperiment = defineOperation({
  id: 'site.end-experiment',
  method: 'POST',
  path: `${path}/end`,
  host: 'tenant',
  access: memberAccess('site.publish'),
  summary: 'End the experiment; keeping `b` publishes it',
  body: z.strictObject({ keep: PageArm }),
  response,
  errors: ['conflict', 'picture-missing'],
});
