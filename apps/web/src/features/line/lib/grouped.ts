import { pageLocale } from '../../../shared/i18n/index.ts';

/** Between the thousands (CLDR): of the language, and of the regions that write another one. */
const SEPARATORS: Readonly<Record<string, string>> = {
  en: ',',
  de: '.',
  'de-AT': '\u00a0',
  'de-CH': '’',
  'de-LI': '’',
};

/** `12,345`, as the page's language writes it. Without Intl, for the same reason as `ago`. */
export function grouped(value: number): string {
  const { locale, tag } = pageLocale();
  return String(value).replaceAll(/\B(?=(\d{3})+$)/g, SEPARATORS[tag] ?? SEPARATORS[locale] ?? ',');
}
