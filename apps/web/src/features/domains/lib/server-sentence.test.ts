import { describe, expect, it } from '@jest/globals';
import { loadMessages, withLocale } from '../../../shared/i18n/index.ts';
import { said } from './server-sentence.ts';

const german = { locale: 'de', tag: 'de-DE' } as const;

describe('a sentence of the server', () => {
  it('L-15 is in the page’s language, with the names that it holds', async () => {
    await loadMessages('de');
    const sentence = 'Add this CNAME record. It sends visitors of learn.example.com to your site.';
    expect(said(sentence)).toBe(sentence);
    expect(withLocale(german, () => said(sentence))).toContain('Besucher von learn.example.com');
    expect(withLocale(german, () => said('Something new (a.b).'))).toBe('Something new (a.b).');
  });
});
