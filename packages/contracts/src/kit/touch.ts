import { z } from 'zod';

const part = z.string().max(200).optional();

/**
 * How somebody came to a page: the campaign that its address names (`utm_*`), the page that linked to it, and which of our
 * pages it was. All of it is what a browser says, and nothing that anybody relies on to be true (B-13).
 */
export const Touch = z.strictObject({
  source: part,
  medium: part,
  campaign: part,
  term: part,
  content: part,
  /** Host and path of another site. */
  referrer: part,
  /** Path of ours. */
  page: part,
});
export type Touch = z.infer<typeof Touch>;
