import type { Locale } from '@stageline/contracts';
import type { MailBrand } from '@stageline/domain';
import type { Account } from '../accounts/index.ts';
import { mailBody, type OutgoingMail } from '../mail/index.ts';
import { de } from './credentials.mail.de.ts';
import { en } from './credentials.mail.en.ts';

const languages: Readonly<Record<Locale, typeof en>> = { en, de };

export type LinkPurpose = keyof typeof en.links;
export type SecurityNotice = keyof typeof en.notices;

type Reader = Pick<Account, 'email' | 'name' | 'locale'>;

/** A mail with a link that is spent by a button on the page behind it. */
export function linkMail(purpose: LinkPurpose, brand: MailBrand, to: Reader, url: string): OutgoingMail {
  const { email, name, locale } = to;
  const texts = languages[locale].links[purpose];
  const heading = texts.heading(brand.siteName);
  const content = {
    locale,
    heading,
    paragraphs: [texts.text(brand.siteName)],
    action: { label: texts.label, url },
    footer: texts.footer(brand.siteName),
  };
  return { to: email, toName: name, subject: heading, ...mailBody(brand, content) };
}

/** Tells the owner of an account what was changed about it. */
export function noticeMail(notice: SecurityNotice, brand: MailBrand, to: Reader, url: string): OutgoingMail {
  const { email, name, locale } = to;
  const { notices, notice: texts } = languages[locale];
  const content = {
    locale,
    heading: notices[notice],
    paragraphs: [texts.text],
    action: { label: texts.label, url },
    footer: texts.footer(brand.siteName),
  };
  return { to: email, toName: name, subject: texts.subject(brand.siteName), ...mailBody(brand, content) };
}
