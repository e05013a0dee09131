import { LOCALES, languageWords, localeNames } from '@stageline/contracts';
import { pageLocale } from '../i18n/locale.ts';
import { cn } from '../lib/cn.ts';

interface LanguageLinksProps {
  /** The path that shows anew in the other language. */
  readonly next: string;
  readonly className?: string;
}

/** The languages, each by its own name, as links: they need no script. The one of the page is marked. */
export const LanguageLinks = ({ next, className }: LanguageLinksProps) => {
  const { locale: current } = pageLocale();
  return (
    <nav aria-label={languageWords[current]} className={cn('flex flex-wrap gap-x-5', className)}>
      {LOCALES.map((locale) => (
        <a
          key={locale}
          href={`/language/${locale}?next=${encodeURIComponent(next)}`}
          rel="nofollow"
          lang={locale}
          hrefLang={locale}
          aria-current={locale === current ? 'true' : undefined}
          className="inline-flex min-h-11 items-center text-text-muted underline decoration-border underline-offset-4 hover:text-text aria-[current]:font-medium aria-[current]:text-text aria-[current]:no-underline"
        >
          {localeNames[locale]}
        </a>
      ))}
    </nav>
  );
};
