import type { Locale } from '@stageline/contracts';
import { mailBody, type OutgoingMail } from '../mail/index.ts';
import { de } from './canary.mail.de.ts';
import { en } from './canary.mail.en.ts';
import type { CanaryFindings } from './canary.types.ts';

const BRAND = { siteName: 'Stageline', primaryColor: '#b91c1c' } as const;
const languages: Readonly<Record<Locale, typeof en>> = { en, de };

/** Tells an administrator that one site reached another. */
export function leakMail(
  leaks: CanaryFindings['leaks'],
  { email, locale }: { readonly email: string; readonly locale: Locale },
  adminUrl: string,
): OutgoingMail {
  const texts = languages[locale];
  const shown = leaks.slice(0, 10).map(({ attack, what }) => `${attack}: ${what}`);
  const content = {
    locale,
    heading: texts.heading,
    paragraphs: [texts.what, shown.join('\n')],
    action: { label: texts.open, url: `${adminUrl}/isolation` },
    footer: texts.why,
  };
  return { to: email, subject: texts.subject, ...mailBody(BRAND, content) };
}
