import type { Locale } from '@stageline/contracts';
import { pageLocale } from './locale.ts';

export type Translated = Exclude<Locale, 'en'>;

/** The texts of one feature: called where one is shown, each time anew. */
export interface Messages<M> {
  (): M;
  /** Gives the texts of a language. */
  provide(locale: Translated, messages: M): void;
  /** Whether those of a language are here. */
  holds(locale: Translated): boolean;
}

/**
 * The texts of what public pages show. Their entries bring all of a language at once (`public.de.ts`); whatever else a page
 * shows is defined by `defineMessages`, which loads its translations.
 */
export function definePublicMessages<M extends object>(en: M): Messages<M> {
  const held: Partial<Record<Locale, M>> = { en };
  return Object.assign(() => held[pageLocale().locale] ?? en, {
    provide: (locale: Translated, messages: M) => {
      held[locale] = messages;
    },
    holds: (locale: Translated) => held[locale] !== undefined,
  });
}
