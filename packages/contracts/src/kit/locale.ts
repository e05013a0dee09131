/** The languages that every text of the interface is there in. Without zod: public pages carry this file. */
export const LOCALES = ['en', 'de'] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE: Locale = 'en';
export const isLocale = (value: unknown): value is Locale => LOCALES.includes(value as Locale);

/** Each language by its own name. */
export const localeNames: Readonly<Record<Locale, string>> = { en: 'English', de: 'Deutsch' };

/** The word for `language` in each. */
export const languageWords: Readonly<Record<Locale, string>> = { en: 'Language', de: 'Sprache' };

/** Holds the language that somebody chose; without it, it follows their browser. */
export const LOCALE_COOKIE = 'stageline_locale';

/** The language of a page, and the tag by which its dates and numbers are written: `de` and `de-AT`. */
export interface PageLocale {
  readonly locale: Locale;
  /** BCP 47; begins with `locale`. */
  readonly tag: string;
}

/** No browser sends a longer one. */
const MAX_HEADER_LENGTH = 500;

/**
 * Chooses the language of a page: the one that was chosen by hand, else the first of the reader's that we have (RFC 4647,
 * 3.4, by primary language), else English. The region of the reader's tag stays, for dates and numbers.
 * @param acceptLanguage the header as it came (RFC 9110, 12.5.4)
 */
export function negotiateLocale(acceptLanguage: string | undefined, chosen?: string): PageLocale {
  const tags = preferredTags(acceptLanguage);
  if (isLocale(chosen)) return { locale: chosen, tag: tags.find((tag) => localeOfTag(tag) === chosen) ?? chosen };
  for (const tag of tags) {
    const locale = localeOfTag(tag);
    if (locale !== null) return { locale, tag };
  }
  return { locale: DEFAULT_LOCALE, tag: DEFAULT_LOCALE };
}

/** The language of ours that a canonical tag belongs to. */
function localeOfTag(tag: string): Locale | null {
  const primary = tag.split('-', 1)[0];
  return isLocale(primary) ? primary : null;
}

function preferredTags(header: string | undefined): string[] {
  if (header === undefined || header.length > MAX_HEADER_LENGTH) return [];
  const ranges = header.split(',').map((part) => {
    const [tag = '', ...parameters] = part.split(';').map((text) => text.trim());
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    return { tag, quality: quality === undefined ? 1 : Number(quality) };
  });
  return ranges
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .flatMap(({ tag }) => canonical(tag));
}

/** The tag as the standard writes it, `de-AT`; nothing where it is no tag, as `*`. */
function canonical(tag: string): string[] {
  try {
    return Intl.getCanonicalLocales(tag);
  } catch {
    return [];
  }
}
