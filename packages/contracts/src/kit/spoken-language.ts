import { z } from 'zod';

/** Languages that masterclasses are held in, by their primary subtag (BCP 47). */
export const SpokenLanguage = z.enum(['de', 'en', 'es', 'fr', 'it', 'nl', 'pl', 'pt', 'ru', 'tr', 'zh']);
export type SpokenLanguage = z.infer<typeof SpokenLanguage>;
