import { z } from 'zod';
import { paragraph, personName, requiredText, spokenText } from '../http/fields.ts';
import { withoutTowers } from './text-rules.ts';

/** Most blocks that a page is made of. */
export const MAX_BLOCKS = 12;
/** Most questions, steps and quotes in one block. */
export const MAX_BLOCK_ITEMS = 12;

/** Names a block within its page: it stays when the block moves. */
export const BlockKey = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,23}$/, 'Lower-case letters, digits and hyphens, at most 24, beginning with a letter.');

/** Longest texts of blocks, in characters. */
export const BLOCK_TEXT = {
  title: 80,
  name: 100,
  role: 80,
  about: 800,
  step: 120,
  stepText: 300,
  quote: 400,
  question: 160,
  answer: 1000,
} as const;

const fixed = { key: BlockKey };
/** What somebody may hide for a while without losing it. */
const hideable = { ...fixed, hidden: z.boolean().default(false) };
/** In place of the page's own words above a block. */
const title = withoutTowers(requiredText(BLOCK_TEXT.title)).optional();
const items = <T extends z.ZodType>(item: T) =>
  z.array(item).max(MAX_BLOCK_ITEMS, `At most ${MAX_BLOCK_ITEMS}.`).default([]);
const role = withoutTowers(requiredText(BLOCK_TEXT.role)).optional();

/** One step of a masterclass. */
export const AgendaItem = z.strictObject({
  title: withoutTowers(requiredText(BLOCK_TEXT.step)),
  minutes: z.int().min(1).max(600).optional(),
  text: withoutTowers(paragraph(BLOCK_TEXT.stepText)).default(''),
});
/** What somebody has said about the promoter, in writing. */
export const Quote = z.strictObject({
  text: withoutTowers(spokenText(BLOCK_TEXT.quote)),
  name: withoutTowers(personName),
  role,
});
/** A question with its answer. */
export const FaqItem = z.strictObject({
  question: withoutTowers(requiredText(BLOCK_TEXT.question)),
  answer: withoutTowers(spokenText(BLOCK_TEXT.answer)),
});

/**
 * One part of the landing page. What exists once in a site stays where it is, and its block only says where it is shown: the
 * head shows the profile's promise and welcome, the promise its benefits, the testimonials its videos, the agenda what the
 * next masterclass says of itself.
 */
export const LandingBlock = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('hero'), ...fixed }),
  z.strictObject({ type: z.literal('promise'), ...hideable, title }),
  z.strictObject({
    type: z.literal('host'),
    ...hideable,
    title,
    /** Left out: the promoter. */
    name: withoutTowers(personName).optional(),
    role,
    text: withoutTowers(paragraph(BLOCK_TEXT.about)).default(''),
  }),
  z.strictObject({ type: z.literal('agenda'), ...hideable, title, items: items(AgendaItem) }),
  z.strictObject({ type: z.literal('testimonials'), ...hideable, title, quotes: items(Quote) }),
  z.strictObject({ type: z.literal('faq'), ...hideable, title, items: items(FaqItem) }),
  z.strictObject({ type: z.literal('countdown'), ...hideable, title }),
  z.strictObject({ type: z.literal('powerline'), ...hideable }),
  z.strictObject({ type: z.literal('form'), ...fixed }),
]);
export type LandingBlock = z.infer<typeof LandingBlock>;
export type BlockType = LandingBlock['type'];
export type BlockOf<T extends BlockType> = Extract<LandingBlock, { type: T }>;

/** In the order in which an editor offers them. */
export const BLOCK_TYPES = [
  'hero',
  'promise',
  'host',
  'agenda',
  'testimonials',
  'faq',
  'countdown',
  'powerline',
  'form',
] as const satisfies readonly BlockType[];
/** Those of which a page may have several; every other type stands on it once at the most. */
export const REPEATED_BLOCKS: ReadonlySet<BlockType> = new Set(['host', 'faq']);
/** Those that every page has. */
export const NECESSARY_BLOCKS: ReadonlySet<BlockType> = new Set(['hero', 'form']);

/** What the page of a site shows that has never arranged it. */
export const defaultBlocks = (): LandingBlock[] => [
  { type: 'hero', key: 'hero' },
  { type: 'form', key: 'form' },
  { type: 'powerline', key: 'powerline', hidden: false },
  { type: 'promise', key: 'promise', hidden: false },
  { type: 'agenda', key: 'agenda', hidden: false, items: [] },
  { type: 'testimonials', key: 'testimonials', hidden: false, quotes: [] },
];

/** The blocks of a landing page from top to bottom: the head first, for the page's one first heading stands in it. */
export const LandingBlocks = z
  .array(LandingBlock)
  .max(MAX_BLOCKS, `At most ${MAX_BLOCKS} blocks.`)
  .superRefine((blocks, context) => {
    const refuse = (index: number, message: string) =>
      void context.addIssue({ code: 'custom', path: index < 0 ? [] : [index], message });
    const keys = new Set<string>();
    const types = new Set<BlockType>();
    for (const [index, { key, type }] of blocks.entries()) {
      if (keys.has(key)) refuse(index, 'Each block needs a key of its own.');
      if (types.has(type) && !REPEATED_BLOCKS.has(type)) refuse(index, 'A page has this block once.');
      keys.add(key);
      types.add(type);
    }
    for (const type of NECESSARY_BLOCKS)
      if (!types.has(type)) refuse(-1, type === 'hero' ? 'A page needs its head.' : 'A page needs its form.');
    if (types.has('hero') && blocks[0]?.type !== 'hero') refuse(0, 'The head of the page stands first.');
  });
export type LandingBlocks = z.infer<typeof LandingBlocks>;
