import { z } from 'zod';
import { MaterialId } from '../kit/ids.ts';

/** A page that everybody sees. */
export const ShownSlide = z.object({
  fileId: MaterialId,
  /** From 1. */
  page: z.int(),
  pages: z.int(),
  /** Its picture. */
  url: z.string(),
});
export type ShownSlide = z.infer<typeof ShownSlide>;

/** A file that was given to the audience. */
export const Handout = z.object({ id: MaterialId, name: z.string(), bytes: z.int() });
export type Handout = z.infer<typeof Handout>;

/** What everybody has before them, told whole so that a newer one replaces an older one. */
export const MaterialBoard = z.object({ slide: ShownSlide.nullable(), handouts: z.array(Handout) });
export type MaterialBoard = z.infer<typeof MaterialBoard>;

/** What has become of the pictures of its pages. */
export const MaterialState = z.enum(['processing', 'ready', 'failed']);
export type MaterialState = z.infer<typeof MaterialState>;

/** A file as those who prepare a masterclass see it. */
export const Material = z.object({
  id: MaterialId,
  name: z.string(),
  bytes: z.int(),
  pages: z.int(),
  state: MaterialState,
  /** Pages of which there is a picture. */
  pagesReady: z.int(),
  /** Whether the audience has it. */
  isGiven: z.boolean(),
  /** People who took it, each counted once. */
  downloads: z.int(),
  /** Pictures of its pages, in their order; empty until all are there. */
  pageUrls: z.array(z.string()),
});
export type Material = z.infer<typeof Material>;

/** What hosts and co-hosts do with files in a room. Everybody else is answered `forbidden`. */
export const materialAsks = {
  'room:list-files': { payload: z.strictObject({}), ack: z.object({ items: z.array(Material) }) },
  /** Shows a page to everybody; null: none any more. The same again changes nothing. */
  'room:show-slide': {
    payload: z.strictObject({ slide: z.strictObject({ fileId: MaterialId, page: z.int().min(1) }).nullable() }),
  },
  /** Gives a file to the audience, or takes it back. */
  'room:give-file': { payload: z.strictObject({ fileId: MaterialId, isGiven: z.boolean() }) },
};

export const materialTells = {
  /** Sent on connect, to one person: what they fetch handouts with. */
  'room:own-files': z.object({ pass: z.string() }),
};
