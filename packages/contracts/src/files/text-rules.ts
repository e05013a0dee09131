import type { z } from 'zod';

/**
 * Eight marks on one letter are no script that anybody writes: such towers of accents run over the lines above and below.
 * The longest that real orthographies need are five (Tibetan, Hebrew with cantillation).
 */
export const withoutTowers = <T extends z.ZodString>(schema: T) =>
  schema.regex(/^(?!.*\p{M}{8})/su, 'Please leave out stacked accents.');
