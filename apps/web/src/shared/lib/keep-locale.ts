import type { Locale } from '@stageline/contracts';
import { chooseLocale } from '../i18n/index.ts';
import { call } from './api.ts';

/**
 * Keeps another language for a signed-in person, for this host and for what we write to them, and shows the page anew in
 * it. A visit of support, which may change nothing, still gets the page.
 */
export async function keepLocale(door: 'auth' | 'admin', locale: Locale): Promise<void> {
  await call(`${door}.choose-language`, { body: { locale } }).catch(() => undefined);
  chooseLocale(locale);
}
