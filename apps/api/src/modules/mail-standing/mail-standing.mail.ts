import type { Locale } from '@stageline/contracts';
import type { MailBrand } from '@stageline/domain';
import { mailBody, type OutgoingMail } from '../mail/index.ts';
import { de } from './mail-standing.mail.de.ts';
import { en } from './mail-standing.mail.en.ts';

export interface PausedOwner {
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
}
export type PausedSite = MailBrand & { readonly homeUrl: string };

const languages: Readonly<Record<Locale, typeof en>> = { en, de };

/** What an owner reads when the mail of their site is paused. */
export function pausedMail(site: PausedSite, { name, email, locale }: PausedOwner): OutgoingMail {
  const { subject, body, next, open, why } = languages[locale];
  const content = {
    locale,
    heading: subject,
    paragraphs: [body(name), next],
    action: { label: open, url: `${site.homeUrl}/dashboard/mails/sent` },
    footer: why(site.siteName),
  };
  return { to: email, toName: name, subject, ...mailBody(site, content) };
}
