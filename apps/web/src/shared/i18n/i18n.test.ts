import { describe, expect, it } from '@jest/globals';
import { count, defineMessages, loadMessages, withLocale } from './index.ts';

const german = { locale: 'de', tag: 'de-DE' } as const;
const en = { title: 'Leads', found: (amount: number) => count(amount, { one: '# lead', other: '# leads' }) };
const de: typeof en = {
  title: 'Kontakte',
  found: (amount) => count(amount, { one: '# Kontakt', other: '# Kontakte' }),
};

describe('messages', () => {
  it('L-15 are in the page’s language once loaded, with numbers as it writes them', async () => {
    const texts = defineMessages(en, { de: async () => ({ default: de }) });
    expect(withLocale(german, () => texts().title)).toBe('Leads');
    await loadMessages('de');
    expect(withLocale(german, () => [texts().title, texts().found(1), texts().found(12_345)])).toEqual([
      'Kontakte',
      '1 Kontakt',
      '12.345 Kontakte',
    ]);
    expect([texts().title, texts().found(12_345)]).toEqual(['Leads', '12,345 leads']);
  });

  it('L-15 are waited for by everybody who comes while they are on their way', async () => {
    let arrive = (): void => undefined;
    const onTheWay = new Promise<void>((resolve) => (arrive = resolve));
    const texts = defineMessages(en, {
      de: async () => {
        await onTheWay;
        return { default: de };
      },
    });
    const first = loadMessages('de');
    const second = loadMessages('de').then(() => withLocale(german, () => texts().title));
    setTimeout(arrive);
    await first;
    expect(await second).toBe('Kontakte');
  });

  it('are tried again after a download that failed', async () => {
    let fails = true;
    const texts = defineMessages(en, {
      de: async () => {
        if (fails) throw new Error('offline');
        return { default: de };
      },
    });
    await expect(loadMessages('de')).rejects.toThrow('offline');
    fails = false;
    await loadMessages('de');
    expect(withLocale(german, () => texts().title)).toBe('Kontakte');
  });
});
