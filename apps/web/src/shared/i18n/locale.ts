import type { PageLocale } from '@stageline/contracts';

/** Of the document where there is one: the server chose it. */
const ofDocument = (): PageLocale => {
  const tag = typeof document === 'undefined' ? '' : document.documentElement.lang;
  // The server writes no language that there is no catalogue for.
  return tag === '' ? { locale: 'en', tag: 'en' } : { locale: tag.slice(0, 2) as PageLocale['locale'], tag };
};

let current = ofDocument();

/** The language of this page, and how its dates and numbers are written. A page has one; another choice loads it anew. */
export const pageLocale = (): PageLocale => current;

/** Runs `render`, which must be synchronous, in another language: a server renders pages of all of them. */
export function withLocale<T>(locale: PageLocale, render: () => T): T {
  const before = current;
  current = locale;
  try {
    return render();
  } finally {
    current = before;
  }
}
