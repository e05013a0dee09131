import type { Locale } from '@stageline/contracts';
import type { MailBrand } from '@stageline/domain';
import { mailBody, type OutgoingMail } from '../mail/index.ts';
import { de } from './mail-senders.mail.de.ts';
import { en } from './mail-senders.mail.en.ts';
import type { MailSender } from './mail-senders.repository.ts';

/** Somebody who is told about the sender. */
export interface SenderOwner {
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
}
export type SenderSite = MailBrand & { readonly homeUrl: string };

const languages: Readonly<Record<Locale, typeof en>> = { en, de };

/** What an owner reads when mails come from the site's own address, or do not any more. */
export function senderMail(
  site: SenderSite,
  { name, email, locale }: SenderOwner,
  { address, state }: MailSender,
): OutgoingMail {
  const { open, why, ...texts } = languages[locale];
  const { subject, body } = state === 'verified' ? texts.verified : texts.failing;
  const content = {
    locale,
    heading: subject(address),
    paragraphs: [body(address, name)],
    action: { label: open, url: `${site.homeUrl}/dashboard/mails/sender` },
    footer: why(site.siteName),
  };
  return { to: email, toName: name, subject: subject(address), ...mailBody(site, content) };
}
