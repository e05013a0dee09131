import { LOCALES, localeNames, type Locale } from '@stageline/contracts';
import { useId, useState } from 'react';
import { pageLocale } from '../../../shared/i18n/index.ts';
import { keepLocale } from '../../../shared/lib/keep-locale.ts';
import { Select } from '../../../shared/ui/index.ts';
import { languageTexts } from '../language-texts.ts';
import { Row, Rows } from './row.tsx';

/** The language of the pages, and of what we write to whoever is signed in. */
export function LanguageSection({ door }: { readonly door: 'auth' | 'admin' }) {
  const id = useId();
  // The page comes again in it.
  const [chosen, setChosen] = useState<Locale | null>(null);
  const texts = languageTexts();
  function choose(locale: Locale): void {
    setChosen(locale);
    void keepLocale(door, locale);
  }
  return (
    <Rows>
      <Row
        title={<label htmlFor={id}>{texts.title}</label>}
        action={
          <Select
            id={id}
            value={chosen ?? pageLocale().locale}
            disabled={chosen !== null}
            onChange={({ currentTarget }) => choose(currentTarget.value as Locale)}
          >
            {LOCALES.map((locale) => (
              <option key={locale} value={locale} lang={locale}>
                {localeNames[locale]}
              </option>
            ))}
          </Select>
        }
      >
        {texts.hint}
      </Row>
    </Rows>
  );
}
