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
  const [isChanging, setIsChanging] = useState(false);
  const texts = languageTexts();
  function choose(locale: string): void {
    setIsChanging(true);
    void keepLocale(door, locale as Locale);
  }
  return (
    <Rows>
      <Row
        title={<label htmlFor={id}>{texts.title}</label>}
        action={
          <Select
            id={id}
            value={pageLocale().locale}
            disabled={isChanging}
            onChange={({ currentTarget }) => choose(currentTarget.value)}
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
