import type { Locale } from '@stageline/contracts';
import { pageLocale } from './locale.ts';
import { definePublicMessages, type Messages, type Translated } from './public-messages.ts';

type Loaders<M> = Readonly<Record<Translated, () => Promise<{ readonly default: M }>>>;

interface Catalogue {
  holds(locale: Translated): boolean;
  load(locale: Translated): Promise<void>;
}

const catalogues: Catalogue[] = [];

/**
 * The texts of one feature. English stands in the code; a translation has the same shape, or it does not compile, and is
 * loaded where it is read. Whoever shows a text asks anew each time: `texts().title`.
 */
export function defineMessages<M extends object>(en: M, others: Loaders<M>): Messages<M> {
  const messages = definePublicMessages(en);
  catalogues.push({
    holds: messages.holds,
    async load(locale) {
      messages.provide(locale, (await others[locale]()).default);
    },
  });
  return messages;
}

/** For the code of a page that was just loaded: hands it on once its texts are there in the page's language. */
export async function withMessages<T>(loaded: T): Promise<T> {
  await loadMessages();
  return loaded;
}

/**
 * Loads the translations of all texts whose code has been loaded; a page is shown after that.
 * @throws what a failed download throws; the next call tries again
 */
export async function loadMessages(locale: Locale = pageLocale().locale): Promise<void> {
  if (locale === 'en') return;
  // Also those that another call is waiting for: two parts of a page that come at once are both shown with their texts.
  await Promise.all(catalogues.filter((each) => !each.holds(locale)).map((each) => each.load(locale)));
}
