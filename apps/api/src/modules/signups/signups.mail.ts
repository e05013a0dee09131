import type { Locale, SiteContent } from '@stageline/contracts';
import type { MailBrand } from '@stageline/domain';
import { mailBody, type OutgoingMail } from '../mail/index.ts';
import type { SignupRecord } from '../tenants/index.ts';
import { de } from './signups.mail.de.ts';
import { en } from './signups.mail.en.ts';

const languages: Readonly<Record<Locale, typeof en>> = { en, de };

/** Tells a promoter that their site is there; the only mail of a sign-up, sent when the site answers. */
export function welcomeMail(
  { name, email, locale }: Pick<SignupRecord, 'name' | 'email' | 'locale'>,
  { theme, profile }: Pick<SiteContent, 'theme' | 'profile'>,
  url: string,
): OutgoingMail {
  const { siteName } = profile;
  const brand: MailBrand = { siteName, primaryColor: theme.primaryColor };
  const texts = languages[locale];
  const content = {
    locale,
    heading: texts.heading,
    paragraphs: [texts.open(name, siteName, url), texts.next],
    action: { label: texts.action, url: `${url}/dashboard` },
    footer: texts.why,
  };
  return { to: email, toName: name, subject: texts.subject(siteName), ...mailBody(brand, content) };
}
