import { z } from 'zod';

/**
 * How those on the stage are shown, to everybody alike. `grid`: all of them alike, beside a screen that somebody shows;
 * `speaker`: one of them large, even where a screen is shown; `screen`: the screen, and of the people only the one.
 */
export const StageLayout = z.object({
  mode: z.enum(['grid', 'speaker', 'screen']),
  /** Who is large, by identity; while they are not on the stage, whoever came first. */
  spotlight: z.string().max(64).nullable(),
});
export type StageLayout = z.infer<typeof StageLayout>;

/** Until a host chooses. */
export const FIRST_LAYOUT: StageLayout = { mode: 'grid', spotlight: null };
